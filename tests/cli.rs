//! caulk as its users meet it: arguments in, text, files and exit codes out.

#[path = "cli/report.rs"]
mod report;
