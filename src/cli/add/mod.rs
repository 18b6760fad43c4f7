//! `roundtrip add deal`: asks for a deal, checks it, and appends it to a register of one's own.

mod ask;
mod deal;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};

use super::{
    data,
    outcome::{End, Failure},
    output,
    terminal::Terminal,
};
use crate::load;

pub(super) const HELP: &str = "\
What is not given as a flag is asked for, one question after the other; an answer that is wrong is explained and asked for
again. The record is checked together with the whole register and shown before it is written.

Examples:
  roundtrip add deal --data mine
  roundtrip add deal --data mine --payer Acme --payee Bolt --kind equity --amount '<=1.5B' \\
      --status announced --on 2026-01-15 --source https://example.org/a --publisher 'The Paper' --yes";

#[derive(Debug, Args)]
pub(super) struct AddArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A deal, with its parties and its source if they are new
    #[command(after_long_help = HELP)]
    Deal(DealArgs),
}

#[derive(Debug, Args)]
pub(super) struct DealArgs {
    /// The register to add to: a folder, or a file of TOML. Of several the last is added to
    #[arg(long = "data", value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Who gives the value: investor, customer, issuer of warrants
    #[arg(long, value_name = "NAME")]
    payer: Option<String>,
    /// Who gets it
    #[arg(long, value_name = "NAME")]
    payee: Option<String>,
    /// equity, debt, cloud, chips, lease, ...
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// 10B, ~10B, >=10B, <=10B, 2B..3B or ?
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<String>,
    /// rumoured, in-talks, announced, signed, closed, ...
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// The day on which it came to have that status
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// On whose word: the id of a source, or an address
    #[arg(long, value_name = "ID|URL")]
    source: Option<String>,
    /// Of a new source: who published it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Of a new source: filing, party, press or aggregator
    #[arg(long, value_name = "KIND")]
    source_kind: Option<String>,
    /// What the deal is called [default: made of its parties]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Its id [default: made of its parties, kind and year]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Write without asking whether it is right
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(args: &AddArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let What::Deal(args) = &args.what;
    let Some(own) = args.data.last() else {
        let help = "name your own with --data; `roundtrip init FOLDER` makes one";
        return Err(Failure::help("the shipped register cannot be added to", help));
    };
    let file = target(own)?;
    let (register, _) = load::from_paths(&args.data).map_err(data::failure)?;
    let old = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::new(format!("cannot read `{}`: {error}", file.display()))),
    };
    let mut ask = ask::Interview::new(terminal);
    let record = deal::record(args, &register, &mut ask)?;
    let gap = if old.is_empty() { "" } else { "\n" };
    let whole = format!("{}{gap}{record}", if old.is_empty() || old.ends_with('\n') { old } else { old + "\n" });
    // Whatever the register's own checks find is found before a byte is written.
    load::from_paths_as_if(&args.data, &file, &whole).map_err(data::failure)?;
    if !args.yes && !ask.agreed(&format!("\n{record}\nWrite this into {}?", file.display()))? {
        return Err(Failure::new("nothing was written"));
    }
    output::write_file(&file, whole.as_bytes())?;
    writeln!(terminal.out, "Written into {}.", file.display())?;
    Ok(End::Done)
}

/// The file to append to.
fn target(own: &Path) -> Result<PathBuf, Failure> {
    if own.is_dir() {
        return Ok(own.join("deals").join("added.toml"));
    }
    if own.extension().is_some_and(|ending| ending == "toml") {
        return Ok(own.to_path_buf());
    }
    let help = "name a folder, or a file that ends in .toml; `roundtrip import` makes one of a spreadsheet";
    Err(Failure::help(format!("`{}` is no register to add to", own.display()), help))
}
