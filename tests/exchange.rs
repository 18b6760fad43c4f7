//! To other programs and back: the real program on the shipped register.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::common::{self, program, run, stdout};

/// Exports into a folder; gives the path and what was said.
fn export(format: &str, folder: &Path, name: &str, flags: &[&str]) -> (PathBuf, String) {
    let path = folder.join(name);
    let args = [&["export", format, "-o", path.to_str().expect("UTF-8")], flags].concat();
    let output = program(&args).output().expect("it starts");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{args:?}: {said}");
    (path, said)
}

fn import(path: &Path, to: &Path) -> String {
    let output = program(&["import", path.to_str().expect("UTF-8"), "-o", to.to_str().expect("UTF-8")])
        .output()
        .expect("it starts");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{}: {said}", path.display());
    said
}

/// Every file of a path, by name.
fn bytes(path: &Path) -> Vec<(String, Vec<u8>)> {
    if path.is_file() {
        return vec![(String::new(), fs::read(path).expect("a file"))];
    }
    let mut all: Vec<_> = fs::read_dir(path)
        .expect("a folder")
        .map(|entry| entry.expect("entry").path())
        .map(|path| (path.file_name().expect("name").to_string_lossy().into_owned(), fs::read(&path).expect("a file")))
        .collect();
    all.sort();
    all
}

const VIEWS: &[&[&str]] = &[
    &[],
    &["--as-of", "2025-12-17", "--status", "signed"],
    &["--level", "asset"],
    &["--include", "contingent", "--kind", "equity,cloud,chips,guarantee"],
];

#[test]
fn there_and_back_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("tempdir");
    for (number, view) in VIEWS.iter().enumerate() {
        for (format, name) in [
            ("graphml", "a.graphml"),
            ("gexf", "a.gexf"),
            ("cytoscape", "a.cyjs"),
            ("jgf", "a.json"),
            ("csv", "tables"),
            ("xlsx", "a.xlsx"),
            #[cfg(feature = "sqlite")]
            ("sqlite", "a.db"),
        ] {
            let folder = folder.path().join(format!("{number}-{format}"));
            let (first, _) = export(format, &folder, name, view);
            let register = folder.join("register");
            import(&first, &register);
            let register = register.to_str().expect("UTF-8");
            let (second, _) = export(format, &folder.join("again"), name, &[view, &["--data", register][..]].concat());
            assert!(bytes(&first) == bytes(&second), "{format} {view:?}: see {}", folder.display());
            // The loops are those of the register that was exported.
            let ids = |flags: &[&str]| common::loops(&[view, flags].concat());
            assert_eq!(ids(&["--data", register]), ids(&[]), "{format} {view:?}");
        }
    }
}

/// What a deal says beside its amount, how its sources were read, and figures of companies come back from every format that
/// has a place for them.
#[test]
fn facts_go_there_and_come_back() {
    let folder = tempfile::tempdir().expect("tempdir");
    let own = ["--data", "tests/data/facts.toml"];
    let original = roundtrip::load::from_paths(&["tests/data/facts.toml".into()]).expect("sound").0;
    for (format, name, has_figures) in [
        ("graphml", "a.graphml", false),
        ("gexf", "a.gexf", false),
        ("cytoscape", "a.cyjs", true),
        ("jgf", "a.json", true),
        ("csv", "tables", true),
        ("xlsx", "a.xlsx", true),
        #[cfg(feature = "sqlite")]
        ("sqlite", "a.db", true),
    ] {
        let folder = folder.path().join(format);
        let (first, said) = export(format, &folder, name, &own);
        assert!(said.contains("the notes and sources of 5 facts beside the deals stay behind"), "{format}: {said}");
        assert_eq!(said.contains("figures of companies"), !has_figures, "{format}: {said}");
        let register = folder.join("register");
        import(&first, &register);
        let read = roundtrip::load::from_paths(std::slice::from_ref(&register)).expect("sound").0;
        let (was, is) = (&original.deals["rent"], &read.deals["rent"]);
        assert_eq!(is.cite, was.cite, "{format}");
        assert_eq!(is.quantity, was.quantity, "{format}");
        assert_eq!(is.in_return, was.in_return, "{format}");
        // Their notes and sources have no column.
        let mut bare = was.clone();
        bare.rate.iter_mut().for_each(|own| (own.note, own.cite) = (None, vec![]));
        bare.paid.iter_mut().for_each(|own| own.cite = vec![]);
        bare.exit.iter_mut().for_each(|own| own.cite = vec![]);
        bare.pledged.iter_mut().for_each(|own| own.cite = vec![]);
        bare.expected.iter_mut().for_each(|own| (own.note, own.cite) = (None, vec![]));
        assert_eq!((&is.rate, &is.paid, &is.exit), (&bare.rate, &bare.paid, &bare.exit), "{format}");
        assert_eq!((&is.pledged, &is.expected), (&bare.pledged, &bare.expected), "{format}");
        if has_figures {
            assert_eq!(read.figures, original.figures, "{format}");
            assert_eq!(read.customer_shares, original.customer_shares, "{format}");
            assert_eq!(read.entities["lab"].valuations, original.entities["lab"].valuations, "{format}");
        }
        let data = ["--data", register.to_str().expect("UTF-8")];
        let (second, _) = export(format, &folder.join("again"), name, &data);
        assert!(bytes(&first) == bytes(&second), "{format}: see {}", folder.display());
    }
}

