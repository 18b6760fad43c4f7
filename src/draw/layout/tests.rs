//! Properties of every plan, whatever the scene.

use proptest::prelude::*;

use super::super::scene::{Arrow, Bubble, Scene, Shape, Tint};
use super::super::style::Style;
use super::super::{dot, svg};
use super::{Kept, LayoutOptions, Plan, lay_out};
use crate::draw::places::Places;
use crate::model::Stop;

fn bubbles() -> impl Strategy<Value = Vec<Bubble>> {
    let worth =
        prop_oneof![Just(None), (1e8..5e12).prop_map(Some), Just(Some(f64::NAN)), Just(Some(-1.0)), Just(Some(1e300))];
    let shape = prop_oneof![4 => Just(Shape::Company), 1 => Just(Shape::Cloud), 1 => Just(Shape::Chip)];
    let name = prop_oneof![4 => "[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9})?", 1 => "\\PC{0,40}", 1 => any::<String>()];
    let bubble = (name, worth, shape).prop_map(|(name, worth, shape)| Bubble {
        id: name.clone(),
        title: name.clone(),
        name,
        shape,
        worth,
        worth_label: worth.map(|_| "$5bn".to_owned()),
        worth_on: None,
        tint: Tint::Cloud,
    });
    prop::collection::vec(bubble, 0..14)
}

fn arrows() -> impl Strategy<Value = Vec<Arrow>> {
    let amount = prop_oneof![
        Just(None),
        (1e6..4e11).prop_map(Some),
        Just(Some(f64::INFINITY)),
        Just(Some(-5.0)),
        Just(Some(1e300))
    ];
    let arrow = (0usize..15, 0usize..15, amount, any::<[bool; 3]>(), any::<Option<String>>());
    let arrow = arrow.prop_map(|(payer, payee, amount, [firm, on_loop, structural], sublabel)| Arrow {
        payer,
        payee,
        tint: Tint::Investment,
        amount,
        label: amount.map_or_else(String::new, |_| "$40bn".to_owned()),
        sublabel,
        firm,
        on_loop,
        coloured: on_loop,
        structural,
        title: "pays".to_owned(),
        deals: vec!["a".to_owned()],
        cites: vec![1],
    });
    prop::collection::vec(arrow, 0..24)
}

fn scene() -> impl Strategy<Value = Scene> {
    (bubbles(), arrows(), any::<String>()).prop_map(|(bubbles, arrows, title)| Scene {
        subtitle: vec![title.clone()],
        notes: vec![title.clone()],
        left_out: None,
        sources: vec![title.clone()],
        desc: title.clone(),
        title,
        currency: Some(crate::model::Currency::USD),
        bubbles,
        arrows,
    })
}

fn apart(plan: &Plan) -> Result<(), TestCaseError> {
    for (i, one) in plan.bubbles.iter().enumerate() {
        prop_assert!(one.centre.x.is_finite() && one.centre.y.is_finite());
        for other in plan.bubbles.iter().take(i) {
            let gap = (one.centre - other.centre).length() - one.radius - other.radius;
            prop_assert!(gap > 1.0, "two bubbles are {gap} px apart");
        }
    }
    Ok(())
}

fn ends_on_rims(scene: &Scene, plan: &Plan) -> Result<(), TestCaseError> {
    for placed in &plan.arrows {
        let arrow = &scene.arrows[placed.arrow];
        for (end, i) in [(placed.arc.from, arrow.payer), (placed.arc.to, arrow.payee)] {
            let off = (end - plan.bubbles[i].centre).length() - plan.bubbles[i].radius;
            prop_assert!((0.0..6.0).contains(&off), "an end lies {off} px off its rim");
        }
        prop_assert!(placed.arc.radius() > 0.0 && placed.arc.length().is_finite());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_scene_has_a_sound_plan_and_sound_files(scene in scene()) {
        let plan = lay_out(&scene, &LayoutOptions::default(), &Stop::never());
        apart(&plan)?;
        ends_on_rims(&scene, &plan)?;
        for style in [Style::light(), Style::dark()] {
            let text = svg::map(&scene, &style).to_string();
            let document = roxmltree::Document::parse(&text).map_err(|e| TestCaseError::fail(e.to_string()))?;
            let drawn = document.descendants().filter(|node| node.attribute("class") == Some("arrow")).count();
            prop_assert_eq!(drawn, plan.arrows.len());
            prop_assert!(!text.contains("NaN") && !text.contains("inf "));
        }
        prop_assert_eq!(svg::map(&scene, &Style::light()), svg::map(&scene, &Style::light()));
        prop_assert!(graphviz_rust::parse(&dot::map(&scene).to_string()).is_ok());
    }

    #[test]
    fn what_is_kept_lies_where_it_was(scene in scene(), part in 0usize..14) {
        let mut earlier = scene.clone();
        earlier.bubbles.truncate(part);
        let part = earlier.bubbles.len();
        let before = lay_out(&earlier, &LayoutOptions::default(), &Stop::never());
        let mut at: Vec<_> = before.bubbles.iter().map(|bubble| Some(bubble.centre)).collect();
        at.resize(scene.bubbles.len(), None);
        let arrows = before.arrows.iter().map(|placed| (placed.arrow, placed.clone())).collect();
        let options = LayoutOptions {
            places: Places { at, exact: true },
            kept: Kept { bubbles: before.bubbles.clone(), arrows },
            ..LayoutOptions::default()
        };
        let plan = lay_out(&scene, &options, &Stop::never());
        ends_on_rims(&scene, &plan)?;
        let whole = plan.moved(plan.corner);
        prop_assert_eq!(plan.bubbles.len(), scene.bubbles.len());
        for (one, other) in before.bubbles.iter().zip(&whole.bubbles).take(part) {
            prop_assert!((one.centre - other.centre).length() < 1e-6 && (one.radius - other.radius).abs() < 1e-9);
            prop_assert_eq!(&one.name, &other.name);
        }
        for placed in &before.arrows {
            let now = whole.arrows.iter().find(|own| own.arrow == placed.arrow);
            let now = now.ok_or_else(|| TestCaseError::fail("an arrow is gone"))?;
            prop_assert!((placed.arc.from - now.arc.from).length() < 1e-6 && (placed.arc.to - now.arc.to).length() < 1e-6);
            prop_assert_eq!(placed.label.is_some(), now.label.is_some());
        }
    }
}
