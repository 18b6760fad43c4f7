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

#[test]
fn json_edges_without_a_direction_are_refused() {
    import(&trial("jgf-undirected-edge.json"), &SAID)
        .refused(&["the edge between `a` and `b` has no direction", "\"directed\": true"]);
    let whole =
        r#"{"directed": false, "nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}"#;
    import(File::new("a.json", whole).path(), &SAID).refused(&["1 edge of this graph has no direction"]);
    let hyper = r#"{"graph": {"nodes": {"a": {}, "b": {}}, "hyperedges": [{"nodes": ["a", "b"]}]}}"#;
    import(File::new("a.json", hyper).path(), &SAID).refused(&["an edge with more than two ends is not a payment"]);
}

#[test]
fn node_link_json_is_read() {
    let read = import(&trial("networkx-node-link.json"), &SAID);
    read.good("amount", &["\"100\"", "\"90\""]);
    read.good("payer", &["[\"acme\"]", "[\"bolt\"]"]);
    assert!(read.register.contains("name = \"Acme\""), "{}", read.register);
    // As d3 had it: ends by their places, the amount as `value`.
    let d3 = r#"{"nodes": [{"name": "Acme", "group": 1}, {"name": "Bolt"}], "links": [{"source": 1, "target": 0, "value": 7}]}"#;
    let read = import(File::new("d3.json", d3).path(), &SAID);
    read.good("amount", &["\"7\""]);
    assert!(read.register.contains("name = \"Bolt\""), "{}", read.register);
    read.says(&["takes `value` for amount", "their places in the list"]);
    // As graphology and Sigma write it.
    let sigma = r#"{"options": {"type": "mixed"}, "attributes": {"name": "Mine"}, "nodes": [{"key": "a",
        "attributes": {"label": "Acme", "x": 1}}, {"key": "b"}], "edges": [{"source": "a", "target": "b",
        "attributes": {"amount": 3}}, {"source": "b", "target": "a", "undirected": true}]}"#;
    import(File::new("sigma.json", sigma).path(), &SAID).refused(&["the edge between `b` and `a` has no direction"]);
    let directed = sigma.replace("\"undirected\": true", "\"undirected\": false");
    let read = import(File::new("sigma.json", directed).path(), &SAID);
    read.good("amount", &["\"3\"", "\"?\""]);
    read.says(&["lost: positions, sizes and colours"]);
}

#[test]
fn cytoscape_is_read_as_a_list_too() {
    let list = r#"[{"data": {"id": "a", "label": "Acme"}, "position": {"x": 1}}, {"data": {"id": "b"}},
        {"data": {"id": "e", "source": "a", "target": "b", "amount": 5, "tags": {"x": [1]}}}]"#;
    for text in [list.to_owned(), format!("{{\"elements\": {list}, \"zoom\": 1}}")] {
        let read = import(File::new("a.json", text).path(), &SAID);
        read.good("amount", &["\"5\""]);
        read.good("details", &["{ tags = \"{\\\"x\\\": [1]}\" }"]);
        read.says(&["lost: positions, sizes and colours"]);
    }
}

#[test]
fn every_graph_and_every_word_of_json_is_read_or_lost() {
    let text = r#"{"graphs": [{"nodes": {"a": {"label": "A"}, "b": {}}, "edges": [{"source": "a", "target": "b"}]},
        {"nodes": {"a": {"label": "A"}}, "edges": [{"source": "b", "target": "a"}], "metadata": {"mood": "good"}}]}"#;
    let read = import(File::new("two.json", text).path(), &SAID);
    read.good("payer", &["[\"a\"]", "[\"b\"]"]);
    read.says(&["several graphs of the file have a node of the same id", "lost: what is said of the graph: `mood`"]);
}

