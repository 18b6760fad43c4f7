//! Who pays whom, as a table: the scene of a map, in an order in which loops lie by the diagonal.

use std::collections::BTreeSet;

use super::{
    MapOptions, Subject,
    choice::{self, Choice},
    map::scene,
    order, words,
};
use crate::draw::{
    scene::{Arrow, Scene},
    text::count,
};

/// The scene of a matrix: its bubbles are the rows and the columns, in this order.
pub fn matrix(subject: &Subject<'_>, options: &MapOptions) -> Scene {
    let choice = Choice::of(subject, options, choice::IN_A_MATRIX);
    // Every arrow has a cell of its own.
    let mut scene = scene(subject, options, &choice, usize::MAX);
    let place = order::by_diagonal(scene.bubbles.len(), &ties(&scene.arrows));
    for arrow in &mut scene.arrows {
        for end in [&mut arrow.payer, &mut arrow.payee] {
            *end = place.get(*end).copied().unwrap_or(*end);
        }
    }
    let mut rows: Vec<_> = place.iter().zip(std::mem::take(&mut scene.bubbles)).collect();
    rows.sort_by_key(|(place, _)| **place);
    scene.bubbles = rows.into_iter().map(|(_, bubble)| bubble).collect();
    scene.title = options.title.clone().unwrap_or_else(|| "Who pays whom".to_owned());
    scene.subtitle = subtitle(&scene);
    scene.desc = format!("{}. {}", scene.title, scene.subtitle.join(" "));
    let mut notes = vec![format!("As of {}. Circle area: the amount.", subject.scope.view.as_of)];
    notes.extend(words::only(subject));
    scene.notes = notes;
    scene
}

/// Which rows should be neighbours, and how much: a pair that pays both ways most, then what lies on a loop.
fn ties(arrows: &[Arrow]) -> Vec<(usize, usize, u32)> {
    let pays: BTreeSet<(usize, usize)> = pairs(arrows);
    let on_loop = |arrow: &&Arrow| arrow.on_loop || arrow.structural;
    let round: BTreeSet<(usize, usize)> = arrows.iter().filter(on_loop).map(|a| (a.payer, a.payee)).collect();
    let tie = |&(payer, payee): &(usize, usize)| {
        let both = if pays.contains(&(payee, payer)) { 2 } else { 0 };
        (payer, payee, 1 + both + 2 * u32::from(round.contains(&(payer, payee))))
    };
    pays.union(&round).map(tie).collect()
}

/// Who pays whom.
fn pairs(arrows: &[Arrow]) -> BTreeSet<(usize, usize)> {
    arrows.iter().filter(|arrow| !arrow.structural).map(|arrow| (arrow.payer, arrow.payee)).collect()
}

fn subtitle(scene: &Scene) -> Vec<String> {
    let pays = pairs(&scene.arrows);
    let both = pays.iter().filter(|(payer, payee)| payer < payee && pays.contains(&(*payee, *payer))).count();
    let way = "money goes out and comes straight back";
    let outline = match both {
        0 => "No two of them pay each other.".to_owned(),
        1 => format!("An outline marks the one pair that pays each other: {way}."),
        _ => format!("An outline marks the {} that pay each other: {way}.", count(both, "pair")),
    };
    vec![
        format!("Rows pay, columns are paid. {outline}"),
        "Neighbours in the order deal with each other, so that loops lie by the diagonal.".to_owned(),
    ]
}
