//! `measure null`: more loops than chance would make?

use serde_json::json;

use super::{
    Ground,
    args::NullArgs,
    sheet::{Sheet, ratio},
};
use crate::{
    cli::{loops::plural, loops::thousands, outcome::End, table::Table},
    measure::{ABOUT_NULL_MODEL, Compared, NullModel, Sampling, null_model},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &NullArgs) -> (Sheet, End) {
    let draws = Sampling { max_length: args.max_length, samples: args.samples, seed: args.seed, ..Sampling::default() };
    let found = null_model(ground.graph, &draws);
    let mut sheet = Sheet::new("null", "lengths", &[&ABOUT_NULL_MODEL]);
    sheet.title(title(&found));
    sheet.says(match found.compared {
        Compared::All(all) => format!("Compared with every graph of the same degrees: {}.", thousands(all)),
        Compared::Sample(samples) => {
            format!("Compared with {} random graphs of the same degrees, seed {}.", thousands(samples), args.seed)
        }
    });
    let mut table = Table::new(&[">hops", ">loops", ">by chance, on average", ">nine of ten between", ">p"]);
    for one in &found.lengths {
        let (low, high) = (one.quantile(0.05), one.quantile(0.95));
        table.row([
            one.length.to_string(),
            one.observed.to_string(),
            format!("{:.1}", one.mean()),
            format!("{low}–{high}"),
            p_words(found.p(one)),
        ]);
        sheet.row(json!({
            "length": one.length, "observed": one.observed, "mean": ratio(Some(one.mean())),
            "quantile_05": low, "quantile_95": high, "p": ratio(Some(found.p(one))),
        }));
    }
    sheet.table("", table);
    match found.compared {
        Compared::All(all) => sheet.figure("exact", all),
        Compared::Sample(samples) => {
            sheet.figure("samples", samples);
            sheet.figure("seed", args.seed);
        }
    }
    (sheet, End::Done)
}

fn title(found: &NullModel) -> String {
    let Some(one) = found.lengths.first() else { return "There is no loop to compare".to_owned() };
    let observed = usize::try_from(one.observed).unwrap_or(usize::MAX);
    format!(
        "{} {} of two hops where chance has {:.1} on average (p {})",
        thousands(observed),
        plural(observed, "loop"),
        one.mean(),
        p_words(found.p(one))
    )
}

fn p_words(p: f64) -> String {
    if p < 0.001 { format!("{p:.1e}") } else { format!("{p:.3}") }
}
