//! `roundtrip completions` and `roundtrip man`: for the shell.

use clap::CommandFactory;

use super::{
    End, Failure, Terminal,
    args::{Cli, CompletionsArgs, ManArgs},
};

pub(super) fn completions(args: &CompletionsArgs, terminal: &mut Terminal<'_>) -> Result<End, Failure> {
    // clap_complete panics if its writer fails, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "roundtrip", &mut script);
    terminal.out.write_all(&script)?;
    Ok(End::Done)
}

pub(super) fn man(args: &ManArgs, terminal: &mut Terminal<'_>) -> Result<End, Failure> {
    let mut command = Cli::command();
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => {
            let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
            let found = command.find_subcommand(name).cloned();
            found.ok_or_else(|| {
                Failure::help(format!("`{name}` is no command"), format!("use one of: {}", names.join(", ")))
            })?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    terminal.out.write_all(&text)?;
    Ok(End::Done)
}
