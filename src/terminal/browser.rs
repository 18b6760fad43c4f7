//! Shows a file in whatever shows such files on this machine.

use std::{
    io,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// So long may it take until it is known that nothing shows the file.
const PATIENCE: Duration = Duration::from_secs(2);

const PROGRAM: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

/// Opens the file. What shows it may go on when this program has ended.
pub(crate) fn open(file: &Path) -> io::Result<()> {
    let mut command = Command::new(PROGRAM);
    command.arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let missing = |error: io::Error| io::Error::new(error.kind(), format!("{PROGRAM}: {error}"));
    let mut child = command.spawn().map_err(missing)?;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match child.try_wait()? {
            // The explorer of Windows ends with 1 when all is well.
            Some(status) if status.success() || cfg!(windows) => return Ok(()),
            Some(status) => return Err(io::Error::other(format!("{PROGRAM} ended with {status}"))),
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
    Ok(())
}
