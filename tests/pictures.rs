//! The diagrams: what they say of two registers, how they look, and that a printer could take them as they are.

use std::fs;

use crate::common::{program, run, stdout};

const HOLDINGS: &str = "tests/data/holdings.toml";
const DIAGRAMS: [&str; 6] = ["map", "loop", "gallery", "matrix", "timeline", "ladder"];

/// A diagram of two groups of companies.
fn holdings(diagram: &str, more: &[&str]) -> String {
    let args = ["map", HOLDINGS, "--class", "any", "--diagram", diagram];
    stdout(&[&args, more].concat())
}

/// The printed lines of a picture, in order.
fn lines(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text().map(str::to_owned)).collect()
}

fn attribute(svg: &str, name: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    document.root_element().attribute(name).expect(name).to_owned()
}

#[test]
fn every_diagram_is_sound_in_every_theme() {
    for diagram in DIAGRAMS {
        for theme in ["light", "dark", "print"] {
            let svg = stdout(&["map", "--diagram", diagram, "--theme", theme]);
            let document = roxmltree::Document::parse(&svg).expect("well-formed XML");
            for node in document.descendants() {
                assert!(!["script", "foreignObject", "image", "use", "style"].contains(&node.tag_name().name()));
                assert!(node.attributes().all(|attribute| !attribute.name().starts_with("on")));
            }
            assert!(!svg.contains("NaN") && !svg.contains("inf "), "{diagram}");
            let paper = if theme == "dark" { "#14171c" } else { "#ffffff" };
            assert!(svg.contains(&format!("fill=\"{paper}\"/>")), "{diagram} {theme}");
        }
        let args = ["map", "--diagram", diagram];
        assert_eq!(stdout(&args), stdout(&args), "{diagram} differs from run to run");
    }
}

#[test]
fn every_diagram_says_what_another_register_holds() {
    let titles = DIAGRAMS.map(|diagram| attribute(&holdings(diagram, &[]), "aria-label"));
    assert_eq!(
        titles,
        [
            "Who holds whom in two groups",
            "Haneul Parts → Haneul Motors → Haneul Steel → Haneul Parts",
            "Two loops, ranked by their smallest step",
            "Who pays whom",
            "Both loops formed more than twelve months before 2026-01-01",
            "26% of the money can go round; of closed deals, 28%",
        ]
    );
    for diagram in DIAGRAMS {
        let svg = holdings(diagram, &[]);
        for word in ["AI", "Nvidia", "chip", "Chip", "data-centre", "undefined"] {
            assert!(!svg.contains(word), "{diagram} speaks of {word}");
        }
    }
}

#[test]
fn the_smallest_register_is_spoken_of_in_the_singular() {
    let one = stdout(&["map", HOLDINGS, "--diagram", "gallery"]);
    assert!(lines(&one).contains(&"One loop, and its smallest step".to_owned()), "{one}");
    assert!(lines(&one).iter().all(|line| !line.contains("added up")), "there is nothing to add up");
    let map = stdout(&["map", HOLDINGS]);
    assert!(lines(&map)[1].starts_with("1 loop of circular funding among 3 companies"), "{}", lines(&map)[1]);
    let all = holdings("map", &[]);
    assert!(lines(&all)[1].starts_with("2 loops among 6 companies"), "{}", lines(&all)[1]);
    // The two who hold each other's shares over three steps are no pair.
    assert!(holdings("matrix", &[]).contains("No two of them pay each other."));
    assert!(stdout(&["map", "tests/data/small.toml", "--diagram", "matrix"]).contains("the one pair that pays"));
}

#[test]
fn what_is_undisclosed_is_neither_zero_nor_left_out() {
    let gallery = holdings("gallery", &[]);
    let lines = lines(&gallery);
    assert!(lines.contains(&"Undisclosed".to_owned()) && lines.contains(&"?".to_owned()));
    assert!(lines.contains(&"smallest step, at most $250m, announced".to_owned()), "{lines:?}");
    assert!(lines.contains(&"up to".to_owned()) && lines.contains(&"$600m".to_owned()), "{lines:?}");
    let matrix = holdings("matrix", &[]);
    let document = roxmltree::Document::parse(&matrix).expect("XML");
    let stake = document.descendants().find(|node| node.attribute("data-deals") == Some("stores_in_sweets"));
    let disc = stake.expect("the stake").children().find(|node| node.has_tag_name("circle")).expect("a ring");
    assert_eq!((disc.attribute("fill"), disc.attribute("r")), (Some("none"), Some("4.00")));
}

