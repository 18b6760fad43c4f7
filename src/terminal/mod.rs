//! Where a run writes: the two streams, the terminal and its pager, files that are written whole or not at all; and Ctrl-C.
//! It knows nothing of commands.
//!
//! No stream stays locked: other threads draw how far a run is on the same standard error.

pub(crate) mod atomic;
pub(crate) mod browser;
pub(crate) mod endings;
pub(crate) mod interrupt;
mod pager;
mod progress;
mod rows;
pub(crate) mod snippets;

use std::{
    cell::Cell,
    io::{self, IsTerminal as _, LineWriter, Stderr, Write},
    path::Path,
    rc::Rc,
};

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::answer::Look;
pub(crate) use pager::Screen;
pub(crate) use progress::Progress;

/// Where a run writes.
pub(crate) struct Terminal {
    pub(crate) out: Screen,
    pub(crate) err: LineWriter<Messages>,
    /// Columns, if standard output is a terminal.
    pub(crate) width: Option<usize>,
    /// Whether complaints may be coloured.
    pub(crate) colour: bool,
    /// Whether what goes to standard output may be.
    colour_out: bool,
    /// Whether somebody sees how far a run is: standard error is a terminal.
    progress: bool,
    bar: ProgressBar,
}

impl Terminal {
    /// The streams of the process. Whether there are colours, `choice` says or else the environment; text that is longer
    /// than the screen goes through a pager if one may be used.
    pub(crate) fn new(choice: ColorChoice, paged: bool) -> Self {
        choice.write_global();
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let coloured = |choice| choice != ColorChoice::Never;
        let (colour_out, colour) = (coloured(AutoStream::choice(&stdout)), coloured(AutoStream::choice(&stderr)));
        let size = || terminal_size::terminal_size().map_or((80, 24), |(w, h)| (usize::from(w.0), usize::from(h.0)));
        let size = stdout.is_terminal().then(size);
        let (bar, busy) = (ProgressBar::hidden(), Rc::new(Cell::new(false)));
        let progress = stderr.is_terminal();
        Self {
            out: Screen::new(stdout, size.map(|size| (size, paged)), (bar.clone(), Rc::clone(&busy))),
            err: LineWriter::new(Messages { stderr, bar: bar.clone(), busy, held: Vec::new() }),
            width: size.map(|(columns, _)| columns),
            colour,
            colour_out,
            progress,
            bar,
        }
    }

    /// How text is to look that goes to standard output, or into a file.
    pub(crate) fn look(&self, file: Option<&Path>) -> Look {
        match file {
            Some(_) => Look::default(),
            None => Look { width: self.width, colour: self.colour_out },
        }
    }

    /// The bar at the foot of the terminal, drawn from now on until it is cleared; nothing is drawn where nobody would see
    /// it.
    pub(crate) fn bar(&self, style: ProgressStyle) -> ProgressBar {
        let bar = self.bar.clone();
        bar.set_style(style);
        if self.progress && !self.out.is_paged() {
            if bar.is_hidden() {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            bar.set_message("");
            bar.set_length(0);
            bar.reset();
        }
        bar
    }

    /// Nothing more is written: waits until a pager is left, and prints what was to be said meanwhile.
    pub(crate) fn close(mut self) {
        self.out.close();
        // There is nowhere left to say that it failed.
        let _ = self.err.flush();
        let _ = self.err.get_mut().release();
    }
}

/// Standard error. A bar that is drawn there steps aside for each line; while a pager has the screen, lines wait.
pub(crate) struct Messages {
    stderr: Stderr,
    bar: ProgressBar,
    /// Whether a pager has the screen.
    busy: Rc<Cell<bool>>,
    held: Vec<u8>,
}

impl Messages {
    /// Prints what has waited.
    fn release(&mut self) -> io::Result<()> {
        self.stderr.write_all(&std::mem::take(&mut self.held))
    }
}

impl Write for Messages {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { stderr, bar, busy, held } = self;
        if busy.get() && stderr.is_terminal() {
            return held.write(bytes);
        }
        bar.suspend(|| stderr.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stderr.flush()
    }
}
