//! The rules see a use in whatever form it is written.

use std::{collections::BTreeSet, fs};

use super::uses::{House, circles, folder};

fn house(files: &[(&str, &str)]) -> House {
    let root = tempfile::tempdir().expect("tempdir");
    for (name, text) in [("main.rs", "fn main() { roundtrip::cli::main() }")].iter().chain(files) {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    House::read(root.path())
}

/// What `measure/figure.rs` uses when this is written in it.
fn used(code: &str) -> BTreeSet<String> {
    let house = house(&[
        ("lib.rs", "pub mod draw; pub mod measure; pub use draw::Style as Look;"),
        ("draw/mod.rs", "mod style; pub use style::{Style, words}; pub fn plain() {} macro_rules! made { () => {} }"),
        ("draw/style.rs", "pub struct Style; pub mod words { pub fn list() {} }"),
        ("measure/mod.rs", "mod figure; use crate::draw::*; pub(crate) use std::collections as tables;"),
        ("measure/figure.rs", code),
    ]);
    let uses = house.uses().into_iter().filter(|one| one.from == "measure/figure.rs");
    uses.map(|one| format!("{} of {}", one.name, one.to)).collect()
}

#[test]
fn a_use_is_seen_in_every_form() {
    for code in [
        "use crate::draw::Style;",
        "use crate::{\n    draw::Style,\n};",
        "use crate::{draw::{self, Style as Dress}};",
        "use super::super::draw::Style;",
        "use crate::Look;",
        "use super::Style;",
        "use super::*; fn f(_: Style) {}",
        "use crate as house; fn f(_: house::draw::Style) {}",
        "use crate::draw as other; type Mine = Vec<other::Style>;",
        "fn f() { use crate::draw::Style; }",
        "fn f() -> usize { size_of::<crate::draw::Style>() }",
        "fn f() { print!(\"{}\", vec![crate::draw::Style.to_string()]) }",
        "#[derive(Debug)] struct A { #[arg(value_parser = crate::draw::Style::read)] b: u8 }",
        "impl PartialEq<crate::draw::Style> for u8 {}",
        "mod inner { use super::super::super::draw::Style; }",
        "macro_rules! mine { () => { $crate::draw::Style } }",
    ] {
        assert_eq!(used(code), BTreeSet::from(["Style of draw/style.rs".to_owned()]), "{code}");
    }
    assert_eq!(
        used("use crate::draw::words; fn f() { words::list() }"),
        BTreeSet::from(["list of draw/style.rs".to_owned()])
    );
    assert_eq!(used("use crate::draw::plain;"), BTreeSet::from(["plain of draw/mod.rs".to_owned()]));
    // A macro may define anything.
    assert_eq!(used("fn f(_: crate::draw::Made) {}"), BTreeSet::from(["Made of draw/mod.rs".to_owned()]));
}

#[test]
fn what_is_no_use_is_not_seen() {
    for code in [
        "// use crate::draw::Style;",
        "#[cfg(test)] mod tests { use crate::draw::Style; }",
        "#[cfg(all(test, unix))] fn f(_: crate::draw::Style) {}",
        "const TEXT: &str = \"crate::draw::Style\";",
        "use crate::draw;",
        "use draw::Style;",
        "pub(in crate::measure) fn f() {}",
    ] {
        assert_eq!(used(code), BTreeSet::new(), "{code}");
    }
    let kept = used("#[cfg(not(test))] use crate::draw::Style;");
    assert_eq!(kept.len(), 1);
}

#[test]
fn names_of_others_are_written_out() {
    let house = house(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "pub(crate) use std::{fs as disk, collections::HashMap as Table};"),
        ("b.rs", "use crate::a::{Table, disk}; fn f() { disk::read(); toml::from_str() } mod toml {}"),
    ]);
    let guests = &house.guests()["b.rs"];
    for path in ["std::fs", "std::fs::read", "std::collections::HashMap"] {
        assert!(guests.contains(path), "{path}: {guests:?}");
    }
    assert!(!guests.iter().any(|path| path.starts_with("toml")), "{guests:?}");
}

#[test]
fn a_front_door_is_in_no_circle() {
    let root = ("lib.rs", "mod room;");
    let door = ("room/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;");
    let one_way = house(&[root, door, ("room/a.rs", "pub struct A;"), ("room/b.rs", "use super::A; pub struct B(A);")]);
    assert!(circles(&one_way.uses()).is_empty());

    let both = house(&[root, door, ("room/a.rs", "pub struct A(super::B);"), ("room/b.rs", "pub struct B(super::A);")]);
    let uses = both.uses();
    assert_eq!(circles(&uses), [BTreeSet::from(["room/a.rs", "room/b.rs"])]);
    assert_eq!(folder(&circles(&uses)[0]), "room");

    // Who defines something itself is more than a door.
    let host = ("room/mod.rs", "mod a; pub use a::A; pub struct Host; fn f() -> A { a::make() }");
    let guest = ("room/a.rs", "pub struct A; pub fn make() { super::Host; }");
    assert_eq!(circles(&house(&[root, host, guest]).uses()), [BTreeSet::from(["room/a.rs", "room/mod.rs"])]);
}
