//! What is said of a ledger beside its loops, each in a line.

use crate::{
    answer::words::{counted, some_of, verb},
    circuits::Payments,
    ledger::{DecimalSign, Ledger, Left},
};

/// What was read, what was left out, and what could be otherwise. `order` says in which order the times of a loop lie.
pub(crate) fn of_reading(ledger: &Ledger, order: &str) -> Vec<String> {
    let report = ledger.report();
    let mut notes = vec![read(ledger, order)];
    notes.extend(left_out(&report.left));
    if let Some(owned) = report.owned {
        notes.push(format!(
            "note: {} an owner; {} between accounts of one owner {} in no loop",
            some_of(size(owned.accounts), size(owned.of), "account", ("has", "have")),
            counted(size(owned.within), "payment"),
            verb(size(owned.within), "is", "are")
        ));
    }
    if !report.titles.is_empty() {
        let header = if report.has_header {
            format!("the header is the line that begins with `{}`", report.first_column)
        } else {
            "there is no header".to_owned()
        };
        let lines = counted(report.titles.len(), "line");
        notes.push(format!("note: {lines} above the table not read; {header}"));
    }
    if !report.renamed.is_empty() {
        let names = report.renamed.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        notes.push(format!("note: headings stand twice; the later columns are called {names}"));
    }
    if !report.unread.is_empty() {
        let mut names: Vec<String> = report.unread.iter().take(12).map(|name| format!("`{name}`")).collect();
        names.extend(more(report.unread.len(), 12).map(|more| format!("and {more} more")));
        notes.push(format!("note: not read: {}", names.join(", ")));
    }
    notes.extend(report.doubts.iter().map(|doubt| format!("doubt: {doubt}")));
    notes
}

/// What was taken for what.
fn read(ledger: &Ledger, order: &str) -> String {
    let report = ledger.report();
    let mut read = format!("note: read {}", counted(size(report.rows), "row"));
    if report.files.len() > 1 {
        read += &format!(" of {} files", report.files.len());
    }
    if let Some(about) = report.files.first().map(|file| &file.about).filter(|about| !about.is_empty()) {
        read += &format!(" ({about})");
    }
    let mut details = vec![format!("{read}: {}", report.taken())];
    details.extend(report.profile.map(|name| format!("the layout is that of {name}")));
    details.extend(report.times.clone());
    details.extend(report.decimal.map(|sign| match sign {
        DecimalSign::Point => "decimals behind a point".to_owned(),
        DecimalSign::Comma => "decimals behind a comma".to_owned(),
    }));
    details.extend(currencies(&report.currencies, ledger.converted_into()));
    details.push(order.to_owned());
    details.join("; ")
}

/// Rows that are no payments, and those that were turned round.
fn left_out(left: &Left) -> Vec<String> {
    let mut notes = Vec::new();
    if left.rows() > 0 {
        let nobody = |(word, count): &(String, u64)| {
            let word = if word.is_empty() { "an empty cell".to_owned() } else { format!("`{word}`") };
            format!("{count} with {word} for a payer or payee")
        };
        let mut why: Vec<String> = left.nobody.iter().take(5).map(nobody).collect();
        let more: u64 = left.nobody.iter().skip(5).map(|(_, count)| count).sum();
        why.extend((more > 0).then(|| format!("{more} with another word for nobody")));
        why.extend((left.unknown > 0).then(|| format!("{} without a time or an amount", left.unknown)));
        why.extend((left.short > 0).then(|| format!("{} with fewer cells than the header", left.short)));
        let headings = size(left.headings);
        why.extend(
            (headings > 0).then(|| format!("{headings} that {} the header", verb(headings, "repeats", "repeat"))),
        );
        why.extend((left.negative > 0).then(|| format!("{} with a negative amount", left.negative)));
        notes.push(format!("note: {} left out: {}", counted(size(left.rows()), "row"), why.join(", ")));
    }
    if left.reversed > 0 {
        let rows = counted(size(left.reversed), "row");
        notes.push(format!("note: {rows} with a negative amount read as payments the other way"));
    }
    if left.remarks > 0 {
        let (lines, begin) = (counted(size(left.remarks), "line"), verb(size(left.remarks), "begins", "begin"));
        notes.push(format!("note: {lines} that {begin} with # or % not read"));
    }
    notes
}

/// Names of accounts that are in no payment.
pub(crate) fn of_accounts(names: &[String], ledger: &Ledger) -> Option<String> {
    let unknown: Vec<&String> = names.iter().filter(|name| ledger.accounts().find(name).is_none()).collect();
    let first = unknown.first()?;
    let are = some_of(unknown.len(), names.len(), "account", ("of --through is", "of --through are"));
    Some(format!("note: {are} in no payment, such as `{first}`"))
}

/// Whether many payments share their times, which strict order does not let follow each other.
pub(crate) fn of_ties(payments: &Payments<'_>) -> Option<String> {
    let (tied, all) = (payments.graph().tied(), payments.graph().edges());
    // In twenty payments one is enough to lose loops that a reader would expect.
    (tied > all / 20).then(|| {
        format!(
            "doubt: {} with another, and strict order takes none of them as following the other; --order forward does, \
             --order strict says that this is right",
            some_of(tied as usize, all as usize, "payment", ("shares its time", "share their time"))
        )
    })
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// How many there are beyond those that are shown.
fn more(all: usize, shown: usize) -> Option<usize> {
    all.checked_sub(shown).filter(|more| *more > 0)
}

/// In which currencies the payments are, and how they are compared: `converted` is what all were converted into.
fn currencies(counts: &[(String, u64)], converted: Option<&str>) -> Option<String> {
    let name = |name: &str| if name.is_empty() { "an unsaid currency".to_owned() } else { name.to_owned() };
    match counts {
        [] => None,
        [(only, _)] => Some(format!("all in {}", name(only))),
        several => {
            let mut shown: Vec<String> =
                several.iter().take(4).map(|(own, count)| format!("{} {count}", name(own))).collect();
            shown.extend(more(several.len(), 4).map(|more| format!("{more} more")));
            let compared = match converted {
                None => "never compared with each other".to_owned(),
                Some("") => "compared by --rates".to_owned(),
                Some(base) => format!("compared in {base} by --rates"),
            };
            Some(format!("{} currencies ({}), {compared}", several.len(), shown.join(", ")))
        }
    }
}
