//! Labels and ids that mean something to a format go through every exporter and come back as what they were.
//!
//! `.ci/formats` reads the same register with the formats' own programs.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path, process::Output};

use crate::common::{program, questions, stdout};
use roundtrip::{
    exchange::{Source, import, workbook},
    load::{self, Reading},
    model::Register,
};

const DATA: &str = "--data=tests/data/hostile.toml";

fn register() -> Register {
    load::from_paths(&["tests/data/hostile.toml".into()]).expect("sound").0
}

/// Names by id.
fn labels(register: &Register) -> BTreeMap<String, String> {
    register.entities.values().map(|entity| (entity.id.to_string(), entity.short.clone())).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_corpus_is_hostile() {
    let all = labels(&register());
    for piece in
        ["<script>", "]]>", "=HYPERLINK", "${x}", "%%{init", "-->", "\\", "\"", "'", "&lt;", "\u{200f}", "\n", "end"]
    {
        assert!(all.values().any(|label| label.contains(piece)), "{piece} is in no label");
    }
    assert!(all.values().any(|label| label.len() > 3000));
}

#[test]
fn what_is_read_back_is_what_was_written() {
    let own = register();
    for (format, source) in [
        ("graphml", Source::GraphMl),
        ("gexf", Source::Gexf),
        ("cytoscape", Source::Json),
        ("jgf", Source::Json),
        ("ftm", Source::Ftm),
    ] {
        let text = stdout(&["export", format, DATA]);
        let read = import(source, &[(format.to_owned(), text)], &Reading::default()).expect(format).0;
        // Attributes of XML and texts of FollowTheMoney are on one line.
        let flat = format == "gexf";
        let tidy = |label: &str| match format {
            // FollowTheMoney takes marks of direction out.
            "ftm" => one_line(&label.replace('\u{200f}', "")),
            _ if flat => one_line(label),
            _ => label.trim().to_owned(),
        };
        let names = |register: &Register| -> Vec<String> {
            let mut names: Vec<String> = labels(register).values().map(|label| tidy(label)).collect();
            names.sort();
            names
        };
        assert_eq!(names(&read), names(&own), "{format}");
        assert_eq!(read.deals.len(), own.deals.len(), "{format}");
    }
}

#[test]
fn xml_is_xml_to_another_reader() {
    let own = register();
    for format in ["graphml", "gexf"] {
        let text = stdout(&["export", format, DATA]);
        let document = roxmltree::Document::parse(&text).expect(format);
        let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
        let tags = |name: &str| document.descendants().filter(|node| node.tag_name().name() == name).count();
        assert_eq!((tags("node"), tags("edge")), (own.entities.len(), own.deals.len()), "{format}");
        assert_eq!(count("script") + tags("b") + tags("i"), 0, "{format}: a label became an element");
    }
}

#[test]
fn no_cell_is_a_formula() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("tables");
    let output = program(&["export", "csv", DATA, "-o", path.to_str().expect("UTF-8")]).output().expect("it starts");
    assert!(output.status.success());
    for name in ["nodes.csv", "edges.csv", "sources.csv", "about.csv"] {
        let mut reader = csv::Reader::from_path(path.join(name)).expect(name);
        for record in reader.records() {
            for cell in &record.expect("a row") {
                let formula =
                    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() && cell != "-";
                // An id of ours may begin with a hyphen, and is no formula that does anything.
                assert!(!formula || cell.starts_with("-dash-"), "{name}: {cell}");
            }
        }
    }
}

#[test]
fn lines_of_diagrams_are_one_statement_each() {
    let own = register();
    for (format, more) in [("mermaid", 2), ("d2", 2)] {
        let text = stdout(&["export", format, DATA]);
        assert_eq!(text.lines().count(), own.entities.len() + own.deals.len() + more, "{format}");
    }
    let text = stdout(&["export", "mermaid", DATA]);
    assert!(
        !text.lines().skip(1).any(|line| line.contains("%%") || line.contains('<') || line.contains('$')),
        "{text}"
    );
}

