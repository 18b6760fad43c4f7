//! `roundtrip check`: what to look at before printing anything from a register.

mod double_counting;

use serde::Serialize;

use super::{
    args::{CheckArgs, Format},
    complain, data,
    loops::{plural, thousands},
    outcome::{End, Failure},
    output,
    page::Page,
    table::Table,
    terminal::Terminal,
    view,
};
use crate::{
    load::nearest,
    measure::{Doubt, Finding, doubts},
    model::Register,
};

pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let (register, report) = data::load(&args.registers, &args.data)?;
    complain::problems(&report, terminal);
    let as_of = args.as_of.as_deref().map_or(Ok(register.as_of), view::day)?;
    if args.double_counting {
        let text = double_counting::text(&register, as_of, args.output.format, terminal.width)?;
        output::put(&text, args.output.output.as_deref(), terminal)?;
        return Ok(End::Done);
    }
    let wanted = args.doubt.iter().map(|text| finding(text)).collect::<Result<Vec<_>, _>>()?;
    let mut found = doubts(&register, as_of);
    found.retain(|doubt| wanted.is_empty() || wanted.contains(&doubt.finding));
    let text = match args.output.format {
        Format::Table => page(&register, &found).plain(terminal.width),
        Format::Markdown => page(&register, &found).markdown(),
        Format::Json => output::json(&Document {
            schema: "roundtrip/check/1",
            as_of: as_of.to_string(),
            faults: 0,
            count: found.len(),
            doubts: &found,
        })?,
        Format::Ndjson => output::ndjson(&found)?,
        Format::Csv => table(&found).csv()?,
    };
    output::put(&text, args.output.output.as_deref(), terminal)?;
    Ok(End::Done)
}

fn finding(text: &str) -> Result<Finding, Failure> {
    let names = || Finding::ALL.iter().map(|finding| finding.name());
    let found = Finding::ALL.iter().copied().find(|finding| finding.name() == text);
    found.ok_or_else(|| {
        let help = nearest(text, names()).map_or_else(
            || format!("use one of: {}", names().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        Failure::help(format!("`{text}` is no doubt"), help)
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    as_of: String,
    faults: usize,
    count: usize,
    doubts: &'a [Doubt],
}

fn table(found: &[Doubt]) -> Table {
    let mut table = Table::new(&["doubt", "subject", "says"]);
    for doubt in found {
        table.row([doubt.finding.name().to_owned(), doubt.subject.clone(), doubt.says.clone()]);
    }
    table
}

/// Kind by kind, each with what it means and how it is counted.
fn page(register: &Register, found: &[Doubt]) -> Page {
    let mut page = Page::new(format!("No faults, {} {}", thousands(found.len()), plural(found.len(), "doubt")));
    page.text(format!(
        "{}: {} deals, {} entities, {} ties, {} sources, {} claims.",
        register.title,
        register.deals.len(),
        register.entities.len(),
        register.ties.len(),
        register.sources.len(),
        register.claims.len()
    ));
    for &finding in Finding::ALL {
        let own: Vec<&Doubt> = found.iter().filter(|doubt| doubt.finding == finding).collect();
        if own.is_empty() {
            continue;
        }
        page.heading(format!("{} ({})", finding.name(), own.len()));
        page.text(finding.means());
        for doubt in own {
            page.item(format!("{}: {}", doubt.subject, doubt.says));
        }
    }
    page
}
