//! A command and all that it starts: they end together, and with caulk, in whatever way that ends.

use std::{
    fs, io,
    process::{Child, Command, ExitStatus, Stdio},
};

/// What ends the group when nobody holds the other end of the pipe any more that it reads from: its own process group is that of the command.
/// Killed, caulk can't do it, and what it had started would write on into the tree of the run that goes on with it.
#[cfg(unix)]
const GUARD: &str = "read -r _; kill -KILL 0";

/// A command that runs.
#[cfg(unix)]
pub(super) struct Group {
    guard: Child,
    command: Child,
}

#[cfg(unix)]
impl Group {
    /// Starts it. What is `held` stays open until the group is at its end.
    ///
    /// # Errors
    /// When there is no such command, or no shell.
    pub(super) fn start(mut command: Command, held: Option<fs::File>) -> io::Result<Self> {
        use std::os::unix::process::CommandExt;

        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD]).process_group(0);
        guard.stdin(Stdio::piped()).stdout(held.map_or_else(Stdio::null, Stdio::from)).stderr(Stdio::null());
        let mut guard = guard.spawn()?;
        let joined = i32::try_from(guard.id()).map_err(io::Error::other).and_then(|id| command.process_group(id).spawn());
        match joined {
            Ok(command) => Ok(Self { guard, command }),
            Err(e) => {
                end(&mut guard)?;
                Err(e)
            }
        }
    }

    /// How the command ended, where it has.
    ///
    /// # Errors
    /// As of the system.
    pub(super) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.command.try_wait()
    }

    /// Ends all that runs still.
    ///
    /// # Errors
    /// As of the system.
    pub(super) fn end(mut self) -> io::Result<()> {
        end(&mut self.guard)?;
        // It has been, unless somebody had ended the guard before.
        let _ = self.command.kill();
        self.command.wait().map(|_| ())
    }
}

/// The guard ends with its group.
#[cfg(unix)]
fn end(guard: &mut Child) -> io::Result<()> {
    drop(guard.stdin.take());
    guard.wait().map(|_| ())
}

/// A command that runs.
#[cfg(windows)]
pub(super) struct Group(Box<dyn process_wrap::std::ChildWrapper>);

#[cfg(windows)]
impl Group {
    /// Starts it.
    ///
    /// # Errors
    /// When there is no such command.
    pub(super) fn start(command: Command, _: Option<fs::File>) -> io::Result<Self> {
        process_wrap::std::CommandWrap::from(command).wrap(process_wrap::std::JobObject).spawn().map(Self)
    }

    /// How the command ended, where it has.
    ///
    /// # Errors
    /// As of the system.
    pub(super) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.0.try_wait()
    }

    /// Ends all that runs still.
    ///
    /// # Errors
    /// As of the system.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.0.kill()
    }
}