/// A day before a fact knows nothing of it.
#[test]
fn no_fact_is_exported_before_its_day() {
    let of = |day: &str| stdout(&["export", "jgf", "--data", "tests/data/facts.toml", "--as-of", day]);
    let early = of("2026-06-29");
    assert!(early.contains("\"rate\"") && !early.contains("\"paid\""), "{early}");
    assert!(early.contains("62%") && !early.contains("664000000000"), "{early}");
    assert!(of("2026-08-31").contains("664000000000"));
}

#[test]
fn the_same_register_gives_the_same_bytes_whatever_the_order_of_its_files() {
    let folder = tempfile::tempdir().expect("tempdir");
    let register = folder.path().join("register");
    import(Path::new(common::EDITION), &register);
    for format in ["graphml", "d2"] {
        let own = stdout(&["export", format]);
        assert_eq!(own, stdout(&["export", format, "--data", register.to_str().expect("UTF-8")]), "{format}");
    }
}

#[test]
fn the_whole_register_survives_its_own_toml() {
    let shipped = roundtrip::load::embedded().expect("the shipped register is sound").0;
    for register in [crate::common::edition(), shipped] {
        let files = roundtrip::exchange::toml(&register);
        let whole = files.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        let again = roundtrip::load::from_text("again.toml", &whole).expect("sound").0;
        assert_eq!(again, register);
    }
}

#[test]
fn every_arc_of_the_view_is_an_edge() {
    let flows = stdout(&["flows", "--format", "csv"]);
    let arcs: BTreeSet<(&str, &str, &str)> = flows
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[2], cells[0], cells[1])
        })
        .collect();
    let document: serde_json::Value = serde_json::from_str(&stdout(&["export", "jgf"])).expect("JSON");
    let edges: BTreeSet<(&str, &str, &str)> = document["graph"]["edges"]
        .as_array()
        .expect("edges")
        .iter()
        .map(|edge| {
            let text =
                |value: &'_ serde_json::Value| -> &'static str { value.as_str().expect("text").to_owned().leak() };
            (text(&edge["metadata"]["deal_id"]), text(&edge["source"]), text(&edge["target"]))
        })
        .collect();
    assert_eq!(edges, arcs);
}

#[test]
fn a_small_ring_in_every_text_format() {
    for format in ["graphml", "gexf", "cytoscape", "jgf", "mermaid", "d2"] {
        insta::assert_snapshot!(format, run(&["export", format, "--data", "tests/data/small.toml"]));
    }
}

#[test]
fn folders_need_a_name() {
    insta::assert_snapshot!(run(&["export", "neo4j"]));
}

#[test]
fn the_help_lists_every_format() {
    let help = stdout(&["export", "--help"]);
    for format in roundtrip::exchange::Format::ALL {
        let line = help.lines().find(|line| line.trim_start().starts_with(&format!("- {format}:")));
        assert!(line.is_some_and(|line| line.len() > 20), "{format} is not in the help:\n{help}");
    }
}

