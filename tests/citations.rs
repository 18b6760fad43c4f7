//! What comments and documents refer to is there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Every file with one of these endings in a folder and below.
fn below(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut waiting = vec![PathBuf::from(folder)];
    let mut found = Vec::new();
    while let Some(next) = waiting.pop() {
        if next.is_dir() {
            waiting.extend(fs::read_dir(&next).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if next.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending)) {
            found.push(next);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sources() -> Vec<PathBuf> {
    let folders = ["src", "tests", "benches", "examples"].into_iter().filter(|folder| Path::new(folder).is_dir());
    let mut all: Vec<PathBuf> = folders.flat_map(|folder| below(folder, &["rs", "py"])).collect();
    all.extend(below(".ci", &["py", "mjs"]));
    all.push("Cargo.toml".into());
    assert!(all.len() > 200, "the sources were not found");
    all
}

/// The anchors that a page has: its headings in lower case, with `-` for blanks and without other signs.
fn anchors(page: &Path) -> BTreeSet<String> {
    let headings = read(page);
    let headings = headings.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#'));
    let slug = |heading: &str| {
        let plain = heading.trim().to_lowercase().replace(' ', "-");
        plain.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    headings.map(slug).collect()
}

fn has_anchor(page: &Path, anchor: &str) -> bool {
    page.is_file() && (anchor.is_empty() || anchors(page).contains(anchor))
}

#[test]
fn every_page_that_a_comment_cites_has_the_place() {
    let mut cited = 0;
    for path in sources() {
        let text = read(&path);
        for (at, _) in text.match_indices("docs/") {
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '#');
            let citation: String = text[at..].chars().take_while(|c| is_name(*c)).collect();
            let Some((page, anchor)) = citation.trim_end_matches('.').split_once('#') else { continue };
            cited += 1;
            assert!(has_anchor(Path::new(page), anchor), "{} cites {citation}, which is not there", path.display());
        }
    }
    assert!(cited >= 20, "only {cited} citations were found");
}

/// Sections of documents that are not in the repository were cited by this sign.
#[test]
fn nothing_cites_a_document_from_elsewhere() {
    for path in sources() {
        assert!(!read(&path).contains('\u{a7}'), "{} cites a section by its number", path.display());
    }
}

#[test]
fn every_link_between_the_documents_leads_somewhere() {
    let mut pages = below("docs", &["md"]);
    pages.extend(
        fs::read_dir(".")
            .expect("the root")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|own| own == "md")),
    );
    pages.push("benches/README.md".into());
    let mut links = 0;
    for page in pages {
        let folder = page.parent().expect("a folder").to_path_buf();
        let text = read(&page);
        for rest in text.split("](").skip(1) {
            let Some((link, _)) = rest.split_once(')') else { continue };
            if link.contains("://") || link.contains(' ') {
                continue;
            }
            links += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { page.clone() } else { folder.join(file) };
            let there = if anchor.is_empty() { target.exists() } else { has_anchor(&target, anchor) };
            assert!(there, "{} links to {link}, which is not there", page.display());
        }
    }
    assert!(links > 50, "only {links} links were found");
}

/// A figure that says what it is in the program says so in the document, too.
#[test]
fn every_figure_is_defined() {
    let page = read(Path::new("docs/measures.md")).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut figures = 0;
    for path in below("src/measure", &["rs"]) {
        let text = read(&path);
        for about in text.split("About = About {").skip(1) {
            let title = about.split('"').nth(1).expect("a title");
            figures += 1;
            assert!(page.contains(&format!("**{title}")), "docs/measures.md does not define “{title}”");
        }
    }
    assert!(figures > 30, "only {figures} figures were found");
}
