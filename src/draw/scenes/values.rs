//! What the foot of a picture says of the values that its bubbles show: of which day, and of whom none is known.

use std::collections::BTreeMap;

use super::words;
use crate::{
    draw::{
        scale,
        scene::{Bubble, Shape},
    },
    model::When,
};

/// How sizes read: what they are, of which day, and who has none.
pub(super) fn said(bubbles: &[Bubble]) -> Vec<String> {
    let known = |bubble: &&Bubble| scale::drawable(bubble.worth).is_some();
    let (sized, unsized_): (Vec<&Bubble>, Vec<&Bubble>) = bubbles.iter().partition(known);
    let (companies, assets): (Vec<&Bubble>, Vec<&Bubble>) =
        unsized_.into_iter().partition(|bubble| bubble.shape == Shape::Company);
    let mut said = Vec::new();
    if sized.is_empty() {
        said.extend(
            (!companies.is_empty()).then(|| "No value is known of any of them: all are of one size.".to_owned()),
        );
    } else {
        said.push("Bubble area: market value or latest valuation known by then.".to_owned());
        said.extend(days(&sized));
        said.extend(unknown(&companies));
    }
    if !assets.is_empty() {
        said.push("Clouds and chips without a value of their own are of one size.".to_owned());
    }
    said
}

/// The day of most values, the latest of equals; and who has a value of another day.
fn days(sized: &[&Bubble]) -> Option<String> {
    let mut counts: BTreeMap<When, usize> = BTreeMap::new();
    for day in sized.iter().filter_map(|bubble| bubble.worth_on) {
        *counts.entry(day).or_default() += 1;
    }
    let (&most, _) = counts.iter().max_by_key(|&(day, count)| (count, day))?;
    let other = |bubble: &&&Bubble| bubble.worth_on.is_some_and(|day| day != most);
    let dated = |bubble: &&Bubble| bubble.worth_on.map(|day| format!("{} ({day})", bubble.name));
    let others: Vec<String> = sized.iter().filter(other).filter_map(dated).collect();
    Some(if others.is_empty() {
        format!("Values of {most}.")
    } else {
        format!("Values of {most}; of another day: {}.", words::some(&others))
    })
}

/// Who is drawn without a value, by name.
fn unknown(companies: &[&Bubble]) -> Option<String> {
    let names: Vec<&str> = companies.iter().map(|bubble| bubble.name.as_str()).collect();
    (!names.is_empty()).then(|| format!("No value known, drawn smallest: {}.", words::some(&names)))
}
