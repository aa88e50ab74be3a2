//! A migration as one page for a browser.

use super::journal::Migration;
use crate::files::Repository;

/// The page.
pub fn page(_migration: &Migration, _repository: &Repository) -> String {
    String::new()
}
