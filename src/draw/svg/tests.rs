//! No words of a picture of the shipped register lie on other words of it.

use super::super::layout::geom::{Rect, point};
use super::super::metrics::{Weight, width};
use super::super::scenes::{self, MapOptions, Subject};
use super::super::style::Style;
use super::Svg;
use crate::circuits::{Class, Limits, Order, find, rank};
use crate::flow::View;
use crate::measure::{Effort, ladder};

/// The words of a picture and their boxes; turned ones are left out.
fn words(svg: &Svg) -> Vec<(String, Rect)> {
    let text = svg.to_string();
    let document = roxmltree::Document::parse(&text).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text") && !node.has_attribute("transform"));
    let place = |node: roxmltree::Node<'_, '_>| {
        let number = |name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
        let (x, y, size) = (number("x"), number("y"), number("font-size"));
        let weight = if node.has_attribute("font-weight") { Weight::Bold } else { Weight::Regular };
        let words = node.text().unwrap_or_default().to_owned();
        let wide = width(&words, size, weight);
        let left = match node.attribute("text-anchor") {
            Some("middle") => x - wide / 2.0,
            Some("end") => x - wide,
            _ => x,
        };
        (words, Rect { min: point(left, y - 0.72 * size), max: point(left + wide, y + 0.1 * size) })
    };
    texts.map(place).collect()
}

fn nothing_covered(name: &str, svg: &Svg) {
    let words = words(svg);
    assert!(words.len() > 3, "{name}");
    for (at, (one, rect)) in words.iter().enumerate() {
        for (other, another) in &words[..at] {
            assert!(!rect.meets(another), "{name}: `{one}` lies on `{other}`");
        }
    }
}

#[test]
fn pictures_of_the_shipped_register_can_be_read() {
    let (register, _) = crate::load::embedded().unwrap();
    for text in ["2025-09-30", "2025-12-17", "2026-06-30"] {
        let view = View { as_of: text.parse().unwrap(), ..View::of(&register) };
        let graph = view.flow(&register);
        let limits = Limits { class: Some(Class::CircularFunding), ..Limits::default() };
        let mut circuits = find(&graph, &register, &limits, &mut || false).list;
        rank(&mut circuits, Order::Amount);
        let subject = Subject { register: &register, view: &view, graph: &graph, circuits: &circuits };
        let style = Style::light();
        for circuit in circuits.iter().take(60) {
            nothing_covered(&circuit.id, &super::ring(&scenes::ring(&subject, circuit), &style));
        }
        nothing_covered("gallery", &super::gallery(&scenes::gallery(&subject, 60), &style));
        nothing_covered("matrix", &super::matrix(&scenes::matrix(&subject, &MapOptions::default()), &style));
        nothing_covered("timeline", &super::timeline(&scenes::timeline(&subject, &[]), &style));
        let rungs = ladder(&register, &view, &limits, &Effort::default(), &mut || false);
        nothing_covered("ladder", &super::ladder(&scenes::ladder(&subject, &rungs), &style));
    }
}