#[test]
fn a_long_text_is_cut_where_excel_would_refuse_it() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("a.xlsx");
    let output = program(&["export", "xlsx", DATA, "-o", path.to_str().expect("UTF-8")]).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sheets = workbook(&fs::read(&path).expect("a file")).expect("a workbook");
    let edges = &sheets.iter().find(|sheet| sheet.name == "edges").expect("edges").text;
    assert!(edges.contains("TTT…") && edges.contains("=HYPERLINK"));
}

#[test]
fn bombs_are_refused() {
    let deep = format!("{{\"graph\":{{\"metadata\":{}{}}}}}", "[".repeat(100_000), "]".repeat(100_000));
    let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><graphml><graph/>&b;</graphml>";
    for (source, text) in [(Source::Json, deep.as_str()), (Source::GraphMl, &nested), (Source::Gexf, laughs)] {
        let report = import(source, &[("bomb".to_owned(), text.to_owned())], &Reading::default()).expect_err("refused");
        assert_eq!(report.problems[0].code.name(), "syntax");
    }
    let toml = format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(load::from_text("deep.toml", &toml).is_err());
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("xl/workbook.xml", packed).expect("a part");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..100 {
        archive.write_all(&zeros).expect("memory");
    }
    let bytes = archive.finish().expect("an archive").into_inner();
    assert!(bytes.len() < 1 << 20, "small");
    assert!(workbook(&bytes).expect_err("refused").contains("unpacks to more than"));
    // Room for texts that are not there.
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/sharedStrings.xml", packed).expect("a part");
    archive.write_all(b"<sst uniqueCount=\"9999999999999999\"/>").expect("memory");
    assert!(workbook(&archive.finish().expect("an archive").into_inner()).expect_err("refused").contains("claims"));
    assert!(workbook(b"no zip").is_err());
}

#[test]
fn amounts_that_are_none_are_refused_all_at_once() {
    let edge = |amount: &str, id: usize| {
        format!(
            r#"{{"source": "a", "target": "b", "relation": "equity", "id": "e{id}", "metadata": {{"amount": {amount}, "status": "closed", "announced": "2025"}}}}"#
        )
    };
    let wrong = ["\"NaN\"", "1e400", "-5", "\"Infinity\"", "\"lots\""];
    let edges: Vec<String> = wrong.iter().enumerate().map(|(id, amount)| edge(amount, id)).collect();
    let text =
        format!("{{\"graph\": {{\"nodes\": {{\"a\": {{}}, \"b\": {{}}}}, \"edges\": [\n{}\n]}}}}", edges.join(",\n"));
    let report =
        import(Source::Json, &[("a.json".to_owned(), text.clone())], &Reading::default()).expect_err("refused");
    let bad: Vec<_> = report.problems.iter().filter(|problem| problem.code.name() == "bad-amount").collect();
    assert_eq!(bad.len(), wrong.len());
    for (problem, wrong) in bad.iter().zip(wrong) {
        assert_eq!(text.get(problem.labels[0].span.clone()), Some(wrong));
    }
}

