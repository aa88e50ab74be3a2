/// Where the lines of a text begin, to turn byte offsets into lines and columns.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1)).collect();
        Self { starts }
    }

    /// Line and column of a byte offset, both counted from 1, columns in bytes.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&s| s <= offset);
        (line, offset - self.starts[line - 1] + 1)
    }

    /// The byte offset at which a line (counted from 1) begins.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_from_one_in_bytes() {
        let lines = LineIndex::new("ä\r\n\nb");
        assert_eq!([0, 2, 4, 5, 6].map(|at| lines.position(at)), [(1, 1), (1, 3), (2, 1), (3, 1), (3, 2)]);
        assert_eq!([0, 1, 2, 3, 4].map(|line| lines.start(line)), [None, Some(0), Some(4), Some(5), None]);
        assert_eq!(LineIndex::new("").position(0), (1, 1));
    }
}
