//! Import insertion.

use std::{path::Path, sync::Arc};

use super::skim::Skim;
use crate::text::Edit;

/// The qualifier under which `import_path` can be named in this file, and the edit that imports it where it is not
/// imported yet: in alphabetical order into the group of its kind (standard library first), as goimports would.
/// None where it can't be: no package clause, or a dot import.
pub fn ensure_import(_path: &Arc<Path>, _text: &str, _skim: &Skim, _import_path: &str) -> Option<(String, Option<Edit>)> {
    None
}
