//! What layers have to do with each other beside their records: which entity of one is that of another, and as of which
//! day they speak together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    problem::{Located, Report},
    raw::{self, Record, Records},
    reading::Reading,
};
use crate::model::{When, folded_name};

/// An entity of a later layer that an earlier one knows by that name under another id is that entity, unless it was said to
/// be another one: it takes the earlier id, and its own becomes an alias.
pub(super) fn join_names(report: &mut Report, entities: &mut [Record<raw::Entity>], reading: &Reading) {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut by_name: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // The entities of the layer that is being read, which are not looked up in itself.
    let mut own: Vec<(String, Vec<String>)> = Vec::new();
    let mut layer = 0;
    for Record { layer: at, body, .. } in entities {
        if *at != layer {
            layer = *at;
            for (id, names) in own.drain(..) {
                for name in names {
                    by_name.entry(name).or_default().insert(id.clone());
                }
                ids.insert(id);
            }
        }
        let Some(id) = body.id.clone() else { continue };
        let texts = || [&body.id, &body.name].into_iter().flatten().chain(&body.aliases).map(Located::as_str);
        let names: Vec<String> = texts().map(folded_name).collect();
        let known: BTreeSet<&String> = names.iter().filter_map(|name| by_name.get(name)).flatten().collect();
        let mut id_now = id.value.clone();
        if let (false, [one]) = (ids.contains(&id.value), known.into_iter().collect::<Vec<_>>().as_slice())
            && !are_distinct(reading, &names, one)
        {
            id_now.clone_from(one);
            let file = report.files.get(id.at.file).map_or("", |file| file.name.as_str());
            let apart = format!("--distinct {},{one}", id.value);
            let note =
                format!("`{}` of {file} is taken for `{one}`, which is called so; {apart} keeps them apart", id.value);
            report.note(note, 1);
            body.aliases.push(id.clone());
            body.id = Some(Located { value: id_now.clone(), at: id.at });
        }
        own.push((id_now, names));
    }
}

/// Whether it was said that one of these names and this id are two.
fn are_distinct(reading: &Reading, names: &[String], id: &str) -> bool {
    let id = folded_name(id);
    let has = |group: &[String], text: &str| group.iter().any(|name| folded_name(name) == text);
    reading.distinct.iter().any(|group| has(group, &id) && names.iter().any(|name| *name != id && has(group, name)))
}

/// The day as of which layers speak together, where it is not what the latest statement says: a later layer that states no
/// day has deals after it. Both that and a day that a later layer states in place of another are noted.
pub(super) fn common_day(report: &mut Report, records: &Records) -> Option<Date> {
    let day = |text: &Located<String>| text.value.parse::<When>().ok().map(When::day);
    let file = |at: usize| report.files.get(at).map_or("", |file| file.name.as_str());
    let stated = records.head.iter().filter_map(|head| Some((head.layer, head.body.as_of.as_ref()?)));
    let mut stated: Vec<(usize, &Located<String>, Date)> =
        stated.filter_map(|(layer, text)| Some((layer, text, day(text)?))).collect();
    let (layer, text, as_of) = stated.pop()?;
    let later = records.deals.iter().filter(|deal| deal.layer > layer);
    let events = later.flat_map(|deal| deal.body.history.iter().filter_map(|event| event.on.as_ref()));
    let last = events.filter_map(|on| Some((day(on)?, on.at.file))).max_by_key(|(day, _)| *day);
    if let Some((last, own)) = last.filter(|(last, _)| *last > as_of) {
        let (own, below) = (file(own), file(text.at.file));
        let note = format!(
            "the day is {last}, the last one in {own}: {below} ends on {as_of} and knows nothing of what came later; \
             --as-of {as_of} looks at that day"
        );
        report.note(note, 1);
        return Some(last);
    }
    if let Some((_, below, before)) = stated.iter().rev().find(|(lower, _, before)| *lower < layer && *before != as_of)
    {
        let (own, below) = (file(text.at.file), file(below.at.file));
        report.note(format!("the day is {as_of}, as {own} says; {below} speaks as of {before}"), 1);
    }
    None
}
