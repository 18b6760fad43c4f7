//! The page: one file that opens from disk, asks nothing of any network, and is a plain illustrated document where
//! scripts do not run.
//!
//! The map is our own SVG with every state of every arrow in it; `html/page.js` only chooses which of them are seen,
//! and finds the loops of what is chosen. Everything a label carries is escaped on its way into the file, links lead to
//! http and https addresses only, and a Content-Security-Policy lets nothing run but that script.

mod body;
mod colours;
mod data;
mod frame;

use std::fmt::{self, Display, Formatter};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

pub use frame::{Frame, Listed};

use super::{
    explorer::{Explorer, Flow},
    layout::{Kept, LayoutOptions, PlacedArrow, Plan, lay_out},
    style::Style,
    svg::{Arrangement, Canvas, escape},
};
use crate::model::Stop;

const SCRIPT: &str = include_str!("html/page.js");
const STYLE: &str = include_str!("html/page.css");

/// A finished page; `Display` gives the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(String);

impl Display for Html {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes the page of a map that is laid out: what is on today's map stays in its place, the rest is put in among it,
/// as well as can be until `stop` says so.
#[must_use]
pub fn page(explorer: &Explorer, frame: &Frame, today: &Arrangement, stop: &Stop) -> Html {
    let style = Style::light();
    let plan = of_all_times(explorer, today, stop);
    let css = format!("{STYLE}{}", colours::dark());
    let mut canvas = Canvas::default();
    canvas.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(&css)
    );
    canvas.leaf("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    canvas.leaf("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    canvas.leaf("meta", &[("name", "description"), ("content", &explorer.scene.desc)]);
    canvas.words("title", &[], &explorer.scene.title);
    canvas.raw(&format!("<style>{css}</style>\n</head>\n<body>\n"));
    body::write(&mut canvas, explorer, (frame, &plan), &style);
    canvas.raw(&format!("<script type=\"application/json\" id=\"data\">{}</script>\n", data::json(explorer)));
    canvas.raw(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    Html(canvas.text())
}

/// The plan of the whole scene, in which today's bubbles and arrows lie as today's map has them.
fn of_all_times(explorer: &Explorer, today: &Arrangement, stop: &Stop) -> Plan {
    let mut places = today.places();
    places.at.resize(explorer.scene.bubbles.len(), None);
    let of_today = |flow: &Flow| {
        let kept = today.0.arrows.iter().find(|placed| Some(placed.arrow) == flow.of_today)?;
        let arrow = flow.arrow?;
        Some((arrow, PlacedArrow { arrow, ..kept.clone() }))
    };
    let kept = Kept { bubbles: today.0.bubbles.clone(), arrows: explorer.flows.iter().filter_map(of_today).collect() };
    lay_out(&explorer.scene, &LayoutOptions { places, kept, ..LayoutOptions::default() }, stop)
}

/// The hash by which a policy knows a script or a style sheet.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}
