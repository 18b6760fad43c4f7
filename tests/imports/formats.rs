//! Graphs, workbooks and entities of other programs.

use std::path::PathBuf;

use crate::common::program;

/// What every import of the trial was given, because the files do not say it.
const SAID: [&str; 6] = ["--kind", "services", "--status", "closed", "--date", "2024"];

/// A file of the trial.
fn trial(name: &str) -> String {
    format!("tests/data/imports/{name}")
}

/// What a run of the program gives: whether it succeeded, the register as TOML, and what it said.
struct Imported {
    good: bool,
    register: String,
    said: String,
}

fn import(path: &str, flags: &[&str]) -> Imported {
    let output = program(&[&["import", path], flags].concat()).output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Imported { good: output.status.success(), register: text(output.stdout), said: text(output.stderr) }
}

impl Imported {
    /// The values of a key of deals, in their order.
    fn values(&self, key: &str) -> Vec<&str> {
        let deals = self.register.split("[[deal]]").skip(1);
        let start = format!("{key} = ");
        deals.filter_map(|deal| deal.lines().find_map(|line| line.strip_prefix(start.as_str()))).collect()
    }

    /// The values of a key, of a file that is read.
    #[track_caller]
    fn good(&self, key: &str, values: &[&str]) {
        assert!(self.good, "{}", self.said);
        assert_eq!(self.values(key), values, "{}\n{}", self.register, self.said);
    }

    #[track_caller]
    fn says(&self, words: &[&str]) {
        for words in words {
            assert!(self.said.contains(words), "`{words}` is not in:\n{}", self.said);
        }
    }

    #[track_caller]
    fn refused(&self, words: &[&str]) {
        assert!(!self.good, "{}\n{}", self.register, self.said);
        self.says(words);
    }
}

/// A text as a file of that name; the folder goes when it is dropped.
struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl File {
    fn new(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("it is written");
        Self { _folder: folder, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().expect("UTF-8")
    }
}

#[test]
fn weights_of_gexf_are_amounts_and_it_is_said() {
    let read = import(&trial("gephi-weight.gexf"), &SAID);
    read.good("amount", &["\"100\"", "\"90\""]);
    read.says(&["takes `weight` for amount", "--rename weight=amount"]);
    // What is typed then is silent, and means the same.
    let settled = import(&trial("gephi-weight.gexf"), &[&SAID[..], &["--rename", "weight=amount"]].concat());
    settled.good("amount", &["\"100\"", "\"90\""]);
    assert!(!settled.said.contains("takes"), "{}", settled.said);
}

#[test]
fn weights_that_are_all_one_are_no_amounts() {
    let text = r#"<gexf><graph defaultedgetype="directed"><nodes><node id="a"/><node id="b"/></nodes>
        <edges><edge source="a" target="b" weight="1.0"/><edge source="b" target="a" weight="1"/></edges></graph></gexf>"#;
    let read = import(File::new("ones.gexf", text).path(), &SAID);
    read.good("amount", &["\"?\"", "\"?\""]);
    read.good("details", &["{ weight = \"1.0\" }", "{ weight = \"1\" }"]);
    read.says(&["every `weight` is 1"]);
}

#[test]
fn defaults_hold_for_what_states_nothing() {
    import(&trial("graphml-default-value.graphml"), &SAID).good("amount", &["\"5M\"", "\"3\""]);
    let gexf = import(&trial("gexf-default-value.gexf"), &["--kind", "services", "--date", "2024"]);
    gexf.good("amount", &["\"5M\"", "\"3\""]);
    assert!(gexf.register.contains("closed") && gexf.register.contains("signed"), "{}", gexf.register);
}

#[test]
fn edges_without_a_direction_are_refused() {
    let edge = import(&trial("graphml-undirected-edge.graphml"), &SAID);
    edge.refused(&["the edge between `n0` and `n1` has no direction", "directed=\"true\""]);
    let whole = r#"<graphml><graph><node id="a"/><node id="b"/><edge source="a" target="b"/><edge source="b" target="a"/>
        </graph></graphml>"#;
    import(File::new("a.graphml", whole).path(), &SAID)
        .refused(&["2 edges of this graph have no direction", "edgedefault=\"directed\""]);
    // An edge may say it for itself.
    let own = whole.replace("<edge ", "<edge directed=\"true\" ");
    import(File::new("a.graphml", own).path(), &SAID).good("payer", &["[\"a\"]", "[\"b\"]"]);
    let mutual = r#"<gexf><graph defaultedgetype="directed"><nodes><node id="a"/><node id="b"/></nodes>
        <edges><edge source="a" target="b" type="mutual"/></edges></graph></gexf>"#;
    import(File::new("a.gexf", mutual).path(), &SAID)
        .refused(&["the edge between `a` and `b` leads both ways", "two directed edges"]);
}

#[test]
fn every_graph_of_a_file_is_read() {
    let text = r#"<graphml><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"/></graph>
        <graph edgedefault="directed"><node id="b"/><node id="c"/><edge source="b" target="c"/></graph></graphml>"#;
    let read = import(File::new("two.graphml", text).path(), &SAID);
    read.good("payee", &["[\"b\"]", "[\"c\"]"]);
    read.says(&["several graphs of the file have a node of the same id"]);
}

#[test]
fn labels_of_yed_are_names_and_titles() {
    let text = r#"<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key for="node" id="d6" yfiles.type="nodegraphics"/>
        <key for="edge" id="d10" yfiles.type="edgegraphics"/><graph edgedefault="directed" id="G">
        <node id="n0"><data key="d6"><y:ShapeNode><y:Geometry x="1"/><y:NodeLabel>Acme
        Inc.</y:NodeLabel></y:ShapeNode></data></node>
        <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Bolt</y:NodeLabel></y:ShapeNode></data></node>
        <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>5M</y:EdgeLabel>
        </y:PolyLineEdge></data></edge></graph></graphml>"#;
    let file = File::new("yed.graphml", text);
    let read = import(file.path(), &SAID);
    read.good("title", &["\"5M\""]);
    assert!(read.register.contains("name = \"Acme Inc.\"") && read.register.contains("name = \"Bolt\""));
    read.says(&["lost: positions, sizes and colours (3 times)"]);
    let renamed = import(file.path(), &[&SAID[..], &["--rename", "title=amount"]].concat());
    renamed.good("amount", &["\"5M\""]);
}
