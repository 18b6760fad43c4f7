//! Documents of which a part is made from the program's own tables.

use std::{env, fs};

/// Compares the parts of a document between `<!-- NAME: made by a test -->` and `<!-- end -->` with what they should be.
/// With `UPDATE_DOCS=1` in the environment it writes them instead.
pub(crate) fn generated(path: &str, parts: &[(&str, &str)]) {
    let mut text = fs::read_to_string(path).expect(path);
    for (name, part) in parts {
        let begin = format!("<!-- {name}: made by a test -->\n");
        let (head, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("{path} has no part `{name}`"));
        let (_, tail) = rest.split_once("<!-- end -->").expect("the end of the part");
        text = format!("{head}{begin}{}\n\n<!-- end -->{tail}", part.trim_end());
    }
    same(path, &text);
}

/// Compares a whole document with what it should be, or writes it.
pub(crate) fn same(path: &str, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    assert!(env::var_os("UPDATE_DOCS").is_some(), "{path} is out of date: run the test again with UPDATE_DOCS=1");
    fs::write(path, text).expect(path);
}
