//! `measure assets`: which chips and clouds carry the money, and which loops hang on whose chips.

use serde_json::json;

use super::{
    Ground,
    args::AssetsArgs,
    list,
    sheet::Sheet,
    sums::{sum, sum_json},
};
use crate::{
    cli::{
        loops::{least, plural},
        outcome::{End, Failure},
        table::Table,
        view::{self, entity},
    },
    flow::Node,
    measure::{ABOUT_ASSETS, Assets, Buyer, Seller, assets},
    model::{EntityId, EntityKind},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &AssetsArgs) -> Result<(Sheet, End), Failure> {
    let limits = view::limits(&args.search, &args.class, ground.view)?;
    let of = args.of.as_deref().map(|text| entity(ground.register, text)).transpose()?;
    let of = of.map(|id| ground.register.owner_on(&id, ground.view.as_of).clone());
    let found = assets(ground.register, ground.view, of.as_ref(), &limits, ground.clock);
    let mut sheet = Sheet::new("assets", "assets", &[&ABOUT_ASSETS]);
    let alone = of.as_ref().and_then(|id| found.sellers.iter().find(|one| found.graph.id(one.seller) == id));
    sheet.title(match (&of, alone.or_else(|| found.sellers.first())) {
        (Some(id), _) if alone.is_none() => format!("Nobody buys chips from {} here", ground.register.name(id)),
        (_, None) => "Nobody buys chips here".to_owned(),
        (_, Some(one)) => title(ground, &found, one),
    });
    if let Some(one) = alone {
        buyers(&mut sheet, ground, &found, one);
    }
    sellers(&mut sheet, ground, &found);
    lines(&mut sheet, ground, &found, of.as_ref(), list(&args.list));
    sheet.figure("class", args.class.as_str());
    sheet.figure("complete", found.complete);
    Ok((sheet, if found.complete { End::Done } else { End::Limited }))
}

fn name<'a>(ground: &Ground<'a>, found: &'a Assets<'_>, node: Node) -> &'a str {
    ground.register.name(found.graph.id(node))
}

/// `92`, `none`, or `at least 92`.
fn count(found: &Assets<'_>, count: usize) -> String {
    if found.complete && count == 0 { "none".to_owned() } else { least(found.complete, count) }
}

fn left(found: &Assets<'_>, left: Option<usize>) -> String {
    left.map_or_else(|| "not known".to_owned(), |left| count(found, left))
}

fn title(ground: &Ground<'_>, found: &Assets<'_>, one: &Seller) -> String {
    let name = name(ground, found, one.seller);
    format!(
        "Of {} {} through {name}, {} lead over its sales of chips; if nobody bought chips from it, {} would be left",
        count(found, one.through),
        plural(one.through, "loop"),
        count(found, one.over),
        left(found, one.left)
    )
}

/// Whether one buyer's going elsewhere would break a seller's loops.
fn buyers(sheet: &mut Sheet, ground: &Ground<'_>, found: &Assets<'_>, one: &Seller) {
    let mut table = Table::new(&["buyer", ">its chips deals", ">loops left through the seller", "deals"]);
    for buyer in &one.buyers {
        table.row([
            name(ground, found, buyer.buyer).to_owned(),
            sum(&buyer.bought),
            left(found, buyer.left),
            buyer.bought.deals.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ]);
    }
    let name = name(ground, found, one.seller);
    sheet.table(format!("If one buyer alone took another maker's chips instead of those of {name}"), table);
}

fn sellers(sheet: &mut Sheet, ground: &Ground<'_>, found: &Assets<'_>) {
    let mut table = Table::new(&[
        "sold by",
        ">chips bought from it",
        ">loops through it",
        ">over its chips",
        ">left if nobody buys its chips",
        "buyers",
    ]);
    let mut rows = Vec::new();
    for one in &found.sellers {
        let buyers: Vec<&str> = one.buyers.iter().map(|buyer| name(ground, found, buyer.buyer)).collect();
        table.row([
            name(ground, found, one.seller).to_owned(),
            sum(&one.bought),
            count(found, one.through),
            count(found, one.over),
            left(found, one.left),
            buyers.join(", "),
        ]);
        let buyer = |buyer: &Buyer| {
            json!({
                "buyer": found.graph.id(buyer.buyer).as_str(), "bought": sum_json(&buyer.bought),
                "loops_left": buyer.left,
            })
        };
        rows.push(json!({
            "seller": found.graph.id(one.seller).as_str(), "bought": sum_json(&one.bought),
            "loops_through": one.through, "loops_over_chips": one.over, "loops_left": one.left,
            "buyers": one.buyers.iter().map(buyer).collect::<Vec<_>>(),
        }));
    }
    sheet.figure("sellers", rows);
    sheet.table("Sellers of chips", table);
}

/// A line for each chip and cloud.
fn lines(sheet: &mut Sheet, ground: &Ground<'_>, found: &Assets<'_>, of: Option<&EntityId>, top: usize) {
    let columns = |what: &'static str| {
        Table::new(&[
            what,
            "of",
            ">deals",
            ">bought as it alone",
            ">with others, at most",
            ">in other deals that name it",
            ">loops (asset level)",
        ])
    };
    let (mut chips, mut clouds) = (columns("chip"), columns("cloud"));
    for asset in found.assets.iter().filter(|asset| of.is_none_or(|of| asset.owner == of)) {
        let kind = asset.entity.kind;
        sheet.row(json!({
            "asset": asset.entity.id.as_str(), "kind": kind.name(), "owner": asset.owner.as_str(), "deals": asset.deals,
            "not_counting": asset.silent, "alone": sum_json(&asset.alone), "shared": sum_json(&asset.shared),
            "other": sum_json(&asset.other), "loops": asset.loops,
        }));
        let table = if kind == EntityKind::Chip { &mut chips } else { &mut clouds };
        if table.rows.len() >= top {
            continue;
        }
        let silent = if asset.silent == 0 { String::new() } else { format!(" (+{})", asset.silent) };
        table.row([
            asset.entity.short.clone(),
            ground.register.name(asset.owner).to_owned(),
            format!("{}{silent}", asset.deals.len()),
            sum(&asset.alone),
            sum(&asset.shared),
            sum(&asset.other),
            count(found, asset.loops),
        ]);
    }
    sheet.says(
        "In brackets: deals that name it and do not count, as talks that have ended or with no payment of their own.",
    );
    sheet.table("Chips", chips);
    sheet.table("Clouds", clouds);
}