#[test]
fn json_that_is_no_graph_says_what_it_has() {
    let object = import(File::new("a.json", r#"{"vertices": [], "arcs": []}"#).path(), &[]);
    object.refused(&["this JSON is not a graph that is read: it has `vertices`, `arcs`", "node-link", "BODS"]);
    let list = import(File::new("a.json", r#"[{"from_account": 1}]"#).path(), &[]);
    list.refused(&["its first object has `from_account`"]);
}

#[test]
fn lists_of_deals_are_read_from_json_and_json_lines() {
    let lines = "{\"payer\": \"Acme\", \"payee\": \"Bolt\", \"amount\": 5, \"kind\": \"equity\"}\n\
        {\"payer\": \"Bolt\", \"payee\": \"Acme\", \"amount\": 4, \"kind\": \"cloud\"}\n";
    let list = format!("[{}]", lines.trim().replace('\n', ","));
    for (name, text) in [("a.jsonl", lines), ("b.json", lines), ("c.json", &list)] {
        import(File::new(name, text).path(), &SAID).good("amount", &["\"5\"", "\"4\""]);
    }
}

/// As lists of donations have it: the amount in euros alone.
#[test]
fn an_amount_that_its_publisher_converted_is_one() {
    let payment = |properties: &str| {
        format!(
            "{{\"id\": \"a\", \"schema\": \"Person\", \"properties\": {{\"name\": [\"Ada\"]}}}}\n\
             {{\"id\": \"b\", \"schema\": \"Organization\", \"properties\": {{\"name\": [\"Bund\"]}}}}\n\
             {{\"id\": \"p\", \"schema\": \"Payment\", \"properties\": {{\"payer\": [\"a\"], \"beneficiary\": [\"b\"], \
             \"date\": [\"2011-12-28\"], {properties}}}}}\n"
        )
    };
    for (properties, amount) in [
        ("\"amountEur\": [\"113969.15\"]", "\"EUR 113.96915K\""),
        ("\"amountUsd\": [\"5000\"], \"amountEur\": [\"4600\"]", "\"5K\""),
        ("\"amount\": [\"900\"], \"currency\": [\"GBP\"], \"amountEur\": [\"1000\"]", "\"GBP 900\""),
    ] {
        let read = import(File::new("entities.ftm.json", payment(properties)).path(), &["--kind", "services"]);
        assert!(read.good, "{}", read.said);
        assert_eq!(read.values("amount"), [amount], "{}\n{}", read.register, read.said);
    }
}

#[test]
fn entities_are_known_by_the_endings_that_their_publishers_give_them() {
    let text = std::fs::read(trial("ftm-two-amounts.ftm")).expect("it is read");
    let own = import(&trial("ftm-two-amounts.ftm"), &["--kind", "services"]);
    for name in ["entities.ftm.json", "donations.ijson", "Entities.FTM.JSON"] {
        let read = import(File::new(name, &text).path(), &["--kind", "services"]);
        assert_eq!((read.good, read.values("amount")), (own.good, own.values("amount")), "{name}: {}", read.said);
    }
}

#[test]
fn every_value_of_follow_the_money_counts() {
    let two = import(&trial("ftm-two-beneficiaries.ftm"), &["--kind", "services"]);
    two.good("payee", &["[\"b\", \"c\"]", "[\"a\"]"]);
    let flows = program(&["flows", &trial("ftm-two-beneficiaries.ftm"), "--set", "kind=services", "--format", "csv"]);
    let flows = String::from_utf8({ flows }.output().expect("it starts").stdout).expect("UTF-8");
    assert!(flows.contains("\na,b,p1,") && flows.contains("\na,c,p1,"), "{flows}");
    let amounts = import(&trial("ftm-two-amounts.ftm"), &["--kind", "services"]);
    amounts.good("amount", &["\"100..250\""]);
    amounts.good("details", &["{ all_amount = \"100; 250\", all_announced = \"2024-01-05; 2023-01-05\" }"]);
    amounts.says(&["states several amounts", "several values of `announced`: the last is taken"]);
}

#[test]
fn assets_are_parties_and_other_schemata_are_counted() {
    let text = r#"{"id": "v", "schema": "Vessel", "properties": {"imoNumber": ["IMO 9"], "topics": ["sanction", "crime"]}}
{"id": "p", "schema": "Person", "properties": {"name": ["Ann"]}}
{"id": "o", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["v"], "percentage": ["40"], "legalBasis": ["will"]}}
{"id": "x", "schema": "Address", "properties": {"full": ["Here 1"]}}
{"id": "y", "schema": "Address", "properties": {"full": ["Here 2"]}}
"#;
    let read = import(File::new("a.ftm", text).path(), &["--date", "2024"]);
    read.good("stake", &["\"40%\""]);
    read.good("details", &["{ legalbasis = \"will\" }"]);
    read.says(&[
        "lost: entities of the schema `Address` (2 times)",
        "lost: values of the property `topics` of entities (2 times)",
    ]);
    assert!(read.register.contains("name = \"IMO 9\""), "{}", read.register);
}

/// A ring of two companies in each other's shares, as statements of BODS 0.2: an earlier one is replaced, one interest is
/// control only.
const RING: &str = r#"[
{"statementID": "e-acme", "statementType": "entityStatement", "entityType": "registeredEntity", "name": "Acme Ltd",
 "incorporatedInJurisdiction": {"name": "UK", "code": "GB"}, "identifiers": [{"scheme": "GB-COH", "id": "1"}]},
{"statementID": "e-bolt", "statementType": "entityStatement", "entityType": "registeredEntity", "name": "Bolt Ltd"},
{"statementID": "p-ann", "statementType": "personStatement", "personType": "knownPerson", "names": [{"fullName": "Ann Other"}]},
{"statementID": "o-1", "statementType": "ownershipOrControlStatement", "statementDate": "2019-01-01",
 "subject": {"describedByEntityStatement": "e-bolt"}, "interestedParty": {"describedByEntityStatement": "e-acme"},
 "interests": [{"type": "shareholding", "share": {"exact": 99}}]},
{"statementID": "o-2", "statementType": "ownershipOrControlStatement", "statementDate": "2020-01-01",
 "replacesStatements": ["o-1"],
 "subject": {"describedByEntityStatement": "e-bolt"}, "interestedParty": {"describedByEntityStatement": "e-acme"},
 "interests": [{"type": "shareholding", "share": {"exact": 40}}, {"type": "voting-rights", "share": {"exact": 60}}]},
{"statementID": "o-3", "statementType": "ownershipOrControlStatement", "statementDate": "2020-02-01",
 "subject": {"describedByEntityStatement": "e-acme"}, "interestedParty": {"describedByEntityStatement": "e-bolt"},
 "interests": [{"type": "shareholding", "share": {"minimum": 25, "maximum": 50}}]},
{"statementID": "o-4", "statementType": "ownershipOrControlStatement", "statementDate": "2020-02-01",
 "subject": {"describedByEntityStatement": "e-acme"}, "interestedParty": {"describedByPersonStatement": "p-ann"},
 "interests": [{"type": "shareholding", "interestLevel": "direct", "share": {"minimum": 5}, "startDate": "2018-03-04"}]},
{"statementID": "o-5", "statementType": "ownershipOrControlStatement", "statementDate": "2020-02-01",
 "subject": {"describedByEntityStatement": "e-acme"}, "interestedParty": {"unspecified": {"reason": "unknown"}},
 "interests": [{"type": "shareholding"}]}
]"#;

#[test]
fn statements_of_owners_are_stakes() {
    let statements: Vec<serde_json::Value> = serde_json::from_str(RING).expect("JSON");
    let lines = statements.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for (name, text) in [("ring.json", RING), ("ring.jsonl", &lines)] {
        let file = File::new(name, text);
        let read = import(file.path(), &[]);
        read.good("stake", &["\"40%\"", "\"25% to 50%\"", "\"at least 5%\""]);
        read.says(&[
            "lost: statements that later ones replace",
            "lost: interests of the type `voting-rights`",
            "lost: relationships whose interested party is not named: unknown",
            "lost: `identifiers` of statements",
        ]);
        assert!(read.register.contains("on = \"2018-03-04\""), "{}", read.register);
        let owned = program(&["measure", "ownership", file.path()]).output().expect("it starts");
        let owned = String::from_utf8(owned.stdout).expect("UTF-8");
        for words in ["Acme Ltd", "Bolt Ltd", "40 %", "25 %"] {
            assert!(owned.contains(words), "`{words}` is not in:\n{owned}");
        }
    }
}

#[test]
fn what_is_written_as_bods_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.json");
    let path = path.to_str().expect("UTF-8");
    assert!(program(&["export", "bods", "-o", path]).output().expect("it starts").status.success());
    let read = import(path, &[]);
    let shares = |flags: &[&str]| {
        let output =
            program(&[&["measure", "ownership", "--format", "csv"], flags].concat()).output().expect("it starts");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let mut shares: Vec<String> =
            text.lines().skip(1).filter_map(|line| Some(line.split(',').nth(5)?.to_owned())).collect();
        shares.sort();
        shares
    };
    assert!(read.good, "{}", read.said);
    assert_eq!(shares(&["--data", path]), shares(&[]), "{}", read.register);
}

#[test]
fn every_sheet_of_deals_is_read_and_the_others_are_named() {
    import(&trial("second-sheet-of-deals.xlsx"), &[]).good("amount", &["\"1.5M\"", "\"7\"", "\"1250.0005K\""]);
    let kumu = import(&trial("kumu.xlsx"), &["--set", "status=closed,date=2024"]);
    kumu.good("kind", &["\"equity\""]);
    kumu.says(&["takes `From` for payer"]);
    let one = import(&trial("second-sheet-of-deals.xlsx"), &["--sheet", "deals2"]);
    one.good("amount", &["\"7\""]);
    import(&trial("second-sheet-of-deals.xlsx"), &["--sheet", "Dales"])
        .refused(&["it has no sheet `Dales`; there are `Deals`, `Deals2`"]);
}

#[test]
fn rows_of_a_sheet_have_their_numbers() {
    let read = import(&trial("blank-rows-shift-line-numbers.xlsx"), &[]);
    read.refused(&["blank-rows-shift-line-numbers.xlsx [Deals]:5:", "unknown kind of deal `clod`"]);
    let formula = import(&trial("formula-without-value.xlsx"), &[]);
    formula.refused(&["the formula in the cell D4 has no value", "formula-without-value.xlsx [Deals]:4:"]);
}

#[test]
fn formats_of_cells_are_currencies() {
    let read = import(&trial("currency-formats.xlsx"), &["--set", "status=closed"]);
    read.refused(&["no rate from EUR to USD", "no rate from SEK to USD", "[Deals]:4:", "not read", "`Phone book`"]);
}

#[cfg(not(feature = "sqlite"))]
#[test]
fn without_sqlite_it_is_said_how_to_read_a_database() {
    import(File::new("a.sqlite", "SQLite format 3\0").path(), &[])
        .refused(&["--features sqlite", "sqlite3 -header -csv"]);
}

#[cfg(feature = "sqlite")]
#[test]
fn tables_of_sqlite_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.sqlite");
    let path = path.to_str().expect("UTF-8");
    assert!(program(&["export", "sqlite", "-o", path]).output().expect("it starts").status.success());
    assert_eq!(crate::common::loops(&["--data", path]), crate::common::loops(&[]));
    let other = folder.path().join("other.db");
    let db = rusqlite::Connection::open(&other).expect("a database");
    db.execute_batch(
        "CREATE TABLE deals (payer, payee, kind, amount, date, status);
         CREATE TABLE log (line);
         INSERT INTO log VALUES ('x');
         INSERT INTO deals VALUES ('Acme', 'Bolt', 'equity', 5, '2025-01-01', 'closed'), ('Bolt', 'Acme', 'cloud', NULL, '2025', 'closed');",
    )
    .expect("tables");
    drop(db);
    let read = import(other.to_str().expect("UTF-8"), &[]);
    read.good("amount", &["\"5\"", "\"?\""]);
    read.says(&["not read, for no deals are in them: `log`"]);
}

