//! `check`: what to look at before anything from a register is printed.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Answer, Cell, Record, Table,
    words::{at_least, counted, percent, thousands},
};
use crate::{
    flow::Scope,
    measure::{Doubt, Finding, Hanging, HangingOn, Work, doubts as all_doubts},
    model::DealId,
};

/// The doubts about a register as it stood on the day of a view: those of the `wanted` kinds, or of every kind if none is
/// named. Those that are work to be done stand by the money that hangs on them, the most first.
pub fn doubts<'r>(scope: &Scope<'r>, wanted: &[Finding]) -> Answer<'r> {
    let (register, day) = (scope.register, scope.view.as_of);
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
    let (mut rows, mut work) = (Vec::new(), Vec::new());
    // Searched when the first list of work asks for it, and once.
    let loops = OnceCell::new();
    for &finding in Finding::ALL {
        let own: Vec<&Doubt> = found.iter().filter(|doubt| doubt.finding == finding).collect();
        if own.is_empty() {
            continue;
        }
        answer.heading(format!("{} ({})", finding.name(), thousands(own.len())));
        answer.text(finding.means());
        if finding.is_work() {
            let hanging = hanging(scope, loops.get_or_init(|| HangingOn::of(scope)), &own);
            to_do(&mut answer, scope, &hanging);
            rows.extend(in_order(&own, &hanging));
            work.push(work_record(finding, &hanging));
        } else {
            for doubt in &own {
                answer.item(format!("{}: {}", doubt.subject, doubt.says));
            }
            rows.extend(own.iter().map(|doubt| Row { doubt: (*doubt).clone(), hanging: None }));
        }
    }
    answer.figure("as_of", day);
    answer.figure("faults", 0_usize);
    answer.figure("count", rows.len());
    answer.figure("currency", register.base.code());
    answer.figure("work", Cell::list(work));
    answer.spreadsheet(COLUMNS, rows.iter().map(Row::line).collect::<Vec<_>>());
    answer.rows("doubts", rows.into_iter().map(Row::record));
    answer
}

/// What a spreadsheet has of a doubt.
const COLUMNS: [&str; 6] = ["doubt", "subject", "says", "stated", "loops", "loops_alone"];

/// A doubt, and what hangs on its deal if it is work to be done.
struct Row {
    doubt: Doubt,
    hanging: Option<Hanging>,
}

impl Row {
    fn line(&self) -> Vec<Cell> {
        let hanging = self.hanging.as_ref();
        vec![
            self.doubt.finding.name().into(),
            (&self.doubt.subject).into(),
            (&self.doubt.says).into(),
            Cell::Money(hanging.and_then(|own| own.value.stated)),
            hanging.map(|own| own.on).into(),
            hanging.map(|own| own.alone).into(),
        ]
    }

    fn record(self) -> Record {
        let Doubt { finding, subject, says } = self.doubt;
        let record = Record::new().with("finding", finding.name()).with("subject", subject).with("says", says);
        match self.hanging {
            Some(own) => record.with("amount", own.value).with("loops", own.on).with("loops_alone", own.alone),
            None => record,
        }
    }
}

/// What hangs on the deals of some doubts.
fn hanging(scope: &Scope<'_>, loops: &HangingOn<'_>, own: &[&Doubt]) -> Work {
    let named: BTreeSet<&str> = own.iter().map(|doubt| doubt.subject.as_str()).collect();
    let deals: BTreeSet<&DealId> = scope.register.deals.keys().filter(|id| named.contains(id.as_str())).collect();
    loops.deals(&deals)
}

/// The doubts in the order of the work.
fn in_order(own: &[&Doubt], work: &Work) -> Vec<Row> {
    let places: BTreeMap<&str, usize> =
        work.deals.iter().enumerate().map(|(at, hanging)| (hanging.deal.as_str(), at)).collect();
    let place = |doubt: &Doubt| places.get(doubt.subject.as_str()).copied();
    let mut own: Vec<&Doubt> = own.to_vec();
    own.sort_by_key(|doubt| place(doubt).unwrap_or(work.deals.len()));
    let row = |doubt: &Doubt| {
        let hanging = place(doubt).and_then(|at| work.deals.get(at)).cloned();
        Row { doubt: doubt.clone(), hanging }
    };
    own.into_iter().map(row).collect()
}

/// What the work comes to, and each deal of it, the most money first.
fn to_do(answer: &mut Answer<'_>, scope: &Scope<'_>, work: &Work) {
    let base = scope.register.base;
    answer.text(match work.sum.value.stated {
        Some(stated) => {
            let share = percent(work.sum.share_of(&work.all));
            format!("Together they state {}, {share} of all that counts.", base.money(stated))
        }
        None => "They state no amount.".to_owned(),
    });
    answer
        .text("Of each deal: the loops of circular funding on which it is, and those of which it carries a hop alone.");
    if work.loops == 0 && work.complete {
        answer.text("There is no loop of circular funding.");
    } else {
        let resting = if work.resting == 0 { "none".to_owned() } else { at_least(work.complete, work.resting) };
        let loops = at_least(work.complete, work.loops);
        answer.text(format!("Loops of circular funding with a hop that such deals carry alone: {resting} of {loops}."));
    }
    let mut table = Table::new(&["deal id", ">amount", ">on loops", ">alone", "sources"]);
    for own in &work.deals {
        let deal = scope.register.deals.get(&own.deal);
        let cite = deal.map(|deal| answer.cite(deal.citations())).unwrap_or_default();
        table.row([own.deal.to_string(), own.value.words(base), thousands(own.on), thousands(own.alone), cite]);
    }
    answer.table("", table);
}

fn work_record(finding: Finding, work: &Work) -> Record {
    Record::new()
        .with("finding", finding.name())
        .with("sum", &work.sum)
        .with("share", Cell::Share(work.sum.share_of(&work.all)))
        .with("of_loops", work.loops)
        .with("loops_resting", work.resting)
        .with("complete", work.complete)
}
