//! `roundtrip schema`: what a file may hold, and what a command prints as JSON, as JSON Schema.

use std::io::Write as _;

use super::{
    args::SchemaArgs,
    outcome::{End, Failure},
    output,
};
use crate::{
    answer::{schema, schemas},
    load::nearest,
    terminal::Terminal,
};

pub(super) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    if args.what.is_empty() {
        for name in schemas() {
            writeln!(terminal.out, "roundtrip schema {name}")?;
        }
        return Ok(End::Done);
    }
    let what = args.what.join(" ");
    let Some(text) = schema(&what) else {
        let help = nearest(&what, schemas()).map_or_else(
            || "`roundtrip schema` lists what there is".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Failure::help(format!("there is no schema of `{what}`"), help));
    };
    output::put(&text, args.output.as_deref(), terminal)?;
    Ok(End::Done)
}
