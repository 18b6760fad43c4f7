//! What layers have to do with each other beside their records: which entity of one is that of another, and as of which
//! day they speak together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    problem::{Located, Report},
    raw::{Record, Records},
    reading::Reading,
};
use crate::model::{PlainName, When, folded_name};

/// How many entities are named that are taken for others.
const NAMED: usize = 3;

/// What the entities of earlier layers are called.
#[derive(Default)]
struct Below {
    /// Ids, and all the names that each has.
    ids: BTreeMap<String, BTreeSet<String>>,
    /// Folded names, and whose they are.
    by_name: BTreeMap<String, BTreeSet<String>>,
}

impl Below {
    fn add(&mut self, id: String, names: Vec<String>) {
        for name in &names {
            self.by_name.entry(folded_name(name)).or_default().insert(id.clone());
        }
        self.ids.entry(id).or_default().extend(names);
    }

    /// The one entity that has one of these names.
    fn named(&self, names: &[String]) -> Option<&String> {
        let known: BTreeSet<&String> =
            names.iter().filter_map(|name| self.by_name.get(&folded_name(name))).flatten().collect();
        known.first().copied().filter(|_| known.len() == 1)
    }

    /// Whether the id of a table's row is by chance that of another entity, which has no name like those of the row.
    fn is_other(&self, id: &str, names: &[String]) -> bool {
        let Some(own) = self.ids.get(id) else { return false };
        let theirs: Vec<PlainName> = names.iter().map(|name| PlainName::of(name)).collect();
        !own.iter().map(|name| PlainName::of(name)).any(|own| theirs.iter().any(|name| name.is_near(&own)))
    }
}

/// An entity of a later layer that an earlier one knows by that name under another id is that entity, unless it was said to
/// be another one. A table's row whose id is by chance that of another entity gets an id of its own.
pub(super) fn join_names(report: &mut Report, records: &mut Records, reading: &Reading) {
    let mut below = Below::default();
    // The entities of the layer that is being read, which are not looked up in itself.
    let mut own: Vec<(String, Vec<String>)> = Vec::new();
    let mut layer = 0;
    let mut renamed: BTreeMap<(usize, String), String> = BTreeMap::new();
    let mut taken: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    for Record { layer: at, body, .. } in &mut records.entities {
        if *at != layer {
            layer = *at;
            own.drain(..).for_each(|(id, names)| below.add(id, names));
        }
        let Some(id) = body.id.clone() else { continue };
        let mut names: Vec<String> = body.name.iter().chain(&body.aliases).map(|name| name.value.clone()).collect();
        // The id of a table's row means nothing outside of its layer, if the row has a name.
        if names.is_empty() || !body.of_table {
            names.push(id.value.clone());
        }
        let other = body.of_table && below.is_other(&id.value, &names);
        let named = below.named(&names).filter(|one| !are_distinct(reading, &id.value, &names, one));
        let now = match named {
            Some(one) if *one != id.value && (other || !below.ids.contains_key(&id.value)) => {
                taken.entry(id.at.file).or_default().push((id.value.clone(), one.clone()));
                one.clone()
            }
            _ if other => {
                let is_free = |id: &String| !below.ids.contains_key(id) && !own.iter().any(|(own, _)| own == id);
                let mut ids = (2_usize..).map(|number| format!("{}-{number}", id.value));
                ids.find(is_free).unwrap_or_else(|| id.value.clone())
            }
            _ => id.value.clone(),
        };
        if now != id.value {
            if body.of_table {
                renamed.insert((layer, id.value.clone()), now.clone());
            } else {
                body.aliases.push(id.clone());
            }
            body.id = Some(Located { value: now.clone(), at: id.at });
        }
        own.push((now, names));
    }
    follow(records, &renamed);
    for (file, pairs) in taken {
        note(report, file, &pairs);
    }
}

/// Gives what a layer names by the ids of its rows the ids that these have now.
fn follow(records: &mut Records, renamed: &BTreeMap<(usize, String), String>) {
    if renamed.is_empty() {
        return;
    }
    let rename = |layer: usize, text: &mut Located<String>| {
        if let Some(now) = renamed.get(&(layer, text.value.clone())) {
            text.value.clone_from(now);
        }
    };
    let layers: BTreeMap<usize, usize> = records.deals.iter().map(|deal| (deal.at.file, deal.layer)).collect();
    for name in &mut records.names {
        if let Some(layer) = layers.get(&name.at.file) {
            rename(*layer, name);
        }
    }
    for Record { layer, body, .. } in &mut records.deals {
        let parties =
            body.payer.iter_mut().chain(&mut body.payee).chain(&mut body.target).chain(&mut body.on_behalf_of);
        parties.for_each(|text| rename(*layer, text));
    }
    for Record { layer, body, .. } in &mut records.entities {
        body.owners.iter_mut().filter_map(|owner| owner.of.as_mut()).for_each(|text| rename(*layer, text));
    }
}

/// Says which entities of a file are taken for which earlier ones.
fn note(report: &mut Report, file: usize, pairs: &[(String, String)]) {
    let Some((own, one)) = pairs.first() else { return };
    let name = report.files.get(file).map_or("", |file| file.name.as_str());
    let mut shown: Vec<String> = pairs.iter().take(NAMED).map(|(own, one)| format!("`{own}` for `{one}`")).collect();
    if let Some(more) = pairs.len().checked_sub(NAMED).filter(|more| *more > 0) {
        shown.push(format!("{more} more"));
    }
    let list = shown.join(", ");
    report.note(format!("{name}: takes {list}, which are called so; --distinct {own},{one} keeps two apart"), 1);
}

/// Whether it was said that this entity, by its id or one of its names, and that id are two.
fn are_distinct(reading: &Reading, id: &str, names: &[String], other: &str) -> bool {
    let has = |group: &[String], text: &str| group.iter().any(|name| folded_name(name) == folded_name(text));
    let own = || names.iter().map(String::as_str).chain([id]).filter(|name| folded_name(name) != folded_name(other));
    reading.distinct.iter().any(|group| has(group, other) && own().any(|name| has(group, name)))
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
