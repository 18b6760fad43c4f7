//! Scenes as Graphviz text, through the AST and the printer of `graphviz-rust`.
//!
//! Its printer escapes nothing, so every value passes through one quoting function, and ids are ours: `n0`, `n1`
//! and on.

use std::fmt::{self, Display, Formatter};

use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::layout;
use super::scale;
use super::scene::{Arrow, Bubble, Scene, Shape};
use super::style::Style;
use super::text::{one_line, wrap};

/// Longest value, in characters; longer ones end in an ellipsis.
const LONGEST: usize = 300;

/// Widest line of words around a graph, and the size of their letters, points.
const LINE: f64 = 900.0;
const FONT: f64 = 14.0;

/// A finished graph; `Display` gives the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dot(String);

impl Display for Dot {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes a map as a directed graph.
#[must_use]
pub fn map(scene: &Scene) -> Dot {
    let mut text = graph(scene).print(&mut PrinterContext::default());
    text.push('\n');
    Dot(text)
}

/// Asks Graphviz for places: the map as circles of their drawn size and arrows with their amounts, no more.
#[must_use]
pub fn request(scene: &Scene) -> Dot {
    let radii = layout::radii(scene);
    let inches = |px: f64| format!("{:.3}", px / 72.0);
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            attr("overlap", "false"),
            attr("sep", "+14"),
            // No `splines`: Graphviz 2.43 dies of "true" on the shipped register, and "curved" runs for ever on 60
            // bubbles.
            attr("nodesep", "0.5"),
            attr("ranksep", "0.9"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            attr("shape", "circle"),
            attr("fixedsize", "true"),
            attr("label", ""),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![attr("fontsize", "13")])),
    ];
    stmts.extend(
        radii
            .iter()
            .enumerate()
            .map(|(i, &radius)| Stmt::Node(Node::new(node_id(i), vec![attr("width", &inches(2.0 * radius))]))),
    );
    for arrow in &scene.arrows {
        let (Some(payer), Some(payee)) = (radii.get(arrow.payer), radii.get(arrow.payee)) else { continue };
        let attributes = vec![attr("label", &line(&arrow.label)), attr("len", &inches(payer + payee + 110.0))];
        let pair = EdgeTy::Pair(Vertex::N(node_id(arrow.payer)), Vertex::N(node_id(arrow.payee)));
        stmts.push(Stmt::Edge(Edge { ty: pair, attributes }));
    }
    let graph = Graph::DiGraph { id: Id::Plain("roundtrip".to_owned()), strict: false, stmts };
    Dot(graph.print(&mut PrinterContext::default()) + "\n")
}

fn graph(scene: &Scene) -> Graph {
    let style = Style::light();
    let count = scene.bubbles.len();
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            attr("label", &heading(scene)),
            attr("tooltip", &line(&scene.desc)),
            attr("labelloc", "t"),
            attr("fontname", "Inter"),
            attr("outputorder", "edgesfirst"),
            attr("overlap", "false"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![attr("fontname", "Inter"), attr("style", "filled")])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![attr("fontname", "Inter"), attr("fontsize", "11")])),
    ];
    stmts.extend(scene.bubbles.iter().enumerate().map(|(i, bubble)| Stmt::Node(node(i, bubble, &style))));
    let drawn = scene.arrows.iter().filter(|arrow| arrow.payer < count && arrow.payee < count);
    stmts.extend(drawn.map(|arrow| Stmt::Edge(edge(arrow, &style))));
    Graph::DiGraph { id: Id::Plain("roundtrip".to_owned()), strict: false, stmts }
}

/// All words around the picture: its title, what it says and how it is read, in lines that Graphviz need not wrap.
fn heading(scene: &Scene) -> String {
    let subtitle = scene.subtitle.iter().map(String::as_str);
    let words: Vec<String> = subtitle.chain(scene.foot()).flat_map(|text| wrap(text, LINE, FONT, 6)).collect();
    lines(&scene.title, &words)
}

fn node(i: usize, bubble: &Bubble, style: &Style) -> Node {
    let family = style.family(bubble.tint);
    let (shape, radius) = match bubble.shape {
        Shape::Company => ("circle", scale::radius(bubble.worth, scale::TRILLION)),
        Shape::Cloud => ("egg", 24.0),
        Shape::Chip => ("component", 24.0),
    };
    let worth: Vec<String> = bubble.worth_label.iter().cloned().collect();
    let attributes = vec![
        attr("label", &lines(&bubble.name, &worth)),
        attr("tooltip", &line(&bubble.title)),
        attr("shape", shape),
        // Inches, of 72 points.
        attr("width", &format!("{:.2}", radius / 36.0)),
        attr("color", family.line),
        attr("fillcolor", family.fill),
    ];
    Node::new(node_id(i), attributes)
}

