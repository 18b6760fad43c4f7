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
    data, layers,
    outcome::{End, Failure},
    output,
};
use crate::load::{self, Layer, Reading, Report};
use crate::model::Register;
use crate::terminal::Terminal;

pub(super) fn run(args: &AddArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let AddWhat::Deal(args) = &args.what;
    let Some(own) = args.data.last() else {
        let help = "name your own with --data; `roundtrip init FOLDER` makes one";
        return Err(Failure::help("the shipped register cannot be added to", help));
    };
    let file = target(own)?;
    let (register, _) = read(&args.data, None)?;
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
    read(&args.data, Some((&file, &whole)))?;
    if !args.yes && !ask.agreed(&format!("\n{record}\nWrite this into {}?", file.display()))? {
        return Err(Failure::new("nothing was written"));
    }
    output::write_file(&file, whole.as_bytes())?;
    writeln!(terminal.out, "Written into {}.", file.display())?;
    Ok(End::Done)
}

/// The register of the layers, as if a file of the last of them held a text. A last layer that is not there yet is empty.
fn read(paths: &[PathBuf], as_if: Option<(&Path, &str)>) -> Result<(Register, Report), Failure> {
    let reading = Reading::default();
    let there = paths.split_last().filter(|(own, below)| !below.is_empty() && !own.exists());
    let mut layers = layers::layers(there.map_or(paths, |(_, below)| below), &reading).map_err(data::failure)?;
    if there.is_some() {
        layers.push(Layer::default());
    }
    if let (Some(last), Some((file, text))) = (layers.last_mut(), as_if) {
        last.toml_as_if(&file.display().to_string(), text.as_bytes());
    }
    load::build(layers, &reading).map_err(Failure::Data)
}

/// The file to append to.
fn target(own: &Path) -> Result<PathBuf, Failure> {
    if layers::is_shipped(own) {
        let help = "name your own after it: --data shipped --data mine.toml";
        return Err(Failure::help("the shipped register cannot be added to", help));
    }
    if own.is_dir() {
        return Ok(own.join("deals").join("added.toml"));
    }
    if own.extension().is_some_and(|ending| ending == "toml") {
        return Ok(own.to_path_buf());
    }
    let help = "name a folder, or a file that ends in .toml; `roundtrip import` makes one of a spreadsheet";
    Err(Failure::help(format!("`{}` is not a register that can be added to", own.display()), help))
}