/// What the program says of a file with this text in it.
fn ask(before: &[&str], name: &str, bytes: &[u8], after: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let args = [before, &[path.to_str().expect("UTF-8")], after].concat();
    program(&args).output().expect("it starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Nothing that a terminal obeys, and nothing that turns the order of reading round.
fn is_plain(what: &str, text: &str) {
    let hostile = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let found = text.chars().find(|&c| hostile(c));
    assert_eq!(found, None, "{what}");
}

const PAGES: [&[&str]; 11] = [
    &["loops", "--class", "any"],
    &["flows"],
    &["check"],
    &["roles"],
    &["show", "script"],
    &["show", "nul"],
    &["show", "deal-script"],
    &["show", "page"],
    &["diff", "2024-12-31", "2026-01-01"],
    &["measure", "paths", "script", "nul"],
    &["rights"],
];

#[test]
fn every_page_in_every_format_is_harmless() {
    // The others need nothing that this register lacks.
    let measures = questions().into_iter().filter(|question| question.len() == 2);
    for page in PAGES.map(<[_]>::to_vec).into_iter().chain(measures) {
        for format in ["table", "markdown", "csv", "json", "ndjson"] {
            let args = [&page, &[DATA, "--format", format][..]].concat();
            let output = program(&args).output().expect("it starts");
            let (text, said) = (String::from_utf8(output.stdout.clone()).expect("UTF-8"), said(&output));
            is_plain(&format!("{args:?}"), &said);
            is_plain(&format!("{args:?}"), &text);
            if output.status.code() != Some(0) {
                // A page is no table.
                assert!(
                    page[0] == "show" && format == "csv" && said.contains("a page, not a table"),
                    "{args:?}: {said}"
                );
                continue;
            }
            match format {
                "markdown" => {
                    for line in text.lines() {
                        assert!(!line.contains("<script") && !line.contains("<b>"), "{args:?}: {line}");
                    }
                }
                "csv" => {
                    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
                    for cell in reader
                        .records()
                        .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
                    {
                        let formula =
                            cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
                        assert!(!formula, "{args:?}: {cell}");
                    }
                }
                "json" => drop(serde_json::from_str::<serde_json::Value>(&text).expect("JSON")),
                "ndjson" => {
                    for line in text.lines() {
                        serde_json::from_str::<serde_json::Value>(line).expect("JSON");
                    }
                }
                _ => {}
            }
        }
    }
}

/// An SVG that any reader of XML takes, in which nothing can run and nothing is fetched.
fn is_a_still_picture(name: &str, text: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let tag = node.tag_name().name();
        assert!(!["script", "foreignObject", "iframe", "image", "use"].contains(&tag), "{name}: <{tag}>");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{name}: {}", attribute.name());
            let address = attribute.name() == "href";
            let fetched = attribute.value().trim_start().to_lowercase();
            assert!(!address || fetched.starts_with('#') || fetched.starts_with("http"), "{name}: {fetched}");
        }
    }
    is_plain(name, text);
}

