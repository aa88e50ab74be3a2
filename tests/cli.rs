//! caulk as its users meet it: arguments in, text, files and exit codes out.

#[path = "cli/agreement.rs"]
mod agreement;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/commands.rs"]
mod commands;
#[path = "cli/disturbed.rs"]
mod disturbed;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/learn.rs"]
mod learn;
#[path = "cli/migrate.rs"]
mod migrate;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/recipes.rs"]
mod recipes;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/shard.rs"]
mod shard;
#[path = "cli/tree.rs"]
mod tree;
#[path = "cli/writing.rs"]
mod writing;
