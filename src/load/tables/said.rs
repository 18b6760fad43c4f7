//! What a table says in its own words → what the register says: kinds, statuses, days; what is missing, and what can be
//! two things.

use std::{collections::BTreeMap, ops::Range};

use jiff::civil::Date;

use super::{
    days::{self, Day},
    tables::Tables,
    words::{self, Taken},
};
use crate::{
    load::{Cell, Code, Reading, Row, nearest},
    model::{Kind, Mark, Status},
};

/// The columns of a deal's day, the surest first.
pub(super) const DAYS: [&str; 3] = ["announced", "date", "start"];

/// How the dates of each file are written: whether the day stands first.
pub(super) struct Orders {
    by_file: BTreeMap<usize, Option<bool>>,
}

impl Orders {
    /// As said, or as the dates of a file show.
    pub(super) fn of<'a>(edges: impl Iterator<Item = &'a Row>, reading: &Reading) -> Self {
        let mut texts: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for row in edges {
            let own = DAYS.iter().filter_map(|name| row.get(name)).map(|cell| cell.text.as_str());
            texts.entry(row.file).or_default().extend(own);
        }
        let order = |texts: Vec<&str>| reading.day_first.or_else(|| days::order(texts).ok().flatten());
        Self { by_file: texts.into_iter().map(|(file, texts)| (file, order(texts))).collect() }
    }

    fn of_file(&self, file: usize) -> Option<bool> {
        self.by_file.get(&file).copied().flatten()
    }
}

/// A date as the register writes it. `None` if nothing is said; a fault if it is none, or can be two.
pub(super) fn day(tables: &mut Tables, file: usize, cell: &Cell, orders: &Orders, reading: &Reading) -> Option<Cell> {
    let put = |text: &str| Some(Cell { text: text.to_owned(), at: cell.at.clone() });
    match days::read(&cell.text, orders.of_file(file)) {
        Day::Known(text) => {
            if reading.day_first.is_none() && matches!(days::read(&cell.text, None), Day::Either { .. }) {
                let first = if orders.of_file(file) == Some(true) { "day" } else { "month" };
                let name = tables.rows.name_of(file);
                let note = format!(
                    "{name}: the {first} stands first in its dates, as one of them shows; --days {first}-first settles it"
                );
                tables.rows.note(note, 1);
            }
            put(&text)
        }
        Day::Nothing => None,
        Day::Either { .. } => {
            let message = "the day of this date can be its month";
            let help = either(&cell.text);
            tables.rows.fault(Code::BadDate, message, (file, cell.at.clone()), &help);
            put(STAND_IN)
        }
        Day::Wrong => {
            let message = format!("`{}` is not a date", cell.text.trim());
            let help = "write `2025-05-23`, `2025-05`, `2025-Q2`, `2025`, or `<2025-05-23` for some day before";
            tables.rows.fault(Code::BadDate, message, (file, cell.at.clone()), help);
            put(STAND_IN)
        }
    }
}

/// Stands for a date that is a fault, so that nothing more is said of it.
const STAND_IN: &str = "2000";

/// What a date of two meanings can be, and the flags that say which.
fn either(text: &str) -> String {
    let words = |order| match days::read(text, Some(order)) {
        Day::Known(day) => day.parse::<Date>().map(|day| day.strftime("%-d %B %Y").to_string()).unwrap_or(day),
        _ => text.to_owned(),
    };
    format!("--days day-first if `{}` is {}, --days month-first if {}", text.trim(), words(true), words(false))
}

/// The kind of a deal.
pub(super) fn kind(tables: &mut Tables, row: &mut Row, reading: &Reading) -> Cell {
    let cell = needed(tables, row, "kind", reading.kind.as_ref());
    word(tables, row.file, cell, reading, &KINDS)
}

/// The status of a deal, and the mark beside it: `signed (conditional)`.
pub(super) fn status(tables: &mut Tables, row: &mut Row, reading: &Reading) -> (Cell, Option<Cell>) {
    let mut cell = needed(tables, row, "status", reading.status.as_ref());
    let mut mark = None;
    if let Some((before, inner)) = cell.text.trim().strip_suffix(')').and_then(|text| text.split_once('('))
        && words::is_mark(inner)
    {
        mark = Some(Cell { text: words::plain(inner), at: cell.at.clone() });
        cell = Cell { text: before.trim().to_owned(), at: cell.at };
    }
    (word(tables, row.file, cell, reading, &STATUSES), mark)
}

