//! Standard output: as it is, or through a pager where it would scroll off the screen.

use std::{
    cell::Cell,
    env,
    io::{self, BufWriter, Stdout, Write},
    process::{Child, ChildStdin, Command, Stdio},
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use indicatif::{ProgressBar, ProgressDrawTarget};

use super::{interrupt, rows::Rows};

/// What shows a text by pages where nothing else is asked for: it ends at once if all fits, and shows colours.
const USUAL: &str = "less -FRX";

/// Standard output.
pub(crate) struct Screen {
    to: To,
    bar: ProgressBar,
    /// Whether a pager has the screen.
    busy: Rc<Cell<bool>>,
}

enum To {
    Plain(BufWriter<Stdout>),
    /// A terminal whose screen may hold all of it: what was not printed yet, and the rows that all takes.
    Short {
        stdout: Stdout,
        held: Vec<u8>,
        rows: Rows,
        most: usize,
        paged: bool,
    },
    Pager(Pager),
}

/// A pager that runs.
struct Pager {
    input: BufWriter<ChildStdin>,
    /// Waits for its end.
    watcher: JoinHandle<()>,
    /// Set when it was left.
    left: Arc<AtomicBool>,
}

impl Screen {
    /// Of a terminal, its columns and rows, and whether a pager may be used.
    pub(crate) fn new(
        stdout: Stdout,
        terminal: Option<((usize, usize), bool)>,
        (bar, busy): (ProgressBar, Rc<Cell<bool>>),
    ) -> Self {
        let to = match terminal {
            None => To::Plain(BufWriter::new(stdout)),
            // One row is for the prompt that comes next.
            Some(((columns, rows), paged)) => {
                To::Short { stdout, held: Vec::new(), rows: Rows::new(columns), most: rows.saturating_sub(1), paged }
            }
        };
        Self { to, bar, busy }
    }

    pub(crate) fn is_paged(&self) -> bool {
        matches!(self.to, To::Pager(_))
    }

    /// Whether a pager was left, so that nobody reads on.
    pub(crate) fn is_left(&self) -> bool {
        matches!(&self.to, To::Pager(pager) if pager.left.load(Ordering::Relaxed))
    }

    /// The text is whole: waits until whoever reads it leaves the pager.
    pub(crate) fn close(&mut self) {
        // There is nowhere left to say that it failed.
        let _ = self.flush();
        let to = std::mem::replace(&mut self.to, To::Plain(BufWriter::new(io::stdout())));
        let To::Pager(Pager { input, watcher, .. }) = to else { return };
        drop(input);
        let _ = watcher.join();
        self.busy.set(false);
    }

    /// Hands what was held to a pager, or prints it if there is none. No bar is drawn into what comes now.
    fn overflow(&mut self, held: &[u8], paged: bool) -> io::Result<()> {
        self.bar.finish_and_clear();
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
        let pager = if paged { start() } else { None };
        self.busy.set(pager.is_some());
        self.to = pager.map_or_else(|| To::Plain(BufWriter::new(io::stdout())), To::Pager);
        self.write_all(held)
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Plain(stdout) => return stdout.write(bytes),
            To::Pager(pager) => return pager.input.write(bytes),
            To::Short { held, rows, most, paged, .. } => {
                held.extend_from_slice(bytes);
                rows.take(bytes);
                if rows.count <= *most {
                    return Ok(bytes.len());
                }
                let (held, paged) = (std::mem::take(held), *paged);
                self.overflow(&held, paged)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Plain(stdout) => stdout.flush(),
            To::Pager(pager) => pager.input.flush(),
            To::Short { stdout, held, .. } => {
                let held = std::mem::take(held);
                self.bar.suspend(|| stdout.write_all(&held).and_then(|()| stdout.flush()))
            }
        }
    }
}

/// Starts the pager of the environment, or the usual one; none if it is not wanted or not there.
fn start() -> Option<Pager> {
    let asked = env::var("PAGER").unwrap_or_else(|_| USUAL.to_owned());
    let words = shlex::split(&asked)?;
    let (program, args) = words.split_first()?;
    if program == "cat" || env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return None;
    }
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let mut child = command.spawn().ok()?;
    let input = BufWriter::new(child.stdin.take()?);
    // From now on Ctrl-C is the pager's: it has the keyboard.
    interrupt::leave_to_pager();
    let left = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&left);
    Some(Pager { input, watcher: thread::spawn(move || watch(child, &flag)), left })
}

/// When the pager is left, nobody wants the rest.
fn watch(mut child: Child, left: &AtomicBool) {
    let _ = child.wait();
    left.store(true, Ordering::Relaxed);
    interrupt::stop();
}
