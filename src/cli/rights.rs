//! `roundtrip rights`: what is exclusive to whom, in what scope, until when.

use std::path::PathBuf;

use clap::Args;

use super::{
    args::{DataArgs, OutputArgs},
    ask::put,
    data,
    outcome::{End, Failure},
    terminal::Terminal,
    view::{self, entity},
};
use crate::{
    answer,
    flow::{Scope, View},
};

#[derive(Debug, Args)]
pub(super) struct RightsArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    registers: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// As they stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Only those that this entity has or gave
    #[arg(long, value_name = "ENTITY")]
    of: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) const HELP: &str = "\
How to read it:
  The first table has what is in force on the day, the second what had ended by then, or of which
  the dates are too coarse to say. \"Agreed until\" is what the parties agreed; a right can end
  earlier. Below stand claims about exclusivity that articles make, and what is held of them.
  In a register, rights = [{ grant = \"exclusive\", scope = \"...\", on = \"2025-10-28\" }] of a deal
  records them (grant: exclusive, first-refusal, non-exclusive).

Examples:
  roundtrip rights
  roundtrip rights --as-of 2025-12-17
  roundtrip rights --of openai --format markdown";

pub(super) fn run(args: &RightsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let day = args.as_of.as_deref().map_or(Ok(register.as_of), view::day)?;
    let of = args.of.as_deref().map(|text| entity(&register, text)).transpose()?;
    let scope = Scope::new(&register, View::on(day));
    put(answer::rights(&scope, of.as_ref()), &args.output, terminal)
}
