//! The instructions of a page into what lies on it.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::colour::{self, Paint};
use super::font::{Font, text};
use super::ink::{Area, Glyph, Ink, Matrix, along};

/// Pages drawn inside pages deeper than this are left out.
const MAX_DEPTH: usize = 8;
/// More instructions than this on all pages are no plan.
const MAX_STEPS: usize = 6_000_000;
/// More characters than this on one page are no page.
const MAX_GLYPHS: usize = 400_000;

/// Reads the pages of one document: its fonts are read once.
#[derive(Default)]
pub(super) struct Reader {
    fonts: BTreeMap<(usize, usize), Rc<Font>>,
    steps: usize,
}

impl Reader {
    /// What lies on a page, its words upright. `None`: the document has more instructions than any plan.
    pub(super) fn page(&mut self, page: &Page<'_>) -> Option<Ink> {
        let (width, height) = page.render_dimensions();
        let mut drawing = Drawing {
            reader: self,
            ink: Ink { size: (f64::from(width), f64::from(height)), ..Ink::default() },
            state: State::default(),
            kept: Vec::new(),
            path: Vec::new(),
        };
        let [a, b, c, d, e, f] = page.initial_transform(true).as_coeffs();
        drawing.state.place = Matrix([a, b, c, d, e, f]);
        drawing.run(page.page_stream().unwrap_or(&[]), page.resources(), 0);
        let mut ink = drawing.ink;
        let (width, height) = ink.size;
        // What lies beyond the edges is not shown.
        ink.glyphs.retain(|g| {
            let (x, y) = super::ink::back(g.turn, g.x0, g.y);
            x > -20.0 && x < width + 20.0 && y > -20.0 && y < height + 20.0
        });
        ink.upright();
        (self.steps <= MAX_STEPS).then_some(ink)
    }

    fn font(&mut self, dict: &Dict<'_>) -> Rc<Font> {
        // A dictionary is known by where it stands in the file.
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        Rc::clone(self.fonts.entry(key).or_insert_with(|| Rc::new(Font::read(dict))))
    }
}

/// What instructions set and later ones use.
#[derive(Clone)]
struct State {
    place: Matrix,
    fill: Paint,
    stroke: Paint,
    line_width: f64,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    text: Matrix,
    line: Matrix,
}

impl Default for State {
    fn default() -> State {
        State {
            place: Matrix::SAME,
            fill: Paint::default(),
            stroke: Paint::default(),
            line_width: 1.0,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            text: Matrix::SAME,
            line: Matrix::SAME,
        }
    }
}

/// A part of a path: its points on the page; whether it is closed, whether some of it is curved.
#[derive(Default)]
struct Stretch {
    points: Vec<(f64, f64)>,
    closed: bool,
    curved: bool,
}

struct Drawing<'r> {
    reader: &'r mut Reader,
    ink: Ink,
    state: State,
    kept: Vec<State>,
    path: Vec<Stretch>,
}

