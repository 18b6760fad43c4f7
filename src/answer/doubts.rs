//! `check`: what to look at before anything from a register is printed.

use jiff::civil::Date;

use super::{
    Answer, Record,
    words::{counted, thousands},
};
use crate::{
    measure::{Doubt, Finding, doubts as all_doubts},
    model::Register,
};

/// The doubts about a register as it stood on a day: those of the `wanted` kinds, or of every kind if none is named.
pub fn doubts<'r>(register: &'r Register, day: Date, wanted: &[Finding]) -> Answer<'r> {
    let mut found = all_doubts(register, day);
    found.retain(|doubt| wanted.is_empty() || wanted.contains(&doubt.finding));
    let mut answer = Answer::new("check", register);
    answer.title(format!("No faults, {}", counted(found.len(), "doubt")));
    answer.subject(format!(
        "{}: {}, {}, {}, {}, {}.",
        register.title,
        counted(register.deals.len(), "deal"),
        counted(register.entities.len(), "entity"),
        counted(register.ties.len(), "tie"),
        counted(register.sources.len(), "source"),
        counted(register.claims.len(), "claim")
    ));
    for &finding in Finding::ALL {
        by_kind(&mut answer, finding, &found);
    }
    answer.figure("as_of", day);
    answer.figure("faults", 0_usize);
    answer.figure("count", found.len());
    let lines =
        found.iter().map(|doubt| vec![doubt.finding.name().into(), (&doubt.subject).into(), (&doubt.says).into()]);
    answer.spreadsheet(["doubt", "subject", "says"], lines.collect::<Vec<_>>());
    let record = |doubt: Doubt| {
        let named = Record::new().with("finding", doubt.finding.name());
        named.with("subject", doubt.subject).with("says", doubt.says)
    };
    answer.rows("doubts", found.into_iter().map(record));
    answer
}

/// The doubts of one kind, with what it means and how such a deal is counted.
fn by_kind(answer: &mut Answer<'_>, finding: Finding, found: &[Doubt]) {
    let own: Vec<&Doubt> = found.iter().filter(|doubt| doubt.finding == finding).collect();
    if own.is_empty() {
        return;
    }
    answer.heading(format!("{} ({})", finding.name(), thousands(own.len())));
    answer.text(finding.means());
    for doubt in own {
        answer.item(format!("{}: {}", doubt.subject, doubt.says));
    }
}
