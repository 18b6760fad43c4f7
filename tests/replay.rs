//! Every seed of every fuzzer, through what must hold of it: what was found once stays mended.

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "the fuzzers, a crate of their own, use them")]
mod parsers;

use std::fs;

#[test]
fn every_seed_holds() {
    for (name, parser) in parsers::PARSERS {
        let folder = format!("fuzz/seeds/{name}");
        let mut seeds: Vec<_> =
            fs::read_dir(&folder).expect(&folder).map(|entry| entry.expect("an entry").path()).collect();
        seeds.sort();
        assert!(!seeds.is_empty(), "{folder} is empty");
        for seed in seeds {
            println!("{}", seed.display());
            parser(&fs::read(&seed).expect("a file"));
        }
    }
}

#[test]
fn every_fuzzer_is_replayed() {
    let mut targets: Vec<String> = fs::read_dir("fuzz/targets")
        .expect("fuzz/targets")
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    targets.sort();
    let replayed: Vec<&str> = parsers::PARSERS.iter().map(|(name, _)| *name).collect();
    assert_eq!(targets, replayed);
}
