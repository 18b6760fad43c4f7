//! The size of pieces and the number of threads change nothing.

use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

use super::{Ledger, LedgerError, Reading, from_bytes};

/// Reads in pieces of so many bytes on so many threads.
fn in_pieces(bytes: &[u8], piece: usize, threads: usize) -> Result<Ledger, LedgerError> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| super::in_pieces(bytes, &Reading::default(), piece))
}

/// A result as a text: ledgers and errors alike.
fn shown(result: &Result<Ledger, LedgerError>) -> String {
    format!("{result:?}")
}

/// Ledgers and what is nearly one: every kind of line end, quote and flaw.
fn nearly_a_ledger() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        "[a-c]{1,2}",
        "[0-9]{1,3}",
        "[a-c]{9,14}",
        "\"[a-c,\n\"]{0,6}\"",
        "\"([a-c,\r\n]|\"\"){1,6}\"",
        "[a-c\" ,\r\n]{0,3}",
    ];
    let row = (cell.clone(), cell, 0..30_i64, 0..100_i64).prop_map(|(a, b, t, v)| format!("{a},{b},{t},{v}.5"));
    let line_end = prop_oneof![8 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\n\n")];
    prop::collection::vec((row, line_end), 0..12).prop_map(|rows| {
        let rows: String = rows.into_iter().map(|(row, end)| row + end).collect();
        format!("from,to,time,amount\n{rows}").into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pieces_and_threads_change_nothing(bytes in nearly_a_ledger(), piece in 1..40_usize, threads in 1..4_usize) {
        prop_assert_eq!(shown(&in_pieces(&bytes, piece, threads)), shown(&from_bytes(&bytes, &Reading::default())));
    }

    #[test]
    fn anything_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80), piece in 1..9_usize) {
        let bytes = [b"src,dst\n".as_slice(), &bytes].concat();
        prop_assert_eq!(shown(&in_pieces(&bytes, piece, 1)), shown(&from_bytes(&bytes, &Reading::default())));
    }
}

/// Many blocks of many pieces, names of all lengths, and accounts that come back late.
#[test]
fn numbers_are_those_of_first_appearance() {
    let name = |number: u64| match number % 4 {
        0 => number.to_string(),
        1 => format!("0{number}"),
        2 => format!("account-{number}"),
        _ => format!("{}{number}", "x".repeat((number % 40) as usize)),
    };
    let ends: Vec<[String; 2]> = (0..4000_u64).map(|row| [name(row * row % 977), name(row * 7 % 1201)]).collect();
    let rows: Vec<String> = ends.iter().map(|[from, to]| format!("{from};{to}\n")).collect();
    let text = format!("sender;receiver\n{}", rows.concat());
    let mut names: Vec<&str> = Vec::new();
    let ids: Vec<usize> = ends
        .iter()
        .flatten()
        .map(|name| {
            names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            })
        })
        .collect();
    for (piece, threads) in [(1 << 20, 1), (700, 1), (700, 2), (50, 7), (2000, 7)] {
        let ledger = in_pieces(text.as_bytes(), piece, threads).expect("sound");
        assert_eq!(ledger.accounts().names().collect::<Vec<_>>(), names);
        let own = ledger.payers().iter().zip(ledger.payees()).flat_map(|(&payer, &payee)| [payer, payee]);
        assert!(own.map(|id| id as usize).eq(ids.iter().copied()), "pieces of {piece} on {threads} threads");
    }
}

#[test]
fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
    let mut text = b"from,to\na,b\n\"c,d\n".to_vec();
    text.resize(80 << 20, b'x');
    let error = in_pieces(&text, 1 << 16, 1).expect_err("no end");
    assert!(matches!(error, LedgerError::LongRow { line: 3 }), "{error}");
}
