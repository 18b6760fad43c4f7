//! The rules of the house: a floor uses only those below it, guests keep to their rooms, nothing but `cli` prints.

use std::{collections::BTreeMap, fs, path::Path};

/// The floors, lowest first; two on one line do not know each other.
const FLOORS: &[&[&str]] =
    &[&["model"], &["load"], &["flow", "ledger"], &["circuits"], &["measure"], &["draw"], &["cli"]];

/// Every source file by its path below `src/`, without its tests.
fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, out: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("src") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                // Comments and examples may name anything.
                let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
                let name = path.strip_prefix("src").expect("below src").to_string_lossy().replace('\\', "/");
                out.insert(name, code.join("\n"));
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(Path::new("src"), &mut out);
    assert!(out.len() > 30, "the sources were not found");
    out
}

fn floor_of(name: &str) -> Option<usize> {
    let module = name.split('/').next()?.trim_end_matches(".rs");
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[test]
fn a_floor_uses_only_those_below_it() {
    for (name, code) in sources() {
        let Some(own) = floor_of(&name) else { continue };
        for (level, floor) in FLOORS.iter().enumerate() {
            for module in *floor {
                let same = name.starts_with(&format!("{module}/"));
                let uses = code.contains(&format!("crate::{module}::"))
                    || code.contains(&format!("crate::{{{module}"))
                    || code.lines().any(|line| line.trim_start().starts_with(&format!("{module}::{{")));
                assert!(same || level < own || !uses, "src/{name} uses `{module}`, which is not below it");
            }
        }
    }
}

#[test]
fn guests_keep_to_their_rooms() {
    let rooms: &[(&str, &[&str])] = &[
        ("toml::", &["load"]),
        ("petgraph::", &["flow", "circuits", "measure"]),
        ("rayon::", &["ledger", "circuits", "measure", "draw", "cli"]),
        ("flate2::", &["ledger", "draw/image"]),
        ("ruzstd::", &["ledger"]),
        ("parquet::", &["ledger"]),
        ("microlp::", &["measure/lp.rs"]),
        ("num_bigint::", &["measure"]),
        ("num_rational::", &["measure"]),
        ("num_traits::", &["measure"]),
        ("graphviz_rust::", &["draw"]),
        ("resvg::", &["draw/image"]),
        ("usvg::", &["draw/image"]),
        ("ttf_parser::", &["draw/image"]),
        ("pdf_writer::", &["draw/image"]),
        ("subsetter::", &["draw/image"]),
        ("calamine::", &["exchange/read/xlsx.rs"]),
        ("quick_xml::", &["exchange"]),
        ("rusqlite::", &["exchange/write/sqlite.rs"]),
        ("rust_xlsxwriter::", &["exchange/write/xlsx.rs"]),
        ("zip::", &["exchange/read/xlsx.rs"]),
        ("clap::", &["cli"]),
        ("comfy_table::", &["cli"]),
        ("annotate_snippets::", &["cli"]),
        ("ctrlc::", &["cli"]),
    ];
    for (name, code) in sources() {
        for (guest, floors) in rooms {
            let inside = floors.iter().any(|floor| name.starts_with(floor));
            let own_module = *guest == "toml::" && name.starts_with("load");
            assert!(inside || own_module || !code.contains(guest), "src/{name} uses {guest}");
        }
    }
}

#[test]
fn below_cli_nothing_prints_or_asks_the_clock() {
    for (name, code) in sources() {
        if name.starts_with("cli") || name == "main.rs" {
            continue;
        }
        for word in ["println!", "eprintln!", "print!(", "std::time", "Instant::now", "SystemTime", "Zoned::now"] {
            assert!(!code.contains(word), "src/{name} uses {word}");
        }
        let reads_files = name.starts_with("load") || name.starts_with("ledger");
        assert!(reads_files || !code.contains("std::fs") && !code.contains("fs::read"), "src/{name} reads files");
        // The order of a hash table differs from run to run. The ledger has one of its own, which numbers accounts by
        // their first appearance and is never walked over: its tests show that threads and blocks change nothing.
        assert!(!code.contains("HashMap") && !code.contains("HashSet"), "src/{name} uses a hash table");
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