/// What of a deal waits for something: a column `mark`, or `conditional` with yes, no or the condition.
pub(super) fn mark(row: &mut Row) -> Option<Cell> {
    let conditional = row.take("conditional");
    let own = row.take("mark").map(|cell| Cell { text: words::plain(&cell.text), at: cell.at });
    let Some(cell) = conditional else { return own };
    match words::plain(&cell.text).as_str() {
        "no" | "n" | "false" | "0" | "" => own,
        "yes" | "y" | "true" | "1" | "x" | "conditional" => Some(conditional_at(cell.at)),
        _ => {
            row.put("conditions", cell.text.clone(), cell.at.clone());
            Some(conditional_at(cell.at))
        }
    }
}

fn conditional_at(at: Range<usize>) -> Cell {
    Cell { text: Mark::Conditional.name().to_owned(), at }
}

/// A closed set of words that people say in their own.
struct Vocabulary {
    column: &'static str,
    /// What messages call one of them.
    noun: &'static str,
    taken: fn(&str, &Reading) -> Taken,
    names: fn() -> Vec<&'static str>,
    /// Offered where no word is near.
    example: &'static str,
}

const KINDS: Vocabulary = Vocabulary {
    column: "kind",
    noun: "kind of deal",
    taken: words::kind,
    names: || Kind::ALL.iter().map(|kind| kind.name()).collect(),
    example: "services",
};

const STATUSES: Vocabulary = Vocabulary {
    column: "status",
    noun: "status",
    taken: words::status,
    names: || Status::ALL.iter().map(|status| status.name()).collect(),
    example: "announced",
};

/// A word of a table as one of ours. What it is taken for is said once; one that says nothing to us is a fault.
fn word(tables: &mut Tables, file: usize, cell: Cell, reading: &Reading, of: &Vocabulary) -> Cell {
    let said = cell.text.trim().to_owned();
    let Taken { ours, guessed } = (of.taken)(&said, reading);
    if guessed {
        let settle = if said.contains(' ') { format!("\"{said}={ours}\"") } else { format!("{said}={ours}") };
        let note = format!("the {} `{said}` is taken for {ours}; --word {settle} settles it", of.column);
        tables.rows.note(note, 1);
    }
    let names = (of.names)();
    if names.contains(&ours.as_str()) {
        return Cell { text: ours, at: cell.at };
    }
    let near = nearest(&ours, names.iter().copied()).unwrap_or(of.example);
    let help = format!("say which it is: --word \"{said}={near}\"; there are {}", names.join(", "));
    tables.rows.fault(Code::UnknownWord, format!("unknown {} `{said}`", of.noun), (file, cell.at.clone()), &help);
    // Stands in for it, so that nothing more is said.
    Cell { text: of.example.to_owned(), at: cell.at }
}

/// A cell, or what is taken for granted; a fault if there is neither.
fn needed(tables: &mut Tables, row: &mut Row, name: &str, default: Option<&String>) -> Cell {
    let has_column = row.all(name).next().is_some();
    let cell = row.take(name).filter(|cell| !days::says_nothing(&cell.text));
    cell.or_else(|| default.map(|text| Cell { text: text.clone(), at: row.at.clone() })).unwrap_or_else(|| {
        absent(tables, row, name, has_column);
        let stand_in = if name == "kind" { KINDS.example } else { STATUSES.example };
        Cell { text: stand_in.to_owned(), at: row.at.clone() }
    })
}

/// The day of a deal, or what is taken for granted; a fault if there is neither.
pub(super) fn needed_day(tables: &mut Tables, row: &Row, cell: Option<Cell>, reading: &Reading) -> Cell {
    let default = || reading.date.as_ref().map(|text| Cell { text: text.clone(), at: row.at.clone() });
    cell.or_else(default).unwrap_or_else(|| {
        let has_column = DAYS.iter().any(|name| row.all(name).next().is_some());
        absent(tables, row, "date", has_column);
        Cell { text: STAND_IN.to_owned(), at: row.at.clone() }
    })
}

/// Says that a deal lacks something, or once that all of a table do.
fn absent(tables: &mut Tables, row: &Row, name: &str, has_column: bool) {
    let example = match name {
        "kind" => ("kind=services", "type=kind"),
        "status" => ("status=closed", "state=status"),
        _ => ("date=2025-06", "day=date"),
    };
    let help =
        format!("say it for all that lack it: --set {}; or whose column it is: --rename {}", example.0, example.1);
    match tables.headers.get(&row.file).cloned() {
        Some(header) if !has_column => {
            let message = format!("the spreadsheet has no column `{name}`");
            if tables.told.insert((row.file, name.to_owned())) {
                tables.rows.fault(Code::MissingColumn, message, (row.file, header), &help);
            }
        }
        _ => {
            let message = format!("this deal has no `{name}`");
            tables.rows.fault(Code::MissingKey, message, (row.file, row.at.clone()), &help);
        }
    }
}