#[test]
fn every_picture_is_still() {
    let folder = tempfile::tempdir().expect("tempdir");
    for diagram in ["map", "gallery", "matrix", "timeline", "ladder"] {
        for level in ["company", "asset"] {
            let args = ["map", DATA, "--all", "--diagram", diagram, "--level", level, "--format", "svg"];
            let args = if diagram == "map" { &args[..] } else { &[&args[..2], &args[3..]].concat() };
            is_a_still_picture(diagram, &stdout(args));
        }
    }
    let place = folder.path().join("report");
    stdout(&["report", DATA, "-o", place.to_str().expect("UTF-8")]);
    let mut pictures = 0;
    let mut walk = |folder: &Path| {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.display().to_string();
            assert!(!name.contains('<') && !name.contains(".."), "{name}");
            if path.extension().is_some_and(|end| end == "svg") {
                is_a_still_picture(&name, &fs::read_to_string(&path).expect("UTF-8"));
                pictures += 1;
            } else if path.is_file() {
                is_plain(&name, &fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    };
    walk(&place);
    walk(&place.join("loops"));
    assert!(pictures >= 6, "{pictures}");
}

#[test]
fn deep_and_wide_texts_are_refused() {
    let deep = 100_000;
    let (dots, tables) = (vec!["a"; deep].join("."), "{a=".repeat(deep) + "1" + &"}".repeat(deep));
    for text in [
        format!("{dots} = 1"),
        format!("[{dots}]\nx = 1"),
        format!("[[{dots}]]\nx = 1"),
        format!("x = {tables}"),
        format!("[[deal]]\nid = \"a\"\nx.{dots} = 1"),
        format!("x = {}", "[".repeat(deep)),
    ] {
        let output = ask(&["loops"], "deep.toml", text.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        let output = ask(&["loops", "--scenario"], "deep.toml", text.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    }
    let object = "{\"a\":".repeat(deep) + "1" + &"}".repeat(deep);
    for name in ["deep.json", "deep.ftm"] {
        let format = if name == "deep.json" { "json" } else { "ftm" };
        let output = ask(&["import", "--format", format], name, object.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    }
    let wide = vec!["c"; 200_000].join(",");
    for (before, after) in [(&["loops"][..], &[][..]), (&["import"], &[]), (&["scan"], &[])] {
        let output = ask(before, "wide.csv", format!("{wide}\n{wide}\n").as_bytes(), after);
        assert_eq!(output.status.code(), Some(2), "{before:?}: {}", said(&output));
        assert!(said(&output).len() < 20_000, "{before:?} says {} bytes", said(&output).len());
    }
    let condition = "(".repeat(50_000) + "hops" + &")".repeat(50_000);
    for text in [condition, "not ".repeat(25_000) + "hops > 2"] {
        let output = program(&["loops", "--where", &text]).output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{}", said(&output).get(..300).unwrap_or_default());
    }
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\">".to_owned() + &"<g>".repeat(deep) + &"</g>".repeat(deep) + "</svg>";
    let laughs = "<!DOCTYPE svg [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&b;</svg>";
    for text in [svg.as_str(), laughs] {
        let output = ask(&["map", "--keep-layout"], "kept.svg", text.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    }
}

#[test]
fn entities_that_multiply_are_refused_in_every_xml() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    for (format, root) in [("graphml", "graphml"), ("gexf", "gexf")] {
        for text in [
            format!("{bomb}<{root}>&b;</{root}>"),
            format!("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><{root}><graph/></{root}>"),
            format!("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><{root}><graph>&a;</graph></{root}>"),
            format!("<{root}><graph>&bogus;</graph></{root}>"),
            format!("<{root}><graph>&#0;&#xffffffff;</graph></{root}>"),
        ] {
            let output = ask(&["import", "--format", format], "bomb.xml", text.as_bytes(), &[]);
            assert_eq!(output.status.code(), Some(2), "{format}: {text}");
            assert!(!said(&output).contains("root:"), "{}", said(&output));
        }
    }
}

#[test]
fn a_workbook_that_is_a_bomb_is_refused_by_the_program() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for part in 0..20 {
        archive.start_file(format!("xl/worksheets/sheet{part}.xml"), packed).expect("a part");
        archive.write_all(&b"<row/>".repeat(8 << 18)).expect("memory");
    }
    let bytes = archive.finish().expect("an archive").into_inner();
    let output = ask(&["import", "--format", "xlsx"], "bomb.xlsx", &bytes, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("unpacks to more than"), "{}", said(&output));
}

/// What is no amount, as a TOML value and as a cell.
const NO_AMOUNTS: [(&str, &str); 8] = [
    ("nan", "NaN"),
    ("inf", "inf"),
    ("1e400", "1e400"),
    ("\"NaN\"", "-inf"),
    ("\"1e400\"", "1e30"),
    ("\"99999999999999999999999999999999B\"", "99999999999999999999999999999999"),
    ("-5", "--5"),
    ("\"0x10\"", "0x10"),
];

#[test]
fn amounts_that_are_none_are_refused_by_every_reader() {
    let head = "[[entity]]\nid = \"a\"\nkind = \"company\"\n[[entity]]\nid = \"b\"\nkind = \"company\"\n\
                [[source]]\nid = \"s\"\npublisher = \"P\"\nkind = \"press\"\n";
    for (value, cell) in NO_AMOUNTS {
        let toml = format!(
            "{head}[[deal]]\nid = \"d\"\nkind = \"equity\"\npayer = \"a\"\npayee = \"b\"\namount = {value}\n\
             history = [{{ on = \"2025-01-01\", status = \"signed\" }}]\ncite = [\"s\"]\n"
        );
        let csv = format!("payer,payee,kind,amount,date,status\nAcme,Bolt,equity,{cell},2025-01-01,signed\n");
        let ledger = format!("from,to,time,amount\na,b,1,{cell}\nb,a,2,5\n");
        let deal = program(&["loops", "--min-amount", value.trim_matches('"')]).output().expect("it starts");
        let answers = [
            ask(&["flows"], "a.toml", toml.as_bytes(), &[]),
            ask(&["flows"], "a.csv", csv.as_bytes(), &[]),
            ask(&["import"], "a.csv", csv.as_bytes(), &[]),
            ask(&["scan"], "ledger.csv", ledger.as_bytes(), &[]),
        ];
        for (at, output) in answers.iter().enumerate() {
            let loose = at == 3 && ["99999999999999999999999999999999", "1e30"].contains(&cell);
            assert!(loose || output.status.code() == Some(2), "reader {at}, {value} and {cell}: {}", said(output));
            assert!(!said(output).contains("panicked"), "{}", said(output));
        }
        assert!(matches!(deal.status.code(), Some(2)), "--min-amount {value}: {}", said(&deal));
    }
}

#[test]
fn an_address_that_runs_is_no_address_to_any_reader() {
    for address in
        ["javascript:alert(1)", "data:text/html,x", " JaVaScRiPt:alert(1)", "file:///etc/passwd", "vbscript:x"]
    {
        let toml = format!("[[source]]\nid = \"s\"\npublisher = \"P\"\nkind = \"press\"\nurl = \"{address}\"\n");
        let output = ask(&["check"], "a.toml", toml.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(2), "{address}");
        let csv =
            format!("payer,payee,kind,amount,date,status,source\nA,B,equity,1M,2025-01-01,signed,\"{address}\"\n");
        let output = ask(&["show", "--format", "json", "--data"], "a.csv", csv.as_bytes(), &["a"]);
        // It may be the name of a source, as `Reuters, page 3` is; it is no address.
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let page = ask(&["map", "--all", "--format", "html"], "a.csv", csv.as_bytes(), &[]);
        let page = String::from_utf8_lossy(&page.stdout).to_lowercase();
        assert!(!text.contains(&format!("\"url\": \"{address}")), "{text}");
        assert!(!page.contains(&format!("href=\"{}", address.trim().to_lowercase())), "{address}");
    }
}

#[test]
fn names_of_a_ledger_do_not_command_the_terminal() {
    let name = "=cmd\u{1b}[31m\u{202e}<script>";
    let ledger = format!("from,to,time,amount\n\"{name}\",b,1,5\nb,\"{name}\",2,5\n");
    for format in ["table", "markdown"] {
        let output = ask(&["scan"], "ledger.csv", ledger.as_bytes(), &["--top", "3", "--format", format]);
        let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
        assert!(output.status.success() && text.contains("=cmd\u{fffd}"), "{text}");
        is_plain(format, &text);
        assert!(format == "table" || !text.contains("<script"), "{text}");
    }
    // What is read by programs keeps every character.
    let output = ask(&["scan"], "ledger.csv", ledger.as_bytes(), &[]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["vertices"][0], name);
    let output = ask(&["scan"], "ledger.csv", ledger.as_bytes(), &["--format", "csv"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("'=cmd"));
    // A header is told in messages.
    let ledger = "fr\u{1b}[31mom,x\u{202e}y,time,amount\na,b,1,5\n";
    let output = ask(&["scan"], "ledger.csv", ledger.as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(2));
    is_plain("header", &said(&output));
    let csv = "payer,payee,kind,amount,date,status\n\"A\u{1b}[31m\u{202e}\",B,\"eq\u{1b}]0;x\u{7}uity\",1M,2025-01-01,signed\n";
    let output = ask(&["loops"], "deals.csv", csv.as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(2));
    is_plain("faults", &said(&output));
}

#[cfg(unix)]
#[test]
fn a_file_without_end_is_refused() {
    for args in [
        &["loops", "--data"][..],
        &["loops", "--scenario"],
        &["check"],
        &["import", "--format", "gexf"],
        &["import", "--format", "xlsx"],
        &["import", "--format", "csv"],
        &["map", "--keep-layout"],
        &["map", "--format", "png", "-o", "never.png", "--font"],
        &["scan"],
    ] {
        let output = program(&[args, &["/dev/zero"]].concat()).output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        let (said, ledger) = (said(&output), args == ["scan"]);
        assert!(said.contains("more than") || ledger && said.contains("is no text"), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}
