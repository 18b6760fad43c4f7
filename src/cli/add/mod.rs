//! `roundtrip add deal`: asks for a deal, checks it, and appends it to a register of one's own.

mod ask;
mod deal;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{
    args::{AddArgs, AddWhat},
    data,
    outcome::{End, Failure},
    output,
};
use crate::load;
use crate::terminal::Terminal;

pub(super) fn run(args: &AddArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let AddWhat::Deal(args) = &args.what;
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
    let mut ask = ask::Prompt::new(terminal);
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
    Err(Failure::help(format!("`{}` is not a register that can be added to", own.display()), help))
}
