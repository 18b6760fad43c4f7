//! Who pays or is paid: the account in one cell or several.

use super::{cells::Cell, error::Flaw, head::trim, how::How};

/// Who pays or is paid, in a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Party<'a> {
    Named(&'a [u8]),
    /// Nothing, or a word for it.
    Nobody,
}

/// The account in one cell or several, without the spaces around it.
#[inline]
pub(super) fn party<'a>(cells: &[Cell<'a>], how: &How, joined: &'a mut Vec<u8>) -> Party<'a> {
    match cells {
        [cell] => one_party(cell.text, how),
        several => {
            joined.clear();
            for cell in several {
                match one_party(cell.text, how) {
                    Party::Named(part) => join(part, joined),
                    Party::Nobody => return Party::Nobody,
                }
            }
            Party::Named(joined)
        }
    }
}

/// Adds a part of a name to those before it, behind a `/`. What could be taken for one in the parts before is written as
/// in a URL, so that no two accounts get the same name.
fn join(part: &[u8], joined: &mut Vec<u8>) {
    if !joined.is_empty() {
        joined.push(b'/');
    }
    for &byte in part {
        match byte {
            b'/' => joined.extend_from_slice(b"%2F"),
            b'%' => joined.extend_from_slice(b"%25"),
            _ => joined.push(byte),
        }
    }
}

/// The account that a text names.
#[inline]
pub(super) fn one_party<'a>(text: &'a [u8], how: &How) -> Party<'a> {
    let is_plain = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..=b'~').contains(byte));
    let name = if is_plain(text.first()) && is_plain(text.last()) { text } else { trimmed(text) };
    let is_nobody = name.is_empty()
        || (how.might_be_nobody(name) && std::str::from_utf8(name).is_ok_and(|name| how.is_nobody(name)));
    if is_nobody { Party::Nobody } else { Party::Named(name) }
}

#[cold]
fn trimmed(text: &[u8]) -> &[u8] {
    std::str::from_utf8(text).map_or(text, |text| trim(text).as_bytes())
}

/// Why a cell cannot name an account.
#[inline]
pub(super) fn account_flaw(name: &[u8], is_utf8: bool) -> Option<Flaw> {
    (!is_utf8 && std::str::from_utf8(name).is_err()).then_some(Flaw::Encoding)
}
