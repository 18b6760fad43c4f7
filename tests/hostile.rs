//! Labels and ids that mean something to a format go through every exporter and come back as what they were.
//!
//! `.ci/formats` reads the same register with the formats' own programs.

mod common;

use std::{collections::BTreeMap, fs, io::Write as _};

use common::{program, stdout};
use roundtrip::{
    exchange::{Defaults, Source, import, workbook},
    load,
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
        let read = import(source, &[(format.to_owned(), text)], &Defaults::default()).expect(format).register;
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
    let edges = &sheets.iter().find(|(name, _)| name == "edges").expect("edges").1;
    assert!(edges.contains("TTT…") && edges.contains("=HYPERLINK"));
}

#[test]
fn bombs_are_refused() {
    let deep = format!("{{\"graph\":{{\"metadata\":{}{}}}}}", "[".repeat(100_000), "]".repeat(100_000));
    let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><graphml><graph/>&b;</graphml>";
    for (source, text) in [(Source::Json, deep.as_str()), (Source::GraphMl, &nested), (Source::Gexf, laughs)] {
        let report =
            import(source, &[("bomb".to_owned(), text.to_owned())], &Defaults::default()).expect_err("refused");
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
        import(Source::Json, &[("a.json".to_owned(), text.clone())], &Defaults::default()).expect_err("refused");
    let bad: Vec<_> = report.problems.iter().filter(|problem| problem.code.name() == "bad-amount").collect();
    assert_eq!(bad.len(), wrong.len());
    for (problem, wrong) in bad.iter().zip(wrong) {
        assert_eq!(text.get(problem.labels[0].span.clone()), Some(wrong));
    }
}
