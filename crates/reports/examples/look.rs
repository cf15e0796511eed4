//! Writes one drawing of each kind into a folder, to be looked at.

use std::path::PathBuf;

use model::day::Day;
use model::level::Delivery;
use reports::svg::{Bar, Line, Point, Segment, Spark, Target, Width, Xmr, bar, palette, spark, xmr};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let values = [86.0, 88.0, 84.5, 87.0, 89.0, 85.0, 88.5, f64::NAN, 86.0, 71.0, 84.0, 88.0, 90.0, 91.5];
    let start = Day::new(2024, 1, 31).unwrap_or_else(|| unreachable!("a day of the calendar"));
    let point = |(i, v): (usize, &f64)| Point {
        day: start.plus_months(i as i32).month_end(),
        value: v.is_finite().then_some(*v),
        shown: format!("{v}%"),
        signal: (i == 9).then(|| "71% is below the lower limit".to_owned()),
    };
    let line = |value: f64| Some(Line { value, shown: format!("{value}%") });
    let chart = Xmr {
        id: "visits".to_owned(),
        finding: "Visits in time fell below the lower limit in October and have recovered".to_owned(),
        description: "Fourteen months from January 2024 to February 2025, one missing.".to_owned(),
        axis: "Per cent of visits in time".to_owned(),
        unit: "%".to_owned(),
        points: values.iter().enumerate().map(point).collect(),
        mean: line(86.1),
        lower: line(78.2),
        upper: line(94.0),
        limits_from: None,
        target: Some(Target { value: 90.0, label: "Target: at least 90%".to_owned(), band_to: Some(100.0) }),
        beside: Vec::new(),
        floor: Some(0.0),
        ceiling: Some(100.0),
    };
    let few = Xmr {
        points: chart.points.iter().take(4).cloned().collect(),
        mean: None,
        lower: None,
        upper: None,
        limits_from: None,
        ..chart.clone()
    };
    let levels = Delivery::ALL.map(Some).into_iter().chain([None]);
    let segments = levels
        .zip([3, 2, 1, 20, 14, 1, 24])
        .map(|(level, count)| Segment {
            name: level.map_or("not rated", Delivery::word).to_owned(),
            letter: palette::delivery_letter(level).to_owned(),
            count,
            tint: palette::delivery(level),
        })
        .collect();
    let small = Spark {
        values: chart.points.iter().map(|p| p.value).collect(),
        limits: Some((78.2, 94.0)),
        target: Some(90.0),
        from_zero: false,
    };
    for (name, drawing) in [
        ("wide", xmr(&chart, Width::Wide)),
        ("narrow", xmr(&chart, Width::Narrow)),
        ("few", xmr(&few, Width::Wide)),
        ("spark", spark(&small)),
        ("bar", bar(&Bar { id: "b".to_owned(), title: "Delivery".to_owned(), segments, width: 420 })),
    ] {
        std::fs::write(folder.join(format!("{name}.svg")), drawing)?;
    }
    Ok(())
}
