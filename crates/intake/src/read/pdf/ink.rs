//! What lies on a page: glyphs, rulings and fills, in points from the upper left corner.

/// An affine map of the plane, as PDF writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// Leaves everything where it is.
    pub(super) const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves by this much.
    pub(super) fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This map and then another.
    pub(super) fn then(self, next: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, next.0);
        Matrix([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    /// Where a point comes to lie.
    pub(super) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// A character as it lies on the page. Its coordinates are those of its own direction: `x` along the line it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The character.
    pub(super) c: char,
    /// Where it begins.
    pub(super) x0: f64,
    /// Where the next one would begin.
    pub(super) x1: f64,
    /// Its base line.
    pub(super) y: f64,
    /// The size of its type.
    pub(super) size: f64,
    /// The quarter turns, against the clock, of the line it stands in.
    pub(super) turn: u8,
    /// Set in bold.
    pub(super) bold: bool,
    /// A line runs through it.
    pub(super) struck: bool,
}

/// A rectangle; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Area {
    /// The smallest area that holds these points; `None` without any.
    pub(super) fn around(points: &[(f64, f64)]) -> Option<Area> {
        let (x, y) = *points.first()?;
        let mut area = Area { x0: x, y0: y, x1: x, y1: y };
        for (x, y) in points {
            area.x0 = area.x0.min(*x);
            area.y0 = area.y0.min(*y);
            area.x1 = area.x1.max(*x);
            area.y1 = area.y1.max(*y);
        }
        Some(area)
    }

    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    /// How much of `other` lies in this one, 0 to 1.
    pub(super) fn covers(&self, other: &Area) -> f64 {
        let width = self.x1.min(other.x1) - self.x0.max(other.x0);
        let height = self.y1.min(other.y1) - self.y0.max(other.y0);
        let whole = other.width() * other.height();
        if width <= 0.0 || height <= 0.0 || whole <= 0.0 { 0.0 } else { width * height / whole }
    }
}

/// A straight line along an axis: across the page at a height, or down the page at a distance from its left edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruling {
    /// The height of one across, the distance of one down.
    pub(super) at: f64,
    /// Where it begins.
    pub(super) from: f64,
    /// Where it ends.
    pub(super) to: f64,
}

/// What lies on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    /// Width and height of the page.
    pub(super) size: (f64, f64),
    /// Its characters in the order in which they were drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// Characters of which nobody knows what they mean.
    pub(super) unknown: usize,
    /// Lines across.
    pub(super) across: Vec<Ruling>,
    /// Lines down.
    pub(super) down: Vec<Ruling>,
    /// Areas with a colour, `RRGGBB`, in the order in which they were drawn.
    pub(super) fills: Vec<(Area, String)>,
    /// How many pictures it shows.
    pub(super) pictures: usize,
}

/// Thinner than this, an area is a line.
const THIN: f64 = 4.0;
/// Shorter than this, a line is a dot.
const SHORT: f64 = 3.0;
/// More lines than this are a drawing, not a table.
pub(super) const MAX_RULINGS: usize = 8_000;

impl Ink {
    /// A straight line.
    pub(super) fn line(&mut self, a: (f64, f64), b: (f64, f64)) {
        let (wide, high) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        if high < 0.8 && wide >= SHORT && self.across.len() <= MAX_RULINGS {
            self.across.push(Ruling { at: (a.1 + b.1) / 2.0, from: a.0.min(b.0), to: a.0.max(b.0) });
        } else if wide < 0.8 && high >= SHORT && self.down.len() <= MAX_RULINGS {
            self.down.push(Ruling { at: (a.0 + b.0) / 2.0, from: a.1.min(b.1), to: a.1.max(b.1) });
        }
    }

    /// A filled area: a line where it is thin.
    pub(super) fn area(&mut self, area: Area, colour: Option<[u8; 3]>) {
        let (x, y) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
        if area.height() < THIN && area.width() > area.height() * 2.0 {
            self.line((area.x0, y), (area.x1, y));
        } else if area.width() < THIN && area.height() > area.width() * 2.0 {
            self.line((x, area.y0), (x, area.y1));
        } else if area.width() >= THIN
            && area.height() >= THIN
            && self.fills.len() <= MAX_RULINGS
            && let Some([r, g, b]) = colour
        {
            self.fills.push((area, format!("{r:02X}{g:02X}{b:02X}")));
        }
    }

    /// Turns the page so that most of its words stand upright.
    pub(super) fn upright(&mut self) {
        let mut turns = [0_usize; 4];
        for glyph in &self.glyphs {
            if let Some(count) = turns.get_mut(usize::from(glyph.turn % 4)) {
                *count += 1;
            }
        }
        let most = (0..4_u8).rev().max_by_key(|t| turns.get(usize::from(*t))).unwrap_or(0);
        if most == 0 {
            return;
        }
        let (width, height) = self.size;
        for glyph in &mut self.glyphs {
            glyph.turn = (glyph.turn + 4 - most) % 4;
        }
        let turned =
            |a: &Area| Area::around(&[along(most, a.x0, a.y0), along(most, a.x1, a.y1)]).unwrap_or_default();
        for (area, _) in &mut self.fills {
            *area = turned(area);
        }
        let (across, down) = (std::mem::take(&mut self.across), std::mem::take(&mut self.down));
        for r in across {
            self.line(along(most, r.from, r.at), along(most, r.to, r.at));
        }
        for r in down {
            self.line(along(most, r.at, r.from), along(most, r.at, r.to));
        }
        // The page begins at its upper left corner again.
        let page = turned(&Area { x0: 0.0, y0: 0.0, x1: width, y1: height });
        self.shift(-page.x0, -page.y0);
        self.size = (page.width(), page.height());
    }

    fn shift(&mut self, x: f64, y: f64) {
        for glyph in &mut self.glyphs {
            // Other directions have axes of their own.
            let (along, across) = match glyph.turn {
                0 => (x, y),
                1 => (-y, x),
                2 => (-x, -y),
                _ => (y, -x),
            };
            glyph.x0 += along;
            glyph.x1 += along;
            glyph.y += across;
        }
        for (area, _) in &mut self.fills {
            *area = Area { x0: area.x0 + x, y0: area.y0 + y, x1: area.x1 + x, y1: area.y1 + y };
        }
        for r in &mut self.across {
            *r = Ruling { at: r.at + y, from: r.from + x, to: r.to + x };
        }
        for r in &mut self.down {
            *r = Ruling { at: r.at + x, from: r.from + y, to: r.to + y };
        }
    }
}

/// A point of the page in the axes of a line that is turned so often against the clock.
pub(super) fn along(turn: u8, x: f64, y: f64) -> (f64, f64) {
    match turn % 4 {
        0 => (x, y),
        1 => (-y, x),
        2 => (-x, -y),
        _ => (y, -x),
    }
}

/// The point of the page that has these coordinates in a line turned so often.
pub(super) fn back(turn: u8, x: f64, y: f64) -> (f64, f64) {
    along((4 - turn % 4) % 4, x, y)
}
