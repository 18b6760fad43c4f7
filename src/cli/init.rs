//! `roundtrip init`: a register of one's own, to begin with.

use std::{fs, io::Write as _};

use super::{
    args::InitArgs,
    outcome::{End, Failure},
    output,
};
use crate::{
    answer::schema,
    load::{self, quoted},
    terminal::Terminal,
};

const SCHEMA: &str = "register.schema.json";

const ENTITIES: &str = "\
# Companies, clouds and chips. An id is made of a-z, 0-9, _ and -, and never changes.
#
# [[entity]]
# id      = \"acme\"
# name    = \"Acme Corporation\"
# kind    = \"company\"             # or cloud (with operator), chip or product (with maker)
# aliases = [\"Acme\"]
";

const SOURCES: &str = "\
# On whose word: every deal cites at least one of these.
#
# [[source]]
# id        = \"acme_8k\"
# publisher = \"Acme Corporation\"
# title     = \"Form 8-K\"
# url       = \"https://example.org/acme-8k\"
# date      = \"2026-01-15\"
# kind      = \"filing\"            # or party, press, aggregator
";

const DEALS: &str = "\
# One agreement each. The payer is who gives the value, whatever the kind: investor, customer, issuer of warrants.
#
# [[deal]]
# id      = \"acme_bolt_equity_2026\"
# title   = \"Acme invests in Bolt\"
# kind    = \"equity\"
# payer   = \"acme\"
# payee   = \"bolt\"
# amount  = \"<=1.5B\"              # 10B, ~10B (about), >=10B, >10B, <=10B (up to), 2B..3B, ? (undisclosed)
# history = [{ on = \"2026-01-15\", status = \"announced\" }]
# cite    = [\"acme_8k\"]
";

pub(super) fn run(args: &InitArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let day = match &args.as_of {
        Some(text) => super::view::day(text)?,
        None => jiff::Zoned::now().date(),
    };
    let folder = &args.folder;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        let help = "name a new folder; `roundtrip add deal` adds to a register that is there";
        return Err(Failure::help(format!("`{}` is not empty", folder.display()), help));
    }
    let head = format!("title = {}\nas_of = \"{day}\"\nbase  = {}\n", quoted(&args.title), quoted(&args.base));
    // What is written must be read again: a title or a currency may be wrong.
    load::from_text("register.toml", &head).map_err(Failure::Data)?;
    for (name, text) in [
        ("register.toml", head.as_str()),
        ("entities/companies.toml", ENTITIES),
        ("sources/sources.toml", SOURCES),
        ("deals/deals.toml", DEALS),
    ] {
        // The first line tells an editor where the schema is.
        let up = if name.contains('/') { ".." } else { "." };
        let text = format!("#:schema {up}/{SCHEMA}\n{text}");
        output::write_file(&folder.join(name), text.as_bytes())?;
    }
    output::write_file(&folder.join(SCHEMA), schema("register").unwrap_or_default().as_bytes())?;
    let name = folder.display();
    writeln!(terminal.out, "A register in {name}. Next: roundtrip add deal --data {name}")?;
    Ok(End::Done)
}