fn edge(arrow: &Arrow, style: &Style) -> Edge {
    let family = if arrow.coloured { style.family(arrow.tint) } else { style.off_loop };
    let sub: Vec<String> = arrow.sublabel.iter().cloned().collect();
    let width = if arrow.structural { 1.0 } else { scale::arrow_width(arrow.amount) };
    let dashes = if arrow.structural {
        "dotted"
    } else if arrow.firm {
        "solid"
    } else {
        "dashed"
    };
    let mut attributes = vec![
        attr("label", &lines(&arrow.label, &sub)),
        attr("tooltip", &line(&arrow.title)),
        attr("color", family.line),
        attr("fontcolor", family.text),
        attr("penwidth", &format!("{width:.2}")),
        attr("style", dashes),
    ];
    if arrow.structural {
        attributes.push(attr("arrowhead", "none"));
    }
    let pair = EdgeTy::Pair(Vertex::N(node_id(arrow.payer)), Vertex::N(node_id(arrow.payee)));
    Edge { ty: pair, attributes }
}

fn node_id(i: usize) -> NodeId {
    NodeId(Id::Plain(format!("n{i}")), None)
}

fn attr(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), quoted(value))
}

/// A heading and the lines under it, as one value.
fn lines(first: &str, others: &[String]) -> String {
    let mut all = vec![line(first)];
    all.extend(others.iter().map(|other| line(other)));
    all.retain(|line| !line.is_empty());
    all.join("\n")
}

/// One line, shortened visibly.
fn line(text: &str) -> String {
    let text = one_line(text);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    short.push('…');
    short
}

/// The only maker of a value: quoted, with nothing left that Graphviz would expand or take for the end.
fn quoted(value: &str) -> Id {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            // Doubled: else `\N` would be the node's name, and one at the end would swallow the quote.
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Graphviz decodes entities in labels.
            '&' => out.push_str("&amp;"),
            '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.push('"');
    Id::Escaped(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use super::super::places::Places;
    use super::super::scene::{Arrow, Bubble, Scene, Shape, Tint};
    use super::{graph, map, request};

    fn hostile() -> Vec<String> {
        let fixed = [
            "3com",
            "\"quoted\"",
            "ends in a backslash\\",
            "two\\\\",
            "\\N \\G \\E",
            "line\nbreak",
            "<b>HTML</b>",
            "<<b>x</b>>",
            "😀 emoji",
            "x\"]; evil [label=\"pwned",
            "x\\\"]; evil [label=\"pwned",
            "node",
            "graph",
            "digraph",
            "subgraph",
            "",
            "gnp\u{202e}exe",
            "a&b &lt; &#60;",
            "nul\0",
            "{record|port}",
            "// comment",
            "/* comment",
            "# hash",
            "a:b:c",
        ];
        fixed.into_iter().map(str::to_owned).chain([("x\\\"".repeat(3_000)), "y".repeat(10_000)]).collect()
    }

    fn scene() -> Scene {
        let names = hostile();
        let bubbles: Vec<Bubble> = names
            .iter()
            .map(|name| Bubble {
                id: name.clone(),
                name: name.clone(),
                shape: Shape::Company,
                worth: None,
                worth_label: Some(name.clone()),
                worth_on: None,
                tint: Tint::Other,
                title: name.clone(),
            })
            .collect();
        let arrows = names
            .iter()
            .enumerate()
            .map(|(i, name)| Arrow {
                payer: i,
                payee: (i + 1) % names.len(),
                tint: Tint::Chips,
                amount: Some(1e9),
                label: name.clone(),
                sublabel: Some(name.clone()),
                firm: i % 2 == 0,
                on_loop: true,
                coloured: true,
                structural: false,
                title: name.clone(),
                deals: vec![name.clone()],
                cites: Vec::new(),
            })
            .collect();
        let title = names.concat();
        let lists = vec![title.clone()];
        Scene {
            desc: title.clone(),
            title,
            subtitle: lists.clone(),
            currency: Some(crate::model::Currency::USD),
            bubbles,
            arrows,
            notes: lists.clone(),
            left_out: None,
            sources: lists,
        }
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_graph() {
        let scene = scene();
        assert_eq!(graphviz_rust::parse(&map(&scene).to_string()), Ok(graph(&scene)));
    }

    #[test]
    fn a_request_holds_every_bubble_and_an_answer_must() {
        let scene = scene();
        let asked = request(&scene).to_string();
        assert!(graphviz_rust::parse(&asked).is_ok());
        let count = scene.bubbles.len();
        assert_eq!(asked.matches("width=").count(), count);
        let node = |i: usize| format!("node n{i} {i} 2.5 1 1 x solid circle black white\n");
        let all: String = (0..count).map(node).collect();
        let places = Places::of_plain(&all, count).unwrap();
        let third = places.at[3].unwrap();
        assert!((third.x - 216.0).abs() < 1e-9 && (third.y + 180.0).abs() < 1e-9);
        assert_eq!(Places::of_plain(&all, count + 1), None);
        assert_eq!(Places::of_plain("node n0 nan 1", 1), None);
        assert_eq!(Places::of_plain("node evil 1 1", 1), None);
    }

    #[test]
    #[ignore = "needs graphviz; run by CI"]
    fn graphviz_sees_as_many_nodes_and_edges() {
        let scene = scene();
        let mut child =
            Command::new("dot").arg("-Tplain").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(map(&scene).to_string().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let plain = String::from_utf8_lossy(&output.stdout).into_owned();
        let count = |word: &str| plain.lines().filter(|line| line.starts_with(word)).count();
        assert_eq!((count("node n"), count("edge n")), (scene.bubbles.len(), scene.arrows.len()));
    }
}
