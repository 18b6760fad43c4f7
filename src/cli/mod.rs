//! The program: one file per command. Parse, call, print; nothing is computed here.

mod add;
mod args;
mod ask;
mod check;
mod clock;
mod complete;
mod data;
mod diagnostics;
mod diff;
mod exchange;
mod explain;
mod flows;
mod init;
mod instead;
mod layers;
mod list;
mod loops;
mod map;
mod measure;
mod misplaced;
mod outcome;
mod output;
mod reading;
mod reconcile;
mod report;
mod rights;
mod roles;
mod scan;
mod schema;
mod shell;
mod show;
mod twice;
mod view;

use std::{io::Write as _, process::ExitCode};

use clap::CommandFactory as _;

use crate::terminal::{
    Terminal, atomic,
    interrupt::{self, stopped},
};
use args::{Cli, Command};
use outcome::{End, Failure};

/// Runs the program on the process's own arguments and streams.
pub fn main() -> ExitCode {
    interrupt::listen(|| atomic::abandon(End::Interrupted as i32));
    // When the shell asks what may stand on a line, this answers and ends.
    clap_complete::CompleteEnv::with_factory(Cli::command).bin("roundtrip").complete();
    let cli = instead::parse();
    let mut terminal = Terminal::new(cli.screen.color.into(), !cli.screen.no_pager);
    let end = run(cli.command, &mut terminal);
    terminal.close();
    ExitCode::from(end as u8)
}

/// Runs one command.
fn run(command: Command, terminal: &mut Terminal) -> End {
    let result = match command {
        Command::Report(args) => report::run(&args, terminal),
        Command::Loops(args) => loops::run(&args, terminal),
        Command::Show(args) => show::run(&args, terminal),
        Command::List(args) => list::run(&args, terminal),
        Command::Map(args) => map::run(&args, terminal),
        Command::Measure(args) => measure::run(&args, terminal),
        Command::Diff(args) => diff::run(&args, terminal),
        Command::Reconcile(args) => reconcile::run(&args, terminal),
        Command::Rights(args) => rights::run(&args, terminal),
        Command::Roles(args) => roles::run(&args, terminal),
        Command::Flows(args) => flows::run(&args, terminal),
        Command::Check(args) => check::run(&args, terminal),
        Command::Scan(args) => scan::run(&args, terminal),
        Command::Export(args) => exchange::export(&args, terminal),
        Command::Import(args) => exchange::import(&args, terminal),
        Command::Init(args) => init::run(&args, terminal),
        Command::Add(args) => add::run(&args, terminal),
        Command::Explain(args) => explain::run(&args, terminal),
        Command::Schema(args) => schema::run(&args, terminal),
        Command::Completions(args) => shell::completions(&args, terminal),
        Command::Man(args) => shell::man(&args, terminal),
    };
    let result = result.and_then(|end| terminal.out.flush().map(|()| end).map_err(Failure::from));
    match result {
        Ok(End::Limited) if terminal.out.is_left() => End::Done,
        Ok(end) if terminal.out.is_left() => end,
        Ok(_) if stopped() => End::Interrupted,
        Ok(end) => end,
        Err(Failure::BrokenPipe) => End::Done,
        Err(Failure::Interrupted) => End::Interrupted,
        Err(failure) => {
            diagnostics::failure(&failure, terminal);
            End::Faulty
        }
    }
}
