//! The program: one file per command. Parse, call, print; nothing is computed here.

mod add;
mod args;
mod ask;
mod check;
mod clock;
mod complain;
mod complete;
mod data;
mod diff;
mod exchange;
mod flows;
mod gate;
mod init;
mod listing;
mod loops;
mod map;
mod measure;
mod output;
mod page;
mod report;
mod rights;
mod roles;
mod scan;
mod shell;
mod show;
mod table;
mod view;

use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

use clap::{CommandFactory as _, Parser};

use args::{Cli, Command};

/// How a command ended (design §6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Done = 0,
    /// A loop meets what `--fail-if` says.
    Gate = 1,
    /// Usage or data.
    Faulty = 2,
    /// Stopped at a limit: there is more.
    Limited = 3,
    Interrupted = 130,
}

/// What stops a run.
#[derive(Debug)]
enum Failure {
    /// Flaws in the data, already with their places.
    Data(crate::load::Report),
    /// Anything else: one line, and how to mend it.
    Other { message: String, help: Option<String> },
    /// A phrase of the command line that means nothing: the flag, the phrase, and what is wrong where.
    Phrase { flag: &'static str, text: String, errors: Vec<crate::circuits::ConditionError> },
    /// Ctrl-C, where what is done so far is of no use.
    Interrupted,
    /// Nobody reads on: no complaint.
    BrokenPipe,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self::Other { message: message.into(), help: None }
    }

    fn help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Other { message: message.into(), help: Some(help.into()) }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        output::unprinted(&error)
    }
}

/// Set by Ctrl-C: searches end at once with what they have.
static STOPPED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// So long may a run take to print what it has after Ctrl-C.
const GRACE: std::time::Duration = std::time::Duration::from_secs(3);

/// Set while a question waits for its answer.
static ASKING: AtomicBool = AtomicBool::new(false);

fn stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// Where a run writes, and what it knows of the terminal.
struct Terminal<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Columns, if standard output is a terminal.
    width: Option<usize>,
    /// Whether complaints may be coloured.
    colour: bool,
    /// Whether somebody sees how far a run is: standard error is a terminal.
    progress: bool,
}

/// Runs the program on the process's own arguments and streams.
pub fn main() -> ExitCode {
    // Searches end at the first Ctrl-C and print what they have; what goes on after that, or a second one, is cut off.
    let _ = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::Relaxed) || ASKING.load(Ordering::Relaxed) {
            output::abandon();
        }
        std::thread::spawn(|| {
            std::thread::sleep(GRACE);
            output::abandon();
        });
    });
    // When the shell asks what may stand on a line, this answers and ends.
    clap_complete::CompleteEnv::with_factory(Cli::command).bin("roundtrip").complete();
    let cli = Cli::parse();
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let width = stdout.is_terminal().then(|| terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0)));
    let stderr_is_terminal = stderr.is_terminal();
    let colour = stderr_is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut out = io::BufWriter::new(stdout.lock());
    let mut err = stderr.lock();
    let mut terminal = Terminal { out: &mut out, err: &mut err, width, colour, progress: stderr_is_terminal };
    let end = run(cli, &mut terminal);
    ExitCode::from(end as u8)
}

/// Runs one command.
fn run(cli: Cli, terminal: &mut Terminal<'_>) -> End {
    let result = match cli.command {
        Command::Report(args) => report::run(&args, terminal),
        Command::Loops(args) => loops::run(&args, terminal),
        Command::Show(args) => show::run(&args, terminal),
        Command::Map(args) => map::run(&args, terminal),
        Command::Measure(args) => measure::run(&args, terminal),
        Command::Diff(args) => diff::run(&args, terminal),
        Command::Rights(args) => rights::run(&args, terminal),
        Command::Roles(args) => roles::run(&args, terminal),
        Command::Flows(args) => flows::run(&args, terminal),
        Command::Check(args) => check::run(&args, terminal),
        Command::Scan(args) => scan::run(&args, terminal),
        Command::Export(args) => exchange::export(&args, terminal),
        Command::Import(args) => exchange::import(&args, terminal),
        Command::Init(args) => init::run(&args, terminal),
        Command::Add(args) => add::run(&args, terminal),
        Command::Completions(args) => shell::completions(&args, terminal),
        Command::Man(args) => shell::man(&args, terminal),
    };
    let result = result.and_then(|end| terminal.out.flush().map(|()| end).map_err(Failure::from));
    match result {
        Ok(_) if stopped() => End::Interrupted,
        Ok(end) => end,
        Err(Failure::BrokenPipe) => End::Done,
        Err(Failure::Interrupted) => End::Interrupted,
        Err(failure) => {
            complain::failure(&failure, terminal);
            End::Faulty
        }
    }
}
