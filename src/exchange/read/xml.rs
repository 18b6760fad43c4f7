//! XML as a tree with places. Document types and entities are refused, because they can make a small file huge or refer
//! to other files. Depth is bounded.

use std::ops::Range;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// The deepest nesting read; graphs nest five deep, groups of groups a little more.
const MAX_DEPTH: usize = 64;

/// One element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// Its own text, without that of its children.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
    /// Its start tag.
    pub(super) at: Range<usize>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The children of this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn first(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// Why a text cannot be read as XML, where, and what to do.
pub(super) struct Refused {
    pub(super) message: String,
    pub(super) at: Range<usize>,
    pub(super) help: &'static str,
}

/// The root element of a text.
pub(super) fn parse(text: &str) -> Result<Element, Refused> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let from = position(&reader);
        let event = reader.read_event();
        let at = from..position(&reader).max(from);
        let refuse = |message: String, help| Err(Refused { message, at: at.clone(), help });
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
                return Err(Refused { message: format!("this is not valid XML: {error}"), at: at..at, help: "" });
            }
        };
        match event {
            Event::Start(tag) | Event::Empty(tag) if open.is_empty() && root.is_some() => {
                return refuse(format!("`{}` comes after the end of the document", local(&tag)), "");
            }
            Event::Start(tag) => {
                if open.len() >= MAX_DEPTH {
                    return refuse(format!("elements are nested more than {MAX_DEPTH} deep"), "");
                }
                open.push(element(&tag, &at)?);
            }
            Event::Empty(tag) => close(element(&tag, &at)?, &mut open, &mut root),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    close(done, &mut open, &mut root);
                }
            }
            Event::Text(piece) => add(&mut open, &piece.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(piece) => add(&mut open, &piece.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => match character(&name) {
                Some(c) => add(&mut open, c.encode_utf8(&mut [0; 4])),
                None => return refuse("an entity that XML does not define".to_owned(), "write the character itself"),
            },
            Event::DocType(_) => {
                return refuse("a document type (`<!DOCTYPE`) is not read".to_owned(), "delete it: no graph needs one");
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    match (root, open.last()) {
        (Some(root), None) => Ok(root),
        (_, Some(open)) => {
            Err(Refused { message: format!("`<{}>` is never closed", open.name), at: open.at.clone(), help: "" })
        }
        (None, None) => Err(Refused { message: "there is no element in this file".to_owned(), at: 0..0, help: "" }),
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(0)
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn close(done: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None => *root = Some(done),
    }
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

fn element(tag: &BytesStart<'_>, at: &Range<usize>) -> Result<Element, Refused> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let wrong = |message: String| Refused { message, at: at.clone(), help: "" };
        let attribute = attribute.map_err(|error| wrong(format!("this is not valid XML: {error}")))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| wrong(format!("an attribute cannot be read: {error}")))?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element { name: local(tag), attributes, at: at.clone(), ..Element::default() })
}

/// The character of `&#65;`, `&lt;` and the four others that need no declaration.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok().flatten();
    }
    match &**name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        parse(text).err().map(|refused| refused.message).unwrap_or_default()
    }

    #[test]
    fn elements_have_names_texts_and_places() {
        let root =
            parse("<?xml version=\"1.0\"?><g:a x='1 &amp; 2'><b>q<![CDATA[<]]>&#65;</b><b/></g:a>").ok().unwrap();
        assert_eq!((root.name.as_str(), root.attribute("x")), ("a", Some("1 & 2")));
        assert_eq!(root.all("b").map(|b| b.text.as_str()).collect::<Vec<_>>(), ["q<A", ""]);
        assert_eq!(root.at, 21..40);
    }

    #[test]
    fn small_files_that_grow_are_refused() {
        let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>";
        assert!(refused(laughs).contains("document type"));
        assert!(refused("<l>&b;</l>").contains("entity"));
        assert!(refused("<l x='&b;'/>").contains("attribute"));
        let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        assert!(refused(&deep).contains("nested"));
    }

    #[test]
    fn broken_files_are_refused() {
        for text in ["", "   ", "no xml", "<a>", "<a></b>", "<a", "<a b=1/>", "<a/><b/>", "<a>&#x110000;</a>"] {
            assert!(!refused(text).is_empty(), "{text}");
        }
    }
}
