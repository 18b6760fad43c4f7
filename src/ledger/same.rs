//! Accounts that are one, or look like it.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, Hasher, RandomState},
};

use rayon::prelude::*;

use super::{
    accounts::{Accounts, NOBODY},
    doubt::Doubt,
    fold, names,
    reading::Names,
};

/// The accounts after those with the same folded name have become one, if that is asked for; else a doubt about them.
/// `payers` and `payees` are renumbered. O(accounts · log accounts).
pub(super) fn accounts(
    all: names::Names,
    asked: Option<Names>,
    payers: &mut [u32],
    payees: &mut [u32],
) -> (names::Names, Option<Doubt>) {
    if asked == Some(Names::Exact) {
        return (all, None);
    }
    let twins = twins(&all);
    if twins.is_empty() {
        return (all, None);
    }
    let text = |id: u32| String::from_utf8_lossy(all.get(id)).into_owned();
    if asked.is_none() {
        let Twin { first, id } = twins[0];
        let doubt = Doubt::Alike { accounts: twins.len() as u64, example: [text(first), text(id)] };
        return (all, Some(doubt));
    }
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let mut first: Vec<u32> = (0..count).collect();
    for Twin { first: own, id } in twins {
        first[id as usize] = own;
    }
    let mut kept = names::Names::default();
    let mut numbers = vec![0; all.len()];
    for id in 0..count {
        let own = first[id as usize];
        numbers[id as usize] = if own == id { kept.push(all.get(id)) } else { numbers[own as usize] };
    }
    for id in payers.iter_mut().chain(payees).filter(|id| **id != NOBODY) {
        *id = numbers[*id as usize];
    }
    (kept, None)
}

/// An account whose folded name an earlier one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Twin {
    id: u32,
    first: u32,
}

/// In the order of their numbers. Names are folded only where a coarse hash is equal.
fn twins(all: &names::Names) -> Vec<Twin> {
    let state = RandomState::new();
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let could = |id: &u32| all.get(*id).iter().any(|byte| !byte.is_ascii_digit());
    let mut hashes: Vec<(u64, u32)> =
        (0..count).into_par_iter().filter(could).map(|id| (coarse(all.get(id), &state), id)).collect();
    hashes.par_sort_unstable();
    let mut twins = Vec::new();
    for alike in hashes.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
        let mut seen: Vec<(String, u32)> = Vec::new();
        for &(_, id) in alike {
            let name = fold::folded(&String::from_utf8_lossy(all.get(id)));
            match seen.iter().find(|(own, _)| *own == name) {
                Some(&(_, first)) => twins.push(Twin { id, first }),
                None => seen.push((name, id)),
            }
        }
    }
    twins.sort_unstable();
    twins
}

/// Equal for names that are folded alike. It is of the whole name: many long ones may begin alike.
fn coarse(name: &[u8], state: &RandomState) -> u64 {
    if !name.is_ascii() {
        let folded: String = fold::folded(&String::from_utf8_lossy(name)).split_whitespace().collect();
        return hashed(folded.as_bytes(), state);
    }
    hashed(name, state)
}

/// Of ASCII without its spaces, in lower case; of what is folded already, of all its bytes.
fn hashed(name: &[u8], state: &RandomState) -> u64 {
    let (mut hasher, mut buffer, mut length) = (state.build_hasher(), [0; 64], 0);
    for byte in name.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        buffer[length] = byte.to_ascii_lowercase();
        length += 1;
        if length == buffer.len() {
            hasher.write(&buffer);
            length = 0;
        }
    }
    hasher.write(&buffer[..length]);
    hasher.finish()
}

/// A doubt if accounts are one number written in two ways, as where one column was read as text and the other was not:
/// `007` and `7`, `7.0` and `7`. O(accounts · log accounts).
pub(super) fn numbers(accounts: &Accounts, asked: Option<Names>) -> Option<Doubt> {
    let is_changed = |name: &str| plain_number(name).is_some_and(|number| number.len() < name.len());
    if asked == Some(Names::Exact) {
        return None;
    }
    // For each number that is written with more than it needs, the first account that is it.
    let changed = accounts.names().filter(|name| is_changed(name));
    let mut first: BTreeMap<&str, u32> = changed.filter_map(|name| Some((plain_number(name)?, NOBODY))).collect();
    if first.is_empty() {
        return None;
    }
    let (mut twins, mut example) = (0, None);
    for (id, name) in (0..).zip(accounts.names()) {
        match plain_number(name).and_then(|number| first.get_mut(number)) {
            Some(first) if *first == NOBODY => *first = id,
            Some(first) => {
                twins += 1;
                example = example.or_else(|| Some([accounts.name(*first).to_owned(), name.to_owned()]));
            }
            None => {}
        }
    }
    Some(Doubt::Numbers { accounts: twins, example: example? })
}

/// A whole number without zeros before it, and without a point and zeros behind it.
fn plain_number(name: &str) -> Option<&str> {
    let first = name.as_bytes().first().filter(|byte| byte.is_ascii_digit())?;
    let whole = match name.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => name,
    };
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = if *first == b'0' { whole.trim_start_matches('0') } else { whole };
    Some(if digits.is_empty() { "0" } else { digits })
}

/// A doubt if accounts look like numbers that a spreadsheet has rounded: `4.55674E+15`.
pub(super) fn rounded(accounts: &Accounts) -> Option<Doubt> {
    let is_rounded = |name: &&str| {
        name.len() <= 24
            && name.split_once(['E', 'e']).is_some_and(|(digits, power)| {
                let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
                let is_power = match power.strip_prefix('+') {
                    Some(power) => is_number(power),
                    None => digits.len() > 1 && is_number(power),
                };
                whole.len() == 1 && is_number(whole) && is_number(part) && is_power
            })
    };
    let mut rounded = accounts.names().filter(is_rounded);
    let example = rounded.next()?.to_owned();
    Some(Doubt::Rounded { accounts: 1 + rounded.count() as u64, example })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_that_are_one() {
        let mut all = names::Names::default();
        for name in ["Acme Ltd", "x", "ACME  LTD", "acme ltd", "Caf\u{e9}", "Cafe\u{301}", "AcmeLtd"] {
            all.push(name.as_bytes());
        }
        let (mut payers, mut payees) = (vec![0, 2, 6, NOBODY], vec![3, 5, 4, 1]);
        let (same, doubt) = accounts(all.clone(), None, &mut payers, &mut payees);
        assert_eq!((same.len(), payers[1]), (7, 2));
        let Some(Doubt::Alike { accounts: 3, example }) = doubt else { panic!("{doubt:?}") };
        assert_eq!(example, ["Acme Ltd", "ACME  LTD"]);
        let (same, doubt) = accounts(all, Some(Names::Fold), &mut payers, &mut payees);
        assert_eq!((same.len(), doubt), (4, None));
        assert_eq!((payers, payees), (vec![0, 0, 3, NOBODY], vec![0, 2, 2, 1]));
    }

    #[test]
    fn long_names_that_begin_alike_are_told_apart() {
        let mut all = names::Names::default();
        let name = |number: u32| format!("https://example.org/{}/{number}", "account".repeat(10));
        for number in 0..20_000 {
            all.push(name(number).as_bytes());
        }
        all.push(name(7).to_uppercase().as_bytes());
        assert_eq!(twins(&all), [Twin { id: 20_000, first: 7 }]);
    }
}