#[test]
fn a_gallery_shows_as_many_loops_as_are_asked_for() {
    let count = |svg: &str| svg.matches("class=\"loop\"").count();
    assert_eq!(count(&stdout(&["map", "--diagram", "gallery"])), 12);
    assert_eq!(count(&stdout(&["map", "--diagram", "gallery", "--top", "5"])), 5);
    assert_eq!(count(&holdings("gallery", &[])), 2);
    // What is said of a loop has room over its ring.
    let words = lines(&stdout(&["map", "--diagram", "gallery", "--no-sources"]));
    assert!(words.iter().all(|line| !line.ends_with('…')), "{words:?}");
}

#[test]
fn rows_of_a_matrix_are_its_columns_and_every_hop_is_a_cell() {
    let svg = holdings("matrix", &["--all"]);
    let document = roxmltree::Document::parse(&svg).expect("XML");
    let names: Vec<_> = document.descendants().filter_map(|node| node.attribute("data-id")).collect();
    assert_eq!(names.len(), 6);
    let cells = document.descendants().filter(|node| node.has_attribute("data-deals")).count();
    assert_eq!(cells, 7);
    // Each group is a block by the diagonal.
    let group: Vec<&str> = names.iter().map(|name| name.split('_').next().expect("a group")).collect();
    let turns = group.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert_eq!(turns, 1, "{names:?}");
}

#[test]
fn a_picture_has_the_size_and_the_words_that_are_asked_for() {
    for diagram in DIAGRAMS {
        for (size, wide, high) in [("1600x900", "1600", "900"), ("700x1400", "700", "1400")] {
            let svg = holdings(diagram, &["--size", size, "--title", "A <title> & more", "--no-sources"]);
            assert_eq!((attribute(&svg, "width"), attribute(&svg, "height")), (wide.to_owned(), high.to_owned()));
            let view: Vec<f64> = attribute(&svg, "viewBox").split(' ').map(|n| n.parse().expect("a number")).collect();
            let asked = wide.parse::<f64>().expect("wide") / high.parse::<f64>().expect("high");
            assert!((view[2] / view[3] / asked - 1.0).abs() < 0.01, "{diagram} {view:?}");
            let lines = lines(&svg);
            assert_eq!(lines[0], "A <title> & more");
            assert!(!lines.contains(&"Sources".to_owned()) && lines.iter().all(|line| !line.contains("[1]")));
        }
    }
    assert!(lines(&holdings("map", &[])).contains(&"Sources".to_owned()));
}

#[test]
fn a_long_list_of_sources_is_cut_aloud() {
    let lines = lines(&stdout(&["map", "--diagram", "timeline"]));
    let cut = lines.iter().find(|line| line.starts_with("+ ")).expect("what is cut");
    assert!(cut.contains("sources more, not printed here"), "{cut}");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_a_reason() {
    for (args, said) in [
        (&["map", "--size", "huge"][..], "`huge` is not a size"),
        (&["map", "--size", "0x10"], "`0x10` is not a size"),
        (&["map", "--diagram", "gallery", "--format", "dot"], "only a map can be a graph or a page"),
        (&["map", "--diagram", "loop", "--highlight", "oracle/amazon"], "there is no loop `amazon/oracle`"),
        (&["map", "--class", "circular"], "unknown class of loops `circular`"),
        (&["map", "--diagram", "gallery", "--as-of", "2018-01-01"], "there is no loop to draw"),
    ] {
        let all = run(args);
        assert!(all.starts_with("exit 2") && all.contains(said), "{args:?}: {all}");
    }
}

#[test]
fn without_graphviz_its_layouts_are_refused_by_name() {
    let output = program(&["map", HOLDINGS, "--layout", "graphviz:neato"]).env("PATH", "").output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("Graphviz is not installed"), "{said}");
    // And nothing asks for it otherwise.
    let output = program(&["map", HOLDINGS]).env("PATH", "").output().expect("it runs");
    assert!(output.status.success());
}

#[test]
#[ignore = "needs graphviz; run by CI"]
fn graphviz_places_bubbles_if_asked() {
    let own = stdout(&["map", HOLDINGS]);
    for engine in ["dot", "neato", "fdp", "sfdp", "circo"] {
        let svg = stdout(&["map", HOLDINGS, "--layout", &format!("graphviz:{engine}")]);
        assert_eq!(svg.matches("data-id").count(), own.matches("data-id").count(), "{engine}");
        assert_eq!(svg.matches("data-deals").count(), own.matches("data-deals").count(), "{engine}");
        assert_ne!(svg, own, "{engine}");
    }
}

