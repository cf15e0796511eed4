//! The chart of a measure over time: its points, mean, limits, target and signals.

use model::day::Day;

use super::canvas::{Canvas, Style, text_width};
use super::palette::{BLUE, GREY, GRID, INK, ORANGE, PLUM, TEAL, TEAL_INK};
use super::scale::Scale;

/// How wide the drawing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 960 units: a page, a pack.
    Wide,
    /// 340 units: a narrow screen. Another drawing, not a smaller one.
    Narrow,
}

/// One period.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its last day: where it stands on the axis.
    pub day: Day,
    /// Its value; `None` leaves a gap.
    pub value: Option<f64>,
    /// The value as it is read: `85.5%`.
    pub shown: String,
    /// What its signal says, if it is one.
    pub signal: Option<String>,
}

/// A level line with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The value.
    pub value: f64,
    /// The value as it is read.
    pub shown: String,
}

/// The target.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The value.
    pub value: f64,
    /// Its words: `Target: at least 90%`.
    pub label: String,
    /// The other edge of the band: the tolerance, or the far end of the scale on the good side.
    pub band_to: Option<f64>,
}

/// What others have: a dashed line with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The value.
    pub value: f64,
    /// Its words: `England 85.7% (2025)`.
    pub label: String,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Xmr {
    /// Unique on its page.
    pub id: String,
    /// The title: the finding, not the axis.
    pub finding: String,
    /// What a person should see.
    pub description: String,
    /// What the vertical axis counts: `Per cent in time`.
    pub axis: String,
    /// Behind every tick: `%`.
    pub unit: String,
    /// The periods, oldest first.
    pub points: Vec<Point>,
    /// The mean.
    pub mean: Option<Line>,
    /// The lower limit.
    pub lower: Option<Line>,
    /// The upper limit.
    pub upper: Option<Line>,
    /// The day from which mean and limits hold; what came before is drawn without them.
    pub limits_from: Option<Day>,
    /// The target.
    pub target: Option<Target>,
    /// What others have, at most three: each has dashes of its own.
    pub beside: Vec<Beside>,
    /// The lowest value there can be.
    pub floor: Option<f64>,
    /// The highest value there can be.
    pub ceiling: Option<f64>,
}

/// Where things stand in the drawing.
struct Frame {
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    size: f64,
    narrow: bool,
}

const WIDE: Frame = Frame {
    width: 960.0,
    height: 440.0,
    left: 56.0,
    right: 190.0,
    top: 44.0,
    bottom: 56.0,
    size: 16.0,
    narrow: false,
};
const NARROW: Frame = Frame {
    width: 340.0,
    height: 380.0,
    left: 46.0,
    right: 12.0,
    top: 34.0,
    bottom: 118.0,
    size: 14.0,
    narrow: true,
};

/// The dashes of what others have, in the order they are given.
const DASHES: [&str; 3] = ["10 4", "4 4", "2 3"];

/// Draws the chart.
pub fn xmr(chart: &Xmr, width: Width) -> String {
    let mut frame = if width == Width::Wide { WIDE } else { NARROW };
    if frame.narrow {
        // Their words stand below, a line each.
        let more = 17.0 * chart.beside.len() as f64;
        (frame.height, frame.bottom) = (frame.height + more, frame.bottom + more);
    }
    let drawing = Drawing::new(chart, frame);
    let suffix = if width == Width::Wide { "wide" } else { "narrow" };
    let id = format!("{}-{suffix}", chart.id);
    let f = &drawing.frame;
    let mut canvas = Canvas::named(&id, f.width, f.height, &chart.finding, &chart.description);
    drawing.target_band(&mut canvas);
    drawing.grid(&mut canvas);
    drawing.days(&mut canvas);
    drawing.levels(&mut canvas);
    drawing.course(&mut canvas);
    drawing.words(&mut canvas);
    canvas.end()
}

struct Drawing<'a> {
    chart: &'a Xmr,
    frame: Frame,
    scale: Scale,
}

impl<'a> Drawing<'a> {
    fn new(chart: &'a Xmr, frame: Frame) -> Drawing<'a> {
        let lines = [&chart.mean, &chart.lower, &chart.upper].into_iter().flatten().map(|l| l.value);
        let mut values: Vec<f64> = chart.points.iter().filter_map(|p| p.value).chain(lines).collect();
        values.extend(chart.target.as_ref().map(|t| t.value));
        values.extend(chart.beside.iter().map(|b| b.value));
        // A limit beyond what can be is drawn at the edge of what can be.
        let held = |v: f64| v.clamp(chart.floor.unwrap_or(f64::MIN), chart.ceiling.unwrap_or(f64::MAX));
        let values: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).map(held).collect();
        let scale = Scale::around(&values, if frame.narrow { 4 } else { 5 }, (chart.floor, chart.ceiling));
        Drawing { chart, frame, scale }
    }

