//! Arguments, turned once into plain configuration; progress; exit codes.

use std::process::ExitCode;

pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