#[cfg(all(feature = "png", feature = "pdf"))]
#[test]
fn the_ending_of_a_file_says_its_format() {
    let folder = tempfile::tempdir().expect("tempdir");
    for (name, start) in [
        ("a.png", b"\x89PNG".as_slice()),
        ("a.pdf", b"%PDF-"),
        ("a.svg", b"<svg"),
        ("a.gv", b"digraph"),
        ("a", b"<svg"),
    ] {
        let path = folder.path().join(name);
        stdout(&["map", HOLDINGS, "-o", path.to_str().expect("UTF-8")]);
        assert!(fs::read(&path).expect("written").starts_with(start), "{name}");
    }
    let size = |more: &[&str]| {
        let path = folder.path().join("size.png");
        stdout(&[&["map", HOLDINGS, "--diagram", "ladder", "-o", path.to_str().expect("UTF-8")], more].concat());
        let bytes = fs::read(&path).expect("written");
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        (side(16), side(20))
    };
    assert_eq!(size(&["--size", "640x480"]), (640, 480));
    assert_eq!(size(&[]).0, 2200, "two pixels for each px");
}

#[cfg(feature = "png")]
#[test]
fn letters_without_a_font_are_warned_about() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("a.png");
    let to = path.to_str().expect("UTF-8");
    let said = run(&["map", HOLDINGS, "--title", "순환출자", "-o", to]);
    assert!(said.contains("warning: no font at hand has these letters: 순자출환"), "{said}");
    let said = run(&["map", HOLDINGS, "-o", to]);
    assert!(!said.contains("warning"), "{said}");
    let said = run(&["map", HOLDINGS, "--font", HOLDINGS, "-o", to]);
    assert!(said.starts_with("exit 2") && said.contains("not a font"), "{said}");
}

/// The centre of each bubble that a map notes, by its id.
fn places(svg: &str) -> std::collections::BTreeMap<String, [f64; 2]> {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let bubbles = document.descendants().filter_map(|node| {
        let (x, y) = node.attribute("data-at")?.split_once(' ').expect("two numbers");
        let at = [x, y].map(|number| number.parse().expect("a number"));
        Some((node.attribute("data-id").expect("an id").to_owned(), at))
    });
    bubbles.collect()
}

#[test]
fn bubbles_stay_where_an_earlier_map_had_them() {
    let folder = tempfile::tempdir().expect("tempdir");
    let file = folder.path().join("map.svg");
    let first = stdout(&["map"]);
    fs::write(&file, &first).expect("write");
    let file = file.to_str().expect("UTF-8");
    let march = stdout(&["map", "--as-of", "2026-03-31", "--keep-layout", file]);
    let (old, new) = (places(&first), places(&march));
    let common: Vec<&String> = old.keys().filter(|id| new.contains_key(*id)).collect();
    assert!(common.len() > 15, "{} of {} bubbles are on both", common.len(), old.len());
    // The paper is cut to what is drawn: all may lie further from its corner, by the same way.
    let away = |id: &String| [0, 1].map(|axis| new[id][axis] - old[id][axis]);
    for id in &common {
        let [x, y] = [0, 1].map(|axis| (away(id)[axis] - away(common[0])[axis]).abs());
        assert!(x < 0.25 && y < 0.25, "{id} has moved against {}", common[0]);
    }
    // The same map again is kept whole.
    assert_eq!(places(&stdout(&["map", "--keep-layout", file])).len(), old.len());
    let missing = run(&["map", "--keep-layout", "/nowhere.svg"]);
    assert!(missing.starts_with("exit 2") && missing.contains("cannot read `/nowhere.svg`"), "{missing}");
    fs::write(file, "<svg/>").expect("write");
    assert!(run(&["map", "--keep-layout", file]).contains("has no bubble that is on this map"));
}

#[test]
fn the_page_is_one_file_that_runs_only_its_own_script() {
    let page = stdout(&["map", "--format", "html"]);
    assert_eq!(page, stdout(&["map", "--format", "html"]), "it differs from run to run");
    assert!(page.contains("default-src &#39;none&#39;; script-src &#39;sha256-"));
    assert_eq!(page.matches("<script").count(), 2, "the data and the script");
    for outside in ["<link", "<iframe", "@import", "src=\"http", "url(http"] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Without scripts it is a document: the map, the largest loops, the deals and their sources.
    for part in ["<svg", "Amazon → OpenAI → Amazon", "oai_oracle_300b", "particle.news"] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_picture_of_a_part_of_the_loops_says_so() {
    for (diagram, says) in
        [("map", "At least 20 loops"), ("gallery", "of at least 20 loops"), ("timeline", "Of at least 20 loops")]
    {
        let said = run(&["map", "--diagram", diagram, "--limit", "20"]);
        assert!(said.starts_with("exit 3") && said.contains(says), "{diagram}");
    }
}
