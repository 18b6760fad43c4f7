//! No words of a picture of the shipped register lie on other words of it, and no amount on a bubble of a gallery.

use super::super::charts::Moment;
use super::super::layout::geom::{Rect, point};
use super::super::metrics::{Weight, width};
use super::super::scenes::{self, MapOptions, Subject};
use super::super::style::Style;
use super::Svg;
use crate::circuits::{Class, Limits, Order, find, rank};
use crate::flow::{Scope, View};
use crate::measure::{SearchBudget, ladder};
use crate::model::Stop;

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

/// Money that grows by the year, and a tenth of it that goes round.
fn moments() -> Vec<Moment> {
    let at = |(year, total): (i16, f64)| Moment { on: jiff::civil::date(year, 1, 1), total, circulating: 0.1 * total };
    [(2023, 1e10), (2024, 5e10), (2025, 3e11), (2030, 9e12)].map(at).to_vec()
}

#[test]
fn a_series_is_drawn_as_far_as_it_is_of_the_past() {
    let (register, _) = crate::load::embedded().unwrap();
    let scope = Scope::new(&register, View { as_of: "2025-06-30".parse().unwrap(), ..View::of(&register) });
    let subject = Subject { scope: &scope, circuits: &[], found: 0, complete: true };
    let timeline = scenes::timeline(&subject, &moments());
    assert_eq!(timeline.moments.len(), 3);
    let words: Vec<String> =
        words(&super::timeline(&timeline, &Style::light())).into_iter().map(|(text, _)| text).collect();
    assert!(words.contains(&"$300bn".to_owned()) && words.contains(&"$30bn".to_owned()), "{words:?}");
    assert!(!words.iter().any(|word| word.contains("9tn")), "the future is not known");
}

fn no_amount_on_a_bubble(svg: &Svg) {
    let text = svg.to_string();
    let document = roxmltree::Document::parse(&text).unwrap();
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
    let circles: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("circle"))
        .map(|node| (point(number(&node, "cx"), number(&node, "cy")), number(&node, "r")))
        .collect();
    let amounts: Vec<_> =
        words(svg).into_iter().filter(|(words, _)| words.starts_with('$') || words == "up to").collect();
    assert!(circles.len() > 100 && amounts.len() > 50);
    for (words, rect) in amounts {
        let depth = circles.iter().map(|(centre, radius)| rect.depth_of_disc(*centre, *radius)).fold(-9.0, f64::max);
        assert!(depth <= 0.0, "`{words}` lies {depth} px on a bubble");
    }
}

#[test]
fn pictures_of_the_shipped_register_can_be_read() {
    let (register, _) = crate::load::embedded().unwrap();
    for text in ["2025-09-30", "2025-12-17", "2026-06-30", "2026-10-10"] {
        let scope = Scope::new(&register, View { as_of: text.parse().unwrap(), ..View::of(&register) });
        let limits = Limits { class: Some(Class::CircularFunding), ..Limits::default() };
        let mut circuits = find(&scope.graph, &register, &limits, &Stop::never()).list;
        rank(&mut circuits, Order::Amount, &scope);
        let subject = Subject { scope: &scope, circuits: &circuits, found: circuits.len(), complete: true };
        let style = Style::light();
        for circuit in circuits.iter().take(60) {
            nothing_covered(&circuit.id, &super::ring(&scenes::ring(&subject, circuit), &style));
        }
        let gallery = super::gallery(&scenes::gallery(&subject, 60), &style);
        nothing_covered("gallery", &gallery);
        no_amount_on_a_bubble(&gallery);
        nothing_covered("matrix", &super::matrix(&scenes::matrix(&subject, &MapOptions::default()), &style));
        for moments in [Vec::new(), moments()] {
            nothing_covered("timeline", &super::timeline(&scenes::timeline(&subject, &moments), &style));
        }
        let rungs = ladder(&register, &scope.view, &limits, &SearchBudget::default(), &Stop::never());
        nothing_covered("ladder", &super::ladder(&scenes::ladder(&subject, &rungs), &style));
    }
}
