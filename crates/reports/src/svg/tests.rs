//! What holds for every drawing, whatever it is given.

use model::day::Day;
use model::level::Delivery;
use proptest::prelude::*;

use super::{Bar, Line, Point, Segment, Spark, Target, Width, Xmr, bar, palette, spark, xmr};

fn chart(values: &[Option<f64>], words: &str) -> Xmr {
    let start = Day::parse_iso("2021-01-31").unwrap();
    let point = |(i, v): (usize, &Option<f64>)| Point {
        day: start.plus_months(i32::try_from(i).unwrap()).month_end(),
        value: *v,
        shown: v.map_or(String::new(), |v| format!("{v}%")),
        signal: (i == 3).then(|| words.to_owned()),
    };
    let line = |value: f64| Some(Line { value, shown: format!("{value}%") });
    Xmr {
        id: "m1".to_owned(),
        finding: words.to_owned(),
        description: words.to_owned(),
        axis: "Per cent".to_owned(),
        unit: "%".to_owned(),
        points: values.iter().enumerate().map(point).collect(),
        mean: line(80.0),
        lower: line(70.0),
        upper: line(104.0),
        limits_from: None,
        target: Some(Target { value: 90.0, label: words.to_owned(), band_to: Some(100.0) }),
        beside: Vec::new(),
        floor: Some(0.0),
        ceiling: Some(100.0),
    }
}

/// Attributes and elements are closed, nothing is styled, no number is broken.
fn well_formed(svg: &str) {
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
    assert!(!svg.contains("style=") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    assert_eq!(svg.matches('"').count() % 2, 0);
    let mut open: Vec<&str> = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.split([' ', '/']).find(|w| !w.is_empty()).unwrap();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name)),
            (_, true) => {}
            _ => open.push(name),
        }
    }
    assert!(open.is_empty());
}

#[test]
fn gaps_are_left_as_gaps_and_signals_are_diamonds() {
    let values = [Some(80.0), Some(82.0), None, Some(60.0), Some(81.0), Some(83.0)];
    let svg = xmr(&chart(&values, "below the lower limit"), Width::Wide);
    well_formed(&svg);
    assert_eq!(svg.matches("<polyline").count(), 2, "the line breaks at the gap");
    assert_eq!(svg.matches("<circle").count(), 4, "a missing value has no mark");
    assert_eq!(svg.matches("<path").count(), 1);
    assert!(svg.contains("Apr 2021: below the lower limit"));
    assert!(!svg.contains("Upper limit"), "a limit above what can be is not drawn");
    assert!(svg.contains("Lower limit 70%") && svg.contains("Mean 80%"));
    assert!(svg.contains("aria-labelledby=\"m1-wide-title m1-wide-desc\""));
}

#[test]
fn words_from_outside_cannot_leave_their_place() {
    let nasty = "</title><script>alert('\"&')</script>\u{0}";
    for width in [Width::Wide, Width::Narrow] {
        let svg = xmr(&chart(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)], nasty), width);
        well_formed(&svg);
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
    }
}

#[test]
fn a_narrow_drawing_is_another_drawing() {
    let values = [Some(80.0), Some(82.0), Some(81.0), Some(60.0)];
    let narrow = xmr(&chart(&values, "x"), Width::Narrow);
    assert!(narrow.contains("viewBox=\"0 0 340 ") && narrow.contains("m1-narrow-title"));
}

#[test]
fn a_bar_says_its_counts() {
    let segment = |level: Option<Delivery>, count: usize| Segment {
        name: level.map_or("not rated", Delivery::word).to_owned(),
        letter: palette::delivery_letter(level).to_owned(),
        count,
        tint: palette::delivery(level),
    };
    let segments = vec![
        segment(Some(Delivery::Red), 2),
        segment(Some(Delivery::Amber), 0),
        segment(Some(Delivery::Green), 97),
        segment(None, 1),
    ];
    let svg = bar(&Bar { id: "b".to_owned(), title: "Delivery".to_owned(), segments, width: 260 });
    well_formed(&svg);
    assert!(svg.contains("Of 100: 2 red, 97 green, 1 not rated."));
    assert_eq!(svg.matches("<rect").count(), 3);
    well_formed(&bar(&Bar {
        id: "b".to_owned(),
        title: "Delivery".to_owned(),
        segments: vec![],
        width: 260,
    }));
}

proptest! {
    #[test]
    fn any_values_draw(values in prop::collection::vec(prop::option::of(-1.0e9_f64..1.0e9), 0..40), words in "\\PC{0,20}") {
        for width in [Width::Wide, Width::Narrow] {
            well_formed(&xmr(&chart(&values, &words), width));
        }
        let drawn = spark(&Spark { values: values.clone(), limits: Some((1.0, 2.0)), target: Some(5.0), from_zero: true });
        if values.iter().any(Option::is_some) {
            well_formed(&drawn);
        } else {
            prop_assert!(drawn.is_empty());
        }
    }
}