    fn x(&self, day: Day) -> f64 {
        let f = &self.frame;
        let (inner, left) = (f.width - f.left - f.right - 24.0, f.left + 12.0);
        let (Some(first), Some(last)) = (self.chart.points.first(), self.chart.points.last()) else {
            return left;
        };
        let whole = last.day.days_since(first.day);
        if whole <= 0 {
            left + inner / 2.0
        } else {
            left + inner * f64::from(day.days_since(first.day)) / f64::from(whole)
        }
    }

    fn y(&self, value: f64) -> f64 {
        let f = &self.frame;
        f.height - f.bottom - (f.height - f.top - f.bottom) * self.scale.part(value)
    }

    fn end_x(&self) -> f64 {
        self.frame.width - self.frame.right
    }

    fn target_band(&self, canvas: &mut Canvas) {
        let Some(target) = &self.chart.target else { return };
        let (a, b) = (self.y(target.value), target.band_to.map_or(self.y(target.value), |v| self.y(v)));
        if (a - b).abs() > 0.5 {
            let left = self.frame.left;
            canvas.rect(
                (left, a.min(b)),
                (self.end_x() - left, (a - b).abs()),
                TEAL,
                " fill-opacity=\"0.14\"",
            );
        }
    }

    fn grid(&self, canvas: &mut Canvas) {
        let f = &self.frame;
        canvas.text((0.0, f.size + 2.0), &self.chart.axis, Style::new("start", INK, f.size).bold());
        for (i, tick) in self.scale.ticks.iter().enumerate() {
            let y = self.y(*tick);
            let colour = if i == 0 { GREY } else { GRID };
            canvas.line((f.left, y), (self.end_x(), y), colour, 1.0, "");
            let text = format!("{tick:.*}{}", self.scale.decimals, self.chart.unit);
            canvas.text((f.left - 8.0, y + f.size * 0.35), &text, Style::new("end", INK, f.size));
        }
    }

    /// Days under the axis, as many as fit without touching, the year where it changes.
    fn days(&self, canvas: &mut Canvas) {
        let f = &self.frame;
        let base = f.height - f.bottom;
        let monthly = self.monthly();
        let mut free_from = f64::MIN;
        let mut year = None;
        for point in &self.chart.points {
            let x = self.x(point.day);
            let short = point.day.short();
            let mut parts = short.split(' ');
            let (day, month) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let text = if monthly { month.to_owned() } else { format!("{day} {month}") };
            let half = text_width(&text, f.size, false) / 2.0;
            canvas.line((x, base), (x, base + 5.0), GREY, 1.0, "");
            if x - half < free_from {
                continue;
            }
            free_from = x + half + 10.0;
            let middle = Style::new("middle", INK, f.size);
            canvas.text((x, base + 8.0 + f.size), &text, middle);
            if year != Some(point.day.year()) {
                year = Some(point.day.year());
                canvas.text((x, base + 12.0 + 2.0 * f.size), &point.day.year().to_string(), middle);
            }
        }
    }

    /// Every point speaks of a month's last day: then the month says when.
    fn monthly(&self) -> bool {
        self.chart.points.iter().all(|p| p.day == p.day.month_end())
    }

    fn when(&self, day: Day) -> String {
        let short = day.short();
        match short.split_once(' ') {
            Some((_, month)) if self.monthly() => month.to_owned(),
            _ => short,
        }
    }

    fn levels(&self, canvas: &mut Canvas) {
        let (left, right) = (self.frame.left, self.end_x());
        if let Some(target) = &self.chart.target {
            let y = self.y(target.value);
            canvas.line((left, y), (right, y), TEAL_INK, 2.0, "");
        }
        for (beside, dash) in self.chart.beside.iter().zip(DASHES) {
            let y = self.y(beside.value);
            canvas.line((left, y), (right, y), PLUM, 1.5, dash);
        }
        let held = self.chart.limits_from.map_or(left, |day| self.x(day).clamp(left, right));
        for (line, dash) in [(&self.chart.mean, ""), (&self.chart.lower, "7 5"), (&self.chart.upper, "7 5")] {
            if let Some(line) = line.as_ref().filter(|l| self.can_be(l.value)) {
                canvas.line((held, self.y(line.value)), (right, self.y(line.value)), GREY, 1.5, dash);
            }
        }
    }

    /// A limit outside of what there can be is no line of the chart.
    fn can_be(&self, value: f64) -> bool {
        value.is_finite()
            && self.chart.floor.is_none_or(|f| value >= f)
            && self.chart.ceiling.is_none_or(|c| value <= c)
    }

