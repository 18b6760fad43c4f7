//! `roundtrip completions` and `roundtrip man`: for the shell.

use std::io::Write as _;

use clap::CommandFactory;

use super::{
    args::{Cli, CompletionsArgs, ManArgs},
    outcome::{End, Failure},
};
use crate::terminal::Terminal;

/// The script asks the program itself what may stand on a line, so that it knows the ids of any register.
pub(super) fn completions(args: &CompletionsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let shells = clap_complete::env::Shells::builtins();
    let shell = args.shell.to_string();
    let completer = shells.completer(&shell).ok_or_else(|| Failure::new(format!("`{shell}` is not known")))?;
    completer.write_registration("COMPLETE", "roundtrip", "roundtrip", "roundtrip", &mut terminal.out)?;
    Ok(End::Done)
}

pub(super) fn man(args: &ManArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let mut command = Cli::command();
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => {
            let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
            let found = command.find_subcommand(name).cloned();
            found.ok_or_else(|| {
                Failure::help(format!("unknown command `{name}`"), format!("use one of: {}", names.join(", ")))
            })?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    terminal.out.write_all(&text)?;
    Ok(End::Done)
}
