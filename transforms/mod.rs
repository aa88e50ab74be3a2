//! The leaks caulk knows, a folder each.

use crate::transform::Transform;

pub mod defer_before_check;
pub mod defer_in_loop;
pub mod dropped_close_error;
pub mod leaky_tick;
pub mod missed_done;
pub mod missed_unlock;
pub mod nested_context;
pub mod time_after_in_loop;
pub mod uncalled_cancel;
pub mod unclosed_closer;
pub mod unclosed_conn;
pub mod unclosed_field;
pub mod unclosed_file;
pub mod unclosed_response_body;
pub mod unclosed_rows;
pub mod unclosed_server;
pub mod unclosed_stream;
pub mod uncommitted_writer;
pub mod undrained_stream;
pub mod unended_span;
pub mod unremoved_temp;
pub mod unstopped_pull;
pub mod unstopped_signal;
pub mod unstopped_ticker;
pub mod unstopped_timer;
pub mod unstopped_watch;
pub mod unwaited_process;

/// Every transform, in alphabetical order.
pub static ALL: &[&Transform] = &[
    &defer_before_check::TRANSFORM,
    &defer_in_loop::TRANSFORM,
    &dropped_close_error::TRANSFORM,
    &leaky_tick::TRANSFORM,
    &missed_done::TRANSFORM,
    &missed_unlock::TRANSFORM,
    &nested_context::TRANSFORM,
    &time_after_in_loop::TRANSFORM,
    &uncalled_cancel::TRANSFORM,
    &unclosed_closer::TRANSFORM,
    &unclosed_conn::TRANSFORM,
    &unclosed_field::TRANSFORM,
    &unclosed_file::TRANSFORM,
    &unclosed_response_body::TRANSFORM,
    &unclosed_rows::TRANSFORM,
    &unclosed_server::TRANSFORM,
    &unclosed_stream::TRANSFORM,
    &uncommitted_writer::TRANSFORM,
    &undrained_stream::TRANSFORM,
    &unended_span::TRANSFORM,
    &unremoved_temp::TRANSFORM,
    &unstopped_pull::TRANSFORM,
    &unstopped_signal::TRANSFORM,
    &unstopped_ticker::TRANSFORM,
    &unstopped_timer::TRANSFORM,
    &unstopped_watch::TRANSFORM,
    &unwaited_process::TRANSFORM,
];
