//! Where bubbles are to lie: from Graphviz, or from an earlier picture that is to be kept.

use std::{collections::BTreeMap, error::Error, fmt};

use super::layout::geom::{Point, point};
use super::scene::Scene;

/// A place for each bubble of a scene that has one, in the scene's order; y growing downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Places {
    pub(super) at: Vec<Option<Point>>,
    /// In px, to be kept as they are; else in any unit, to be stretched onto the canvas.
    pub(super) exact: bool,
}

/// A text that should be an SVG picture and is not.
#[derive(Debug)]
pub struct NoPicture {
    source: Box<dyn Error + Send + Sync>,
}

impl fmt::Display for NoPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not valid XML")
    }
}

impl Error for NoPicture {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}

impl Places {
    /// Reads an answer of Graphviz to [`super::dot::request`] in the format `plain`; none unless each of `count`
    /// bubbles has a place in it.
    #[must_use]
    pub fn of_plain(answer: &str, count: usize) -> Option<Self> {
        let mut places = vec![None; count];
        for line in answer.lines() {
            let mut words = line.split_whitespace();
            if words.next() != Some("node") {
                continue;
            }
            let at: usize = words.next()?.strip_prefix('n')?.parse().ok()?;
            let mut inches = || words.next()?.parse::<f64>().ok().filter(|inches| inches.is_finite());
            // Graphviz counts upwards.
            *places.get_mut(at)? = Some(point(inches()? * 72.0, -inches()? * 72.0));
        }
        places.iter().all(Option::is_some).then_some(Self { at: places, exact: false })
    }

    /// Reads the bubbles of a map that was drawn before, as SVG; none unless at least one bubble of the scene is in it.
    ///
    /// # Errors
    /// If the text is no XML.
    pub fn of_svg(picture: &str, scene: &Scene) -> Result<Option<Self>, NoPicture> {
        let document = roxmltree::Document::parse(picture).map_err(|source| NoPicture { source: Box::new(source) })?;
        let bubbles = document.descendants().filter(|node| node.attribute("class") == Some("bubble"));
        let earlier: BTreeMap<&str, Point> =
            bubbles.filter_map(|node| Some((node.attribute("data-id")?, centre(&node)?))).collect();
        let places: Vec<Option<Point>> =
            scene.bubbles.iter().map(|bubble| earlier.get(bubble.id.as_str()).copied()).collect();
        Ok(places.iter().any(Option::is_some).then_some(Self { at: places, exact: true }))
    }
}

/// The place that a bubble's group names.
fn centre(bubble: &roxmltree::Node<'_, '_>) -> Option<Point> {
    let (x, y) = bubble.attribute("data-at")?.split_once(' ')?;
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    Some(point(number(x)?, number(y)?))
}
