//! The two streams that a run writes, and what it knows of the terminal.
//!
//! No stream stays locked: other threads draw how far a run is on the same standard error.

use std::io::{self, BufWriter, IsTerminal as _, LineWriter, Stderr, Stdout, Write};

use indicatif::{ProgressBar, ProgressDrawTarget};

/// Where a run writes.
pub(super) struct Terminal {
    pub(super) out: BufWriter<Stdout>,
    pub(super) err: LineWriter<BesideBar>,
    /// Columns, if standard output is a terminal.
    pub(super) width: Option<usize>,
    /// Whether complaints may be coloured.
    pub(super) colour: bool,
    /// Whether somebody sees how far a run is: standard error is a terminal.
    progress: bool,
    bar: ProgressBar,
}

impl Terminal {
    /// The streams of the process.
    pub(super) fn new() -> Self {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let width = stdout.is_terminal().then(|| terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0)));
        let progress = stderr.is_terminal();
        let colour = progress && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let bar = ProgressBar::hidden();
        let err = LineWriter::new(BesideBar { stderr, bar: bar.clone() });
        Self { out: BufWriter::new(stdout), err, width, colour, progress, bar }
    }

    /// The bar at the foot of the terminal, drawn from now on; nothing is drawn where nobody would see it.
    pub(super) fn bar(&self) -> ProgressBar {
        if self.progress {
            self.bar.reset();
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.clone()
    }
}

/// Standard error. A bar that is drawn there steps aside for each line.
pub(super) struct BesideBar {
    stderr: Stderr,
    bar: ProgressBar,
}

impl Write for BesideBar {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { stderr, bar } = self;
        bar.suspend(|| stderr.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stderr.flush()
    }
}