impl Drawing<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'_>, depth: usize) {
        let kept = self.kept.len();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.reader.steps += 1;
            if self.reader.steps > MAX_STEPS || self.ink.glyphs.len() > MAX_GLYPHS {
                break;
            }
            self.step(&instruction, resources, depth);
        }
        self.kept.truncate(kept);
    }

    fn step(&mut self, instruction: &Instruction<'_, '_>, resources: &Resources<'_>, depth: usize) {
        let mut numbers = [0.0_f64; 6];
        let mut count = 0;
        for (slot, operand) in numbers.iter_mut().zip(instruction.operands()) {
            let Object::Number(number) = operand else { break };
            *slot = number.as_f64();
            count += 1;
        }
        let [a, b, c, d, e, f] = numbers;
        let state = &mut self.state;
        match (&**instruction.operator, count) {
            (b"q", _) if self.kept.len() < 512 => self.kept.push(state.clone()),
            (b"Q", _) => {
                if let Some(kept) = self.kept.pop() {
                    self.state = kept;
                }
            }
            (b"cm", 6) => state.place = Matrix(numbers).then(state.place),
            (b"w", 1) => state.line_width = a,
            (b"m", 2) => self.begin(a, b),
            (b"l", 2) => self.reach(a, b, false),
            (b"c", 6) => self.reach(e, f, true),
            (b"v" | b"y", 4) => self.reach(c, d, true),
            (b"h", _) => self.close(),
            (b"re", 4) => {
                self.begin(a, b);
                self.reach(a + c, b, false);
                self.reach(a + c, b + d, false);
                self.reach(a, b + d, false);
                self.close();
            }
            (b"f" | b"F" | b"f*", _) => self.paint(true, false),
            (b"S", _) => self.paint(false, true),
            (b"s", _) => {
                self.close();
                self.paint(false, true);
            }
            (b"B" | b"B*", _) => self.paint(true, true),
            (b"b" | b"b*", _) => {
                self.close();
                self.paint(true, true);
            }
            (b"n", _) => self.path.clear(),
            (b"g" | b"rg" | b"k", _) => state.fill = Paint::of(numbers.get(..count).unwrap_or(&[])),
            (b"G" | b"RG" | b"K", _) => state.stroke = Paint::of(numbers.get(..count).unwrap_or(&[])),
            (b"cs", _) => state.fill = colour::space(instruction, resources),
            (b"CS", _) => state.stroke = colour::space(instruction, resources),
            (b"sc" | b"scn", _) => state.fill.set(numbers.get(..count).unwrap_or(&[])),
            (b"SC" | b"SCN", _) => state.stroke.set(numbers.get(..count).unwrap_or(&[])),
            (b"Do", _) => self.draw(instruction, resources, depth),
            (b"BI" | b"EI", _) => self.ink.pictures += 1,
            _ => self.text_step(instruction, resources, numbers, count),
        }
    }

    fn text_step(
        &mut self,
        instruction: &Instruction<'_, '_>,
        resources: &Resources<'_>,
        numbers: [f64; 6],
        count: usize,
    ) {
        let [a, b, ..] = numbers;
        let state = &mut self.state;
        match (&**instruction.operator, count) {
            (b"BT", _) => (state.text, state.line) = (Matrix::SAME, Matrix::SAME),
            (b"Tc", 1) => state.char_space = a,
            (b"Tw", 1) => state.word_space = a,
            (b"Tz", 1) => state.stretch = a / 100.0,
            (b"TL", 1) => state.leading = a,
            (b"Ts", 1) => state.rise = a,
            (b"Tf", _) => {
                let mut operands = instruction.operands();
                if let (Some(Object::Name(name)), Some(Object::Number(size))) =
                    (operands.next(), operands.next())
                {
                    state.size = size.as_f64();
                    state.font = resources.get_font(name).map(|dict| self.reader.font(&dict));
                }
            }
            (b"Td", 2) => self.next_line(a, b),
            (b"TD", 2) => {
                state.leading = -b;
                self.next_line(a, b);
            }
            (b"Tm", 6) => (state.text, state.line) = (Matrix(numbers), Matrix(numbers)),
            (b"T*", _) => self.new_line(),
            (b"Tj", _) => self.show(instruction.operands().next()),
            (b"'", _) => {
                self.new_line();
                self.show(instruction.operands().next());
            }
            (b"\"", 2) => {
                (state.word_space, state.char_space) = (a, b);
                self.new_line();
                self.show(instruction.operands().nth(2));
            }
            (b"TJ", _) => {
                let Some(Object::Array(parts)) = instruction.operands().next() else { return };
                self.show_all(parts);
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.state.line = Matrix::shift(x, y).then(self.state.line);
        self.state.text = self.state.line;
    }

    fn new_line(&mut self) {
        let leading = self.state.leading;
        self.next_line(0.0, -leading);
    }

    fn show_all(&mut self, parts: &Array<'_>) {
        for part in parts.iter::<Object<'_>>() {
            match &part {
                Object::Number(n) => {
                    let back = -n.as_f64() / 1000.0 * self.state.size * self.state.stretch;
                    self.state.text = Matrix::shift(back, 0.0).then(self.state.text);
                }
                part => self.show(Some(part)),
            }
        }
    }

    fn show(&mut self, string: Option<&Object<'_>>) {
        let Some(Object::String(string)) = string else { return };
        let Some(font) = self.state.font.clone() else { return };
        for (code, bytes) in font.codes(string.as_bytes()) {
            let state = &mut self.state;
            let mut step = font.width(code) * state.size + state.char_space;
            if code == 32 && bytes == 1 {
                step += state.word_space;
            }
            step *= state.stretch;
            let whole = Matrix::shift(0.0, state.rise).then(state.text).then(state.place);
            state.text = Matrix::shift(step, 0.0).then(state.text);
            let from = whole.point(0.0, 0.0);
            let to = whole.point(step, 0.0);
            let up = whole.point(0.0, state.size);
            let size = (up.0 - from.0).hypot(up.1 - from.1);
            // A step of nothing has the direction of a whole one.
            let one = whole.point(1.0, 0.0);
            let turn = turn(one.0 - from.0, one.1 - from.1);
            let meaning = font.meaning(code);
            if meaning.is_empty() {
                self.ink.unknown += 1;
            }
            let (x0, y) = along(turn, from.0, from.1);
            let (x1, _) = along(turn, to.0, to.1);
            if ![x0, x1, y, size].iter().all(|n| n.is_finite() && n.abs() < 1e6) {
                continue;
            }
            // A ligature's letters share its width.
            let letters = meaning.chars().count();
            for (number, c) in meaning.chars().enumerate() {
                let part = |n: usize| x0 + (x1 - x0) * n as f64 / letters as f64;
                let (x0, x1) = (part(number), part(number + 1));
                self.ink.glyphs.push(Glyph { c, x0, x1, y, size, turn, bold: font.bold, struck: false });
            }
        }
    }

    fn begin(&mut self, x: f64, y: f64) {
        if self.path.len() < 20_000 {
            let point = self.state.place.point(x, y);
            self.path.push(Stretch { points: vec![point], ..Stretch::default() });
        }
    }

    fn reach(&mut self, x: f64, y: f64, curved: bool) {
        let point = self.state.place.point(x, y);
        if let Some(last) = self.path.last_mut()
            && last.points.len() < 2_000
        {
            last.points.push(point);
            last.curved |= curved;
        }
    }

    fn close(&mut self) {
        if let Some(last) = self.path.last_mut() {
            last.closed = true;
        }
    }

    fn paint(&mut self, fill: bool, stroke: bool) {
        let path = std::mem::take(&mut self.path);
        let [a, b, ..] = self.state.place.0;
        let width = self.state.line_width.abs() * a.hypot(b);
        for stretch in path {
            let Some(around) = Area::around(&stretch.points) else { continue };
            if ![around.x0, around.x1, around.y0, around.y1].iter().all(|n| n.is_finite() && n.abs() < 1e6) {
                continue;
            }
            // Corners of a triangle or a star fill no cell.
            if fill && (stretch.points.len() >= 4 || stretch.points.len() == 2) {
                self.ink.area(around, self.state.fill.rgb());
            }
            if !stroke || stretch.curved {
                continue;
            }
            let ends = stretch.closed.then(|| stretch.points.first().copied()).flatten();
            let next = stretch.points.iter().skip(1).copied().chain(ends);
            for (from, to) in stretch.points.iter().copied().zip(next) {
                if width >= 6.0 {
                    // So thick a line is an area.
                    let mut area = Area::around(&[from, to]).unwrap_or_default();
                    if area.width() > area.height() {
                        (area.y0, area.y1) = (area.y0 - width / 2.0, area.y1 + width / 2.0);
                    } else {
                        (area.x0, area.x1) = (area.x0 - width / 2.0, area.x1 + width / 2.0);
                    }
                    self.ink.area(area, self.state.stroke.rgb());
                } else {
                    self.ink.line(from, to);
                }
            }
        }
    }

    /// Something drawn by its name: a picture, or a page inside the page.
    fn draw(&mut self, instruction: &Instruction<'_, '_>, resources: &Resources<'_>, depth: usize) {
        let Some(Object::Name(name)) = instruction.operands().next() else { return };
        let Some(stream) = resources.get_x_object(name) else { return };
        let dict: &Dict<'_> = stream.dict();
        if text(dict, "Subtype") != "Form" {
            self.ink.pictures += 1;
            return;
        }
        if depth >= MAX_DEPTH {
            return;
        }
        self.form(&stream, resources, depth);
    }

    fn form(&mut self, stream: &Stream<'_>, resources: &Resources<'_>, depth: usize) {
        let Ok(content) = stream.decoded_data() else { return };
        // What is drawn by its content counts as much as its content.
        self.reader.steps += content.len() / 8;
        let before = self.state.clone();
        if let Some(matrix) = stream.dict().get::<Array<'_>>("Matrix") {
            let mut all = [0.0; 6];
            for (slot, n) in all.iter_mut().zip(matrix.iter::<f32>()) {
                *slot = f64::from(n);
            }
            self.state.place = Matrix(all).then(self.state.place);
        }
        match stream.dict().get::<Dict<'_>>("Resources") {
            Some(own) => self.run(&content, &Resources::new(own), depth + 1),
            None => self.run(&content, resources, depth + 1),
        }
        self.state = before;
    }
}

/// The quarter turns of a line that goes into this direction, `y` downwards.
fn turn(x: f64, y: f64) -> u8 {
    match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, false) => 1,
        (false, _, true) => 3,
    }
}
