//! What a loop is called: the same tomorrow, when its rows have other numbers and other payments were added
//! (docs/engine.md#ids).

use sha2::{Digest as _, Sha256};

use crate::ledger::{Ledger, put_decimal};

/// What parts the values of a payment: the unit separator of ASCII.
const APART: u8 = 0x1f;
/// The odd whole number next to 2^128 by the golden ratio.
const FACTOR: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
/// How many digits of the 32 are printed, the highest first.
pub(super) const DIGITS: usize = 20;

/// The hash of a payment: of payer, payee, time, amount and currency, and, if equal payments come before it in the ledger,
/// of how many do. `text` is room to write in.
pub(super) fn payment(ledger: &Ledger, row: u32, before: u32, text: &mut Vec<u8>) -> u128 {
    let at = row as usize;
    text.clear();
    text.extend_from_slice(ledger.compared_name(ledger.payers()[at]).as_bytes());
    text.push(APART);
    text.extend_from_slice(ledger.compared_name(ledger.payees()[at]).as_bytes());
    text.push(APART);
    if let Some(times) = ledger.times() {
        number(text, |text| put_decimal(times[at], ledger.time_scale(), text));
    }
    text.push(APART);
    number(text, |text| ledger.put_amount(row, text));
    text.push(APART);
    text.extend_from_slice(ledger.currency(row).unwrap_or_default().as_bytes());
    if before > 0 {
        text.push(APART);
        put_decimal(before.into(), 0, text);
    }
    let hash = Sha256::digest(&text);
    hash.iter().take(16).fold(0, |number, &byte| number << 8 | u128::from(byte))
}

/// Appends a decimal without zeros at its end.
fn number(text: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = text.len();
    write(text);
    if text[start..].contains(&b'.') {
        while text.ends_with(b"0") {
            text.pop();
        }
        if text.ends_with(b".") {
            text.pop();
        }
    }
}

/// Appends the id of the loop of these payments, wherever it is taken to begin: it is told from the smallest hash on.
pub(super) fn put(hashes: &[u128], out: &mut Vec<u8>) {
    let first = (0..hashes.len()).min_by_key(|&at| hashes[at]).unwrap_or(0);
    let (before, from) = hashes.split_at(first);
    let id = from.iter().chain(before).fold(0_u128, |id, &hash| id.wrapping_mul(FACTOR).wrapping_add(hash));
    let mut digits = [0; DIGITS];
    let mut shift = u128::BITS;
    for digit in &mut digits {
        shift -= 4;
        *digit = b"0123456789abcdef"[(id >> shift) as usize & 0xf];
    }
    out.extend_from_slice(&digits);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Reading, from_bytes};

    /// The values of docs/engine.md, which were computed by Python.
    #[test]
    fn an_id_is_what_its_documentation_says() {
        let text =
            b"payer,payee,time,amount\nA-1,B-7,2026-01-02,9900.50\nB-7,A-1,2026-01-03,9850\nB-7,A-1,2026-01-03,9850\n";
        let ledger = from_bytes(text, &Reading::default()).unwrap();
        let hash = |row, before| payment(&ledger, row, before, &mut Vec::new());
        let id = |hashes: &[u128]| {
            let mut out = Vec::new();
            put(hashes, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(id(&[hash(0, 0), hash(1, 0)]), "e8f221827bbe9bda6f84");
        assert_eq!(id(&[hash(2, 1), hash(0, 0)]), "3c02de851b003eb6b64a");
        assert_eq!(id(&[hash(1, 0), hash(0, 0)]), id(&[hash(0, 0), hash(1, 0)]));
    }

    #[test]
    fn numbers_have_one_form() {
        for (written, one) in [("10.50", "10.5"), ("10.00", "10"), ("100", "100"), ("-0.50", "-0.5"), ("0.00", "0")] {
            let mut text = b"7.0".to_vec();
            number(&mut text, |text| text.extend_from_slice(written.as_bytes()));
            assert_eq!(text, format!("7.0{one}").as_bytes());
        }
    }
}
