//! Paths in the tokens of macros and attributes, which no parser knows the grammar of.

use proc_macro2::{TokenStream, TokenTree};

use super::modules::Segments;

/// Every run of names joined by `::`, single names included, but not what follows a dot: a field or a method.
pub(crate) fn paths(tokens: &TokenStream) -> Vec<Segments> {
    let mut out = Vec::new();
    let mut path = Segments::new();
    let (mut colons, mut after_dot) = (0, false);
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) => {
                if colons != 2 {
                    out.push(std::mem::take(&mut path));
                }
                if !after_dot {
                    path.push(name.to_string());
                }
                (colons, after_dot) = (0, false);
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' => {
                colons += 1;
                // `::name`, with nothing before it.
                if colons == 2 && path.is_empty() {
                    path.push(String::new());
                }
            }
            other => {
                out.push(std::mem::take(&mut path));
                (colons, after_dot) = (0, matches!(&other, TokenTree::Punct(sign) if sign.as_char() == '.'));
                if let TokenTree::Group(group) = other {
                    out.extend(paths(&group.stream()));
                }
            }
        }
    }
    out.push(path);
    out.retain(|path| !path.is_empty());
    out
}
