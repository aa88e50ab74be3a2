/// A transform's name.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// `unclosed-response-body`
    pub id: String,
}

impl Name {
    /// Reads a name with `-` or `_` between its words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let id = text.replace('_', "-");
        let is_word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        if !id.contains('-') || !id.split('-').all(is_word) {
            return Err(format!(
                "`{text}` is no name for a transform: it has two or more words of lower-case letters and digits, joined by `-`, and \
                 names the leak, not the cure (`unclosed-response-body`)"
            ));
        }
        Ok(Self { id })
    }

    /// `unclosed_response_body`, as folders and modules are called.
    pub fn module(&self) -> String {
        self.id.replace('-', "_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_spellings() {
        for text in ["unclosed-file", "unclosed_file"] {
            let name = Name::parse(text).expect("it is a name");
            assert_eq!((name.id.as_str(), name.module().as_str()), ("unclosed-file", "unclosed_file"));
        }
    }

    #[test]
    fn refuses_what_no_comment_could_name() {
        for text in ["", "file", "Unclosed-File", "unclosed--file", "-file", "unclosed file", "unclosed/file", "1-file", "../x-y"] {
            assert!(Name::parse(text).is_err_and(|e| e.contains("names the leak")), "{text}");
        }
    }
}
