//! A drawing as text: escaped, numbers short, attributes only.

use std::fmt::Write as _;

use super::palette::INK;
use crate::text::escape;

const FONT: &str = "&quot;Helvetica Neue&quot;, Helvetica, Arial, &quot;Liberation Sans&quot;, sans-serif";

/// A drawing being made.
pub(super) struct Canvas {
    out: String,
}

/// How a text stands.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) anchor: &'static str,
    pub(super) fill: &'static str,
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl Style {
    pub(super) const fn new(anchor: &'static str, fill: &'static str, size: f64) -> Style {
        Style { anchor, fill, size, bold: false }
    }

    pub(super) const fn bold(self) -> Style {
        Style { bold: true, ..self }
    }
}

/// A coordinate with at most one decimal.
pub(super) fn n(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// How wide a text is, about, in the sans-serif at hand.
pub(super) fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let units: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | 'I' => 0.28,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.34,
            'm' | 'M' | 'w' | 'W' | '%' | '@' => 0.88,
            c if c.is_uppercase() => 0.68,
            _ => 0.56,
        })
        .sum();
    units * size * if bold { 1.06 } else { 1.0 }
}

impl Canvas {
    /// A drawing of that size with its accessible name and description. `id` is unique on its page.
    pub(super) fn named(id: &str, width: f64, height: f64, title: &str, description: &str) -> Canvas {
        let id = escape(id);
        let mut out = String::new();
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"app-chart\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" \
             height=\"{h}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FONT}\" \
             font-size=\"16\" fill=\"{INK}\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            escape(title),
            escape(description),
            w = n(width),
            h = n(height),
        );
        Canvas { out }
    }

    /// A drawing beside words that say the same: hidden from assistive technology.
    pub(super) fn hidden(class: &str, width: f64, height: f64) -> Canvas {
        let mut out = String::new();
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{}\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" \
             height=\"{h}\" aria-hidden=\"true\" focusable=\"false\" font-family=\"{FONT}\">",
            escape(class),
            w = n(width),
            h = n(height),
        );
        Canvas { out }
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64, dash: &str) {
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        let _ = write!(
            self.out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{colour}\" stroke-width=\"{}\"{dash}/>",
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1),
            n(width)
        );
    }

    pub(super) fn path_through(&mut self, points: &[(f64, f64)], colour: &str, width: f64) {
        let list: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", n(*x), n(*y))).collect();
        let _ = write!(
            self.out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"/>",
            list.join(" "),
            n(width)
        );
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), fill: &str, extra: &str) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"{extra}/>",
            n(x),
            n(y),
            n(w.max(0.0)),
            n(h.max(0.0))
        );
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), radius: f64, fill: &str) {
        let _ =
            write!(self.out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\"/>", n(x), n(y), n(radius));
    }

    pub(super) fn diamond(&mut self, (x, y): (f64, f64), reach: f64, fill: &str) {
        let r = n(reach);
        let _ = write!(
            self.out,
            "<path d=\"M{} {}l{r} {r}-{r} {r}-{r}-{r}z\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"1.5\"/>",
            n(x),
            n(y - reach)
        );
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, style: Style) {
        let bold = if style.bold { " font-weight=\"700\"" } else { "" };
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" font-size=\"{}\" fill=\"{}\"{bold}>{}</text>",
            n(x),
            n(y),
            style.anchor,
            n(style.size),
            style.fill,
            escape(text)
        );
    }

    /// Text on a white ground, so that lines behind it do not cross it.
    pub(super) fn text_on_white(&mut self, at: (f64, f64), text: &str, style: Style) {
        let width = text_width(text, style.size, style.bold) + 6.0;
        let left = match style.anchor {
            "end" => at.0 - width + 3.0,
            "middle" => at.0 - width / 2.0,
            _ => at.0 - 3.0,
        };
        let top = at.1 - style.size;
        self.rect((left, top), (width, style.size + 5.0), "#ffffff", " fill-opacity=\"0.85\"");
        self.text(at, text, style);
    }

    pub(super) fn end(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }
}
