//! The rules of the house: a floor uses only those below it, no files use each other in a circle, guests keep to their
//! rooms, nothing but `cli` and `terminal` prints.

mod forms;
mod modules;
mod tokens;
mod uses;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::LazyLock,
};

use uses::{House, Use, circles, folder};

/// The floors, lowest first; two on one line do not know each other.
const FLOORS: &[&[&str]] = &[
    &["model"],
    &["load"],
    &["flow", "ledger"],
    &["circuits"],
    &["measure/solve"],
    &["measure"],
    &["draw", "exchange", "answer"],
    &["scan"],
    &["terminal"],
    &["cli"],
    &["lib.rs", "main.rs"],
];

static HOUSE: LazyLock<House> = LazyLock::new(|| House::read(Path::new("src")));

/// The floor of a file, and the folder or file that is named there.
fn place(file: &str) -> (usize, &'static str) {
    let named = FLOORS.iter().enumerate().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (floor, *room)));
    let own = named.filter(|(_, room)| Path::new(file).starts_with(room)).max_by_key(|(_, room)| room.len());
    own.unwrap_or_else(|| panic!("src/{file} is on no floor"))
}

#[test]
fn every_file_is_on_a_floor() {
    fn walk(folder: &Path, out: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("src") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                out.insert(path.strip_prefix("src").expect("below src").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut on_disk = BTreeSet::new();
    walk(Path::new("src"), &mut on_disk);
    let read: BTreeSet<String> = HOUSE.files().into_iter().map(str::to_owned).collect();
    assert_eq!(read, on_disk, "a file that is no module is not compiled");
    let rooms: BTreeSet<&str> = read.iter().map(|file| place(file).1).collect();
    assert_eq!(rooms, FLOORS.concat().into_iter().collect(), "a floor names what is not there");
}

#[test]
fn a_floor_uses_only_those_below_it() {
    for Use { from, to, name, .. } in HOUSE.uses() {
        let ((upper, own), (lower, other)) = (place(&from), place(&to));
        assert!(lower < upper || own == other, "src/{from} uses `{name}` of src/{to}, which is not below it");
    }
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let uses = HOUSE.uses();
    let circles = circles(&uses);
    for circle in &circles {
        println!("a circle of {} files in src/{}:", circle.len(), folder(circle));
        let mut edges: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for Use { from, to, name, .. } in uses.iter().filter(|one| !one.facade) {
            if circle.contains(from.as_str()) && circle.contains(to.as_str()) {
                edges.entry((from, to)).or_default().push(name);
            }
        }
        for ((from, to), names) in edges {
            println!("    {from} uses {} of {to}", names.join(", "));
        }
    }
    assert!(circles.is_empty(), "files use each other in a circle");
}

#[test]
fn guests_keep_to_their_rooms() {
    let rooms: &[(&str, &[&str])] = &[
        ("toml", &["load", "ledger/profile.rs"]),
        ("petgraph", &["flow", "circuits", "measure"]),
        ("rayon", &["ledger", "circuits", "measure", "draw", "cli"]),
        ("flate2", &["ledger/source", "draw/image"]),
        ("ruzstd", &["ledger/source"]),
        ("unicode_normalization", &["ledger/fold.rs", "model/name"]),
        ("any_ascii", &["model"]),
        ("bzip2", &["ledger/source"]),
        ("lzma_rust2", &["ledger/source"]),
        ("encoding_rs", &["ledger/source"]),
        ("glob", &["ledger/source"]),
        ("parquet", &["ledger", "scan/parquet"]),
        ("microlp", &["measure/solve/lp.rs"]),
        ("num_bigint", &["ledger", "measure"]),
        ("num_rational", &["measure"]),
        ("num_traits", &["measure"]),
        ("graphviz_rust", &["draw"]),
        ("resvg", &["draw/image"]),
        ("usvg", &["draw/image"]),
        ("ttf_parser", &["draw/image"]),
        ("pdf_writer", &["draw/image"]),
        ("subsetter", &["draw/image"]),
        ("calamine", &["ledger/source/workbook.rs", "exchange/read/xlsx.rs"]),
        ("quick_xml", &["exchange"]),
        ("rusqlite", &["exchange/write/sqlite.rs", "exchange/read/sqlite.rs"]),
        ("rust_xlsxwriter", &["exchange/write/xlsx.rs"]),
        ("zip", &["ledger/source"]),
        ("clap", &["cli"]),
        ("clap_complete", &["cli"]),
        ("clap_mangen", &["cli"]),
        ("anstream", &["cli", "terminal"]),
        ("indicatif", &["terminal"]),
        ("terminal_size", &["terminal"]),
        ("comfy_table", &["answer/render"]),
        ("annotate_snippets", &["terminal"]),
        ("ctrlc", &["terminal"]),
        ("tempfile", &["terminal"]),
    ];
    for (file, guests) in HOUSE.guests() {
        for (guest, floors) in rooms {
            let inside = floors.iter().any(|floor| file.starts_with(floor));
            let path = guests.iter().find(|path| path.split_once("::").is_some_and(|(first, _)| first == *guest));
            assert!(inside || path.is_none(), "src/{file} uses {path:?}");
        }
    }
}

#[test]
fn below_the_terminal_nothing_prints_or_asks_the_clock() {
    let printing = ["println", "eprintln", "print", "eprint", "dbg", "std::io::stdout", "std::io::stderr"];
    let outside = ["jiff::Zoned::now", "jiff::Timestamp::now", "std::env", "std::process", "std::net"];
    // The order of a hash table differs from run to run. The ledger has one of its own, which numbers accounts by
    // their first appearance and is never walked over: its tests show that threads and blocks change nothing.
    let tables = ["HashMap", "HashSet"];
    // The clock says when to stop, and nothing else: it is asked in one place.
    let clock = ["Instant", "SystemTime"];
    for (file, guests) in HOUSE.guests() {
        if ["cli", "terminal", "main.rs"].contains(&place(file).1) {
            continue;
        }
        let uses = |word: &str| guests.iter().any(|path| path == word || path.starts_with(&format!("{word}::")));
        for word in printing.iter().chain(&outside) {
            assert!(!uses(word), "src/{file} uses {word}");
        }
        assert!(["load", "ledger"].contains(&place(file).1) || !uses("std::fs"), "src/{file} reads files");
        let part_of = |words: [&str; 2]| guests.iter().find(|path| path.split("::").any(|part| words.contains(&part)));
        assert!(part_of(tables).is_none(), "src/{file} uses {:?}", part_of(tables));
        assert!(file == "model/stop.rs" || part_of(clock).is_none(), "src/{file} uses {:?}", part_of(clock));
    }
}

#[test]
fn the_shipped_register_is_compiled_in_whole() {
    fn walk(folder: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("data") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else {
                out.push(path.strip_prefix("data").expect("below data").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut on_disk = Vec::new();
    walk(Path::new("data"), &mut on_disk);
    on_disk.sort();
    let compiled: Vec<&str> = roundtrip::load::FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(compiled, on_disk, "src/load/embedded.rs lists other files than data/ holds");
}

#[test]
fn every_file_of_tests_is_run() {
    let main = fs::read_to_string("tests/main.rs").expect("UTF-8");
    for entry in fs::read_dir("tests").expect("tests") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("main.rs") {
            let name = path.file_stem().expect("a name").to_string_lossy();
            assert!(
                main.lines().any(|line| line == format!("mod {name};")),
                "tests/main.rs leaves out {}",
                path.display()
            );
        }
    }
}
