//! The dark page: each colour of the light drawing has one that takes its place.

use std::collections::BTreeMap;

use super::super::{scene::Tint, style::Style};

/// Rules that repaint the drawing for readers who like it dark.
pub(super) fn dark() -> String {
    let (light, dark) = (Style::light(), Style::dark());
    let mut pairs = BTreeMap::from([
        (light.paper, dark.paper),
        (light.ink, dark.ink),
        (light.soft, dark.soft),
        (light.faint, dark.faint),
        (light.rule, dark.rule),
        (light.off_loop.line, dark.off_loop.line),
        (light.off_loop.text, dark.off_loop.text),
    ]);
    for tint in [Tint::Investment, Tint::Cloud, Tint::Chips, Tint::Other] {
        let (from, to) = (light.family(tint), dark.family(tint));
        pairs.extend([(from.line, to.line), (from.text, to.text), (from.fill, to.fill)]);
    }
    let rule = |(from, to): (&str, &str)| {
        format!("svg [fill=\"{from}\"] {{ fill: {to}; }}\nsvg [stroke=\"{from}\"] {{ stroke: {to}; }}\n")
    };
    let rules: String = pairs.into_iter().map(rule).collect();
    format!("@media (prefers-color-scheme: dark) {{\n{rules}}}\n")
}