#[test]
fn a_graph_of_somebody_else_is_a_register() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("theirs.graphml");
    let text = r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
        <key id="d0" for="edge" attr.name="value" attr.type="double"/><key id="d1" for="edge" attr.name="type" attr.type="string"/>
        <key id="d2" for="node" attr.name="colour" attr.type="string"/>
        <graph edgedefault="directed">
          <node id="Acme, Inc."><data key="d2">red</data></node><node id="Bolt"/>
          <edge source="Acme, Inc." target="Bolt"><data key="d0">1500000000.0</data><data key="d1">equity</data></edge>
          <edge source="Bolt" target="Acme, Inc."><data key="d0">2e9</data><data key="d1">cloud</data></edge>
        </graph></graphml>"#;
    fs::write(&path, text).expect("write");
    let theirs = path.to_str().expect("UTF-8");
    let out = folder.path().join("register.toml");
    let register = out.to_str().expect("UTF-8");
    let flags = ["--rename", "value=amount,type=kind", "--status", "closed", "--date", "2025-06", "-o", register];
    let output = program(&[&["import", theirs], &flags[..]].concat()).output().expect("it starts");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{said}");
    assert!(said.contains("lost: positions, sizes and colours"), "{said}");
    let document = common::json(&["loops", "--format", "json", "--data", register]);
    assert_eq!(document["loops"][0]["id"], "acme-inc/bolt");
    assert_eq!(document["loops"][0]["bottleneck"]["stated"].to_string(), "1500000000");
}

#[test]
fn every_fault_of_a_graph_is_reported_at_once() {
    insta::assert_snapshot!(run(&["import", "tests/data/faulty.json"]));
}

#[test]
fn investigators_get_back_who_deals_with_whom() {
    let folder = tempfile::tempdir().expect("tempdir");
    let (path, said) = export("ftm", folder.path(), "deals.ftm", &[]);
    assert!(said.contains("note: ftm has no place for ranges of amounts"), "{said}");
    let register = folder.path().join("register");
    import(&path, &register);
    let pairs = |flags: &[&str]| -> BTreeSet<(String, String, String, String)> {
        let flows = stdout(&[&["flows", "--format", "csv"], flags].concat());
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
        let row = |line| {
            let cells = cells(line);
            (cells[0].clone(), cells[1].clone(), cells[3].clone(), cells[8].clone())
        };
        flows.lines().skip(1).map(row).collect()
    };
    // Ids of entities are the same but for what FollowTheMoney does not allow in them.
    let plain = |id: &str| id.replace('_', "-");
    let own: BTreeSet<_> =
        pairs(&[]).into_iter().map(|(a, b, kind, status)| (plain(&a), plain(&b), kind, status)).collect();
    assert_eq!(pairs(&["--data", register.to_str().expect("UTF-8")]), own);
}

/// FollowTheMoney knows years, months and days, and drops what it does not know in silence.
#[test]
fn investigators_get_dates_that_their_tools_keep() {
    let folder = tempfile::tempdir().expect("tempdir");
    let register = folder.path().join("deals.csv");
    let dates = ["2025", "2025-Q4", "2025-11", "<2025-11-07", "2025-11-08"];
    let rows = dates.map(|date| format!("Lab,Cloud,cloud,1bn,{date},signed,Daily\n"));
    fs::write(&register, format!("payer,payee,kind,amount,date,status,source\n{}", rows.concat())).expect("written");
    let written = stdout(&["export", "ftm", "--data", register.to_str().expect("UTF-8")]);
    let lines = written.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let signed = |line: &serde_json::Value| line["properties"]["contractDate"][0].as_str().map(str::to_owned);
    let found: BTreeSet<String> = lines.filter_map(|line| signed(&line)).collect();
    let wanted = ["2025", "2025-11", "2025-11-06", "2025-11-08"].map(str::to_owned);
    assert_eq!(found, BTreeSet::from(wanted), "{written}");
}

#[test]
fn a_workbook_of_deals_is_read() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("deals.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in (0..).zip(["payer", "payee", "kind", "amount", "date", "status"]) {
        sheet.write(0, at, name).expect("a cell");
    }
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (row, (payer, payee, kind)) in (1..).zip([("Acme", "Bolt", "equity"), ("Bolt", "Acme", "cloud")]) {
        sheet.write(row, 0, payer).expect("a cell");
        sheet.write(row, 1, payee).expect("a cell");
        sheet.write(row, 2, kind).expect("a cell");
        sheet.write(row, 3, 1_500_000_000.0).expect("a cell");
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 3, 1).expect("a day");
        sheet.write_with_format(row, 4, &day, &date).expect("a cell");
        sheet.write(row, 5, "closed").expect("a cell");
    }
    book.save(&path).expect("a file");
    let register = folder.path().join("register");
    import(&path, &register);
    let document = common::json(&["loops", "--format", "json", "--data", register.to_str().expect("UTF-8")]);
    assert_eq!(document["loops"][0]["id"], "acme/bolt");
    assert_eq!(document["loops"][0]["closed_on"], "2025-03-01");
}
