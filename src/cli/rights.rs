//! `roundtrip rights`: what is exclusive to whom, in what scope, until when.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{
    args::{DataArgs, OutputArgs},
    clock, data,
    loops::thousands,
    measure::{Ground, Sheet},
    outcome::{End, Failure},
    output,
    table::Table,
    terminal::Terminal,
    view::{self, entity},
};
use crate::{
    flow::View,
    measure::{ABOUT_RIGHTS, RightState, rights},
    model::{Claim, EntityId, Grant, InForce},
};

#[derive(Debug, Args)]
pub(super) struct RightsArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    registers: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// As they stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Only those that this entity has or gave
    #[arg(long, value_name = "ENTITY")]
    of: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) const HELP: &str = "\
How to read it:
  The first table has what is in force on the day, the second what had ended by then, or of which
  the dates are too coarse to say. \"Agreed until\" is what the parties agreed; a right can end
  earlier. Below stand claims about exclusivity that articles make, and what is held of them.
  In a register, rights = [{ grant = \"exclusive\", scope = \"...\", on = \"2025-10-28\" }] of a deal
  records them (grant: exclusive, first-refusal, non-exclusive).

Examples:
  roundtrip rights
  roundtrip rights --as-of 2025-12-17
  roundtrip rights --of openai --format markdown";

pub(super) fn run(args: &RightsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = View::on(args.as_of.as_deref().map_or(Ok(register.as_of), view::day)?);
    let graph = view.flow(&register);
    let clock = clock::start(None)?;
    let ground = Ground { register: &register, view: &view, graph: &graph, clock: &clock };
    let of = args.of.as_deref().map(|text| entity(&register, text)).transpose()?;
    let text = sheet(&ground, of.as_ref()).text(&ground, &args.output, terminal.width)?;
    output::put(&text, args.output.output.as_deref(), terminal)?;
    Ok(End::Done)
}

fn sheet(ground: &Ground<'_>, of: Option<&EntityId>) -> Sheet {
    let register = ground.register;
    let day = ground.view.as_of;
    let one = |id: &EntityId| of.is_none_or(|of| id == of || register.owner_on(id, day) == register.owner_on(of, day));
    let mut all = rights(register, day);
    all.retain(|held| held.holders.iter().chain(&held.bound).any(|id| one(id)));
    let mut sheet = Sheet::command("rights", "rights", &[&ABOUT_RIGHTS]);
    let exclusive = |held: &&RightState<'_>| held.force == InForce::Yes && held.right.grant != Grant::NonExclusive;
    let (now, ended) =
        (all.iter().filter(exclusive).count(), all.iter().filter(|held| held.force == InForce::Ended).count());
    let of = of.map_or_else(String::new, |id| format!(" of {}", register.name(id)));
    let ended = if ended == 0 { "none".to_owned() } else { thousands(ended) };
    sheet.title(match (all.len(), now) {
        (0, _) => format!("No right{of} is recorded"),
        (_, 0) => format!("No exclusive right{of} is known to be in force on {day}; {ended} had ended"),
        (_, 1) => format!("One exclusive right{of} is in force on {day}; {ended} had ended"),
        _ => format!("{} exclusive rights{of} are in force on {day}; {ended} had ended", thousands(now)),
    });
    let (mut force, mut rest) = (columns(), columns());
    for held in &all {
        if held.force != InForce::NotYet {
            let line = line(&mut sheet, ground, held);
            if held.force == InForce::Yes { force.row(line) } else { rest.row(line) }
        }
        sheet.row(row(held));
    }
    sheet.table("In force", force);
    sheet.table("Ended, or not known to be in force", rest);
    claims(&mut sheet, ground, &one);
    sheet
}

fn columns() -> Table {
    Table::new(&["holder", "from whom", "right", "to what", "when", "by the deal"])
}

fn line(sheet: &mut Sheet, ground: &Ground<'_>, held: &RightState<'_>) -> [String; 6] {
    let names = |ids: &[&EntityId]| ids.iter().map(|id| ground.register.name(id)).collect::<Vec<_>>().join(", ");
    let right = &held.right;
    let cite = if right.cite.is_empty() { held.deal.sources() } else { right.cite.iter().collect() };
    let note = right.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    let status = held.deal.status_on(ground.view.as_of).map_or("not there yet", crate::model::Status::words);
    [
        names(&held.holders),
        names(&held.bound),
        right.grant.words().to_owned(),
        format!("{}{note}", right.scope),
        when(held),
        format!("{}, {status} {}", held.deal.id, sheet.cite(cite)),
    ]
}

/// `since 2025-10-28, agreed until 2032; ended 2026-04-27`.
fn when(held: &RightState<'_>) -> String {
    // What a later day brought was not known then.
    let end = match (held.force, held.right.ended) {
        (InForce::Ended, Some(on)) => format!("; ended {on}"),
        (InForce::Ended, None) => "; ended".to_owned(),
        (InForce::Unknown, _) => "; whether it was in force on the day is not known".to_owned(),
        (InForce::Yes | InForce::NotYet, _) => String::new(),
    };
    held.right.term() + &end
}

fn row(held: &RightState<'_>) -> Value {
    let right = &held.right;
    let ids = |ids: &[&EntityId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "holders": ids(&held.holders), "bound": ids(&held.bound), "grant": right.grant, "scope": right.scope,
        "on": right.on.map(|on| on.to_string()), "until": right.until, "ended": right.ended.map(|on| on.to_string()),
        "force": held.force, "deal": held.deal.id.as_str(), "note": right.note,
    })
}

/// What articles claim of exclusivity, and what is held.
fn claims(sheet: &mut Sheet, ground: &Ground<'_>, one: &dyn Fn(&EntityId) -> bool) {
    let mut table = Table::new(&["claim", "it says", "held", "source"]);
    let mut rows: Vec<Value> = Vec::new();
    let about = |claim: &&Claim| claim.kind == "exclusivity" && claim.about.iter().any(one);
    for claim in ground.register.claims.iter().filter(about) {
        let held = claim.held.clone();
        let cite = sheet.cite([&claim.cite]);
        table.row([claim.id.clone(), claim.says.clone(), held.clone().unwrap_or_else(|| "–".to_owned()), cite]);
        let about: Vec<&str> = claim.about.iter().map(EntityId::as_str).collect();
        rows.push(json!({
            "claim": claim.id, "about": about, "says": claim.says, "held": held, "source": claim.cite.as_str(),
        }));
    }
    sheet.figure("claims", rows);
    sheet.table("What articles say of exclusivity", table);
}