#[test]
fn what_networkx_writes_is_read() {
    // A directed multigraph: ids of edges count those between two nodes, and the graph has pairs for its data.
    let graphml = r#"<graphml><key id="d1" for="edge" attr.name="amount" attr.type="double"/><key id="d0" for="graph"
        attr.name="name" attr.type="string"/><graph edgedefault="directed"><data key="d0">Mine</data><node id="a"/><node id="b"/>
        <edge source="a" target="b" id="0"><data key="d1">5000000.0</data></edge>
        <edge source="b" target="a" id="0"><data key="d1">4000000.0</data></edge></graph></graphml>"#;
    let cytoscape = r#"{"data": [["name", "Mine"]], "directed": true, "multigraph": true, "elements": {"nodes": [
        {"data": {"id": "a", "value": "a", "name": "a"}}, {"data": {"id": "b", "value": "b", "name": "b"}}], "edges": [
        {"data": {"amount": 5000000.0, "source": "a", "target": "b", "key": 0}},
        {"data": {"amount": 4000000.0, "source": "b", "target": "a", "key": 0}}]}}"#;
    for (name, text) in [("nx.graphml", graphml), ("nx.json", cytoscape)] {
        let read = import(File::new(name, text).path(), &SAID);
        read.good("amount", &["\"5M\"", "\"4M\""]);
        assert!(read.register.contains("title = \"Mine\""), "{}", read.register);
    }
}