    /// The points, joined except over gaps; signals as diamonds.
    fn course(&self, canvas: &mut Canvas) {
        let at = |p: &Point| p.value.map(|v| (self.x(p.day), self.y(v)));
        for stretch in self.chart.points.split(|p| p.value.is_none()) {
            let path: Vec<(f64, f64)> = stretch.iter().filter_map(at).collect();
            if path.len() > 1 {
                canvas.path_through(&path, BLUE, 2.5);
            }
        }
        for point in &self.chart.points {
            match (at(point), &point.signal) {
                (Some(place), Some(_)) => {
                    canvas.diamond(place, if self.frame.narrow { 7.0 } else { 8.0 }, ORANGE);
                }
                (Some(place), None) => canvas.dot(place, if self.frame.narrow { 3.5 } else { 4.0 }, BLUE),
                (None, _) => {}
            }
        }
    }

    /// The words: on the right of a wide drawing, under a narrow one.
    fn words(&self, canvas: &mut Canvas) {
        let mut labels: Vec<(f64, String, &'static str, bool)> = Vec::new();
        let chart = self.chart;
        for (name, line) in
            [("Upper limit", &chart.upper), ("Mean", &chart.mean), ("Lower limit", &chart.lower)]
        {
            if let Some(line) = line.as_ref().filter(|l| self.can_be(l.value)) {
                labels.push((self.y(line.value), format!("{name} {}", line.shown), GREY, false));
            }
        }
        if let Some(target) = &chart.target {
            labels.push((self.y(target.value), target.label.clone(), TEAL_INK, false));
        }
        for beside in &chart.beside {
            labels.push((self.y(beside.value), beside.label.clone(), PLUM, false));
        }
        if let Some(last) = chart.points.iter().rfind(|p| p.value.is_some()) {
            let y = last.value.map_or(0.0, |v| self.y(v));
            labels.push((y, format!("{}: {}", self.when(last.day), last.shown), BLUE, true));
        }
        if self.frame.narrow { self.words_below(canvas, labels) } else { self.words_beside(canvas, labels) }
    }

    fn words_beside(&self, canvas: &mut Canvas, mut labels: Vec<(f64, String, &'static str, bool)>) {
        let f = &self.frame;
        labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        spread(&mut labels, 20.0, f.top, f.height - f.bottom + 12.0);
        for (y, text, colour, bold) in labels {
            let style = Style { bold, ..Style::new("start", colour, f.size) };
            canvas.text((self.end_x() + 10.0, y + 5.0), &text, style);
        }
        // The words of the latest signal, beside its diamond on the side with room.
        if let Some((x, y, words)) = self.latest_signal() {
            let width = text_width(&words, f.size, true);
            let left = x - 16.0 - width > f.left;
            let (at, anchor) = if left { (x - 16.0, "end") } else { (x + 16.0, "start") };
            let lower = self.frame.height - self.frame.bottom - 8.0;
            canvas.text_on_white(
                (at, (y - 12.0).clamp(f.top + 12.0, lower)),
                &words,
                Style::new(anchor, INK, f.size).bold(),
            );
        }
    }

    fn words_below(&self, canvas: &mut Canvas, labels: Vec<(f64, String, &'static str, bool)>) {
        let f = &self.frame;
        let (size, step) = (13.0, 17.0);
        let mut y = f.height - f.bottom + 3.0 * f.size + 20.0;
        let mut x = 4.0;
        let signal = self.latest_signal().map(|(_, _, words)| (words, INK, true));
        let rest = labels.into_iter().rev().map(|(_, text, colour, bold)| (text, colour, bold));
        for (text, colour, bold) in signal.into_iter().chain(rest) {
            let width = text_width(&text, size, bold) + 16.0;
            if x > 4.0 && x + width > f.width {
                (x, y) = (4.0, y + step);
            }
            canvas.text((x, y), &text, Style { bold, ..Style::new("start", colour, size) });
            x += width;
        }
    }

    fn latest_signal(&self) -> Option<(f64, f64, String)> {
        let point = self.chart.points.iter().rfind(|p| p.signal.is_some() && p.value.is_some())?;
        let words = point.signal.as_ref()?;
        Some((self.x(point.day), self.y(point.value?), format!("{}: {words}", self.when(point.day))))
    }
}

/// Moves labels apart so that none is nearer than `gap` to the next, and all stay between `top` and `bottom`.
fn spread(labels: &mut [(f64, String, &'static str, bool)], gap: f64, top: f64, bottom: f64) {
    let mut free = top;
    for label in labels.iter_mut() {
        label.0 = label.0.max(free);
        free = label.0 + gap;
    }
    let mut limit = bottom;
    for label in labels.iter_mut().rev() {
        label.0 = label.0.min(limit);
        limit = label.0 - gap;
    }
}
