//! Colours as instructions set them.

use hayro_syntax::content::Instruction;
use hayro_syntax::object::{Array, Name, Object};
use hayro_syntax::page::Resources;

/// What areas are painted with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Paint {
    /// Red, green and blue; nothing where the colour is not known.
    rgb: Option<[u8; 3]>,
    /// The numbers of this space are not amounts of colours.
    other: bool,
}

impl Paint {
    /// One number is a grey, three are red, green and blue, four are inks.
    pub(super) fn of(numbers: &[f64]) -> Paint {
        let byte = |n: f64| (n.clamp(0.0, 1.0) * 255.0).round() as u8;
        let rgb = match *numbers {
            [grey] => Some([byte(grey); 3]),
            [red, green, blue] => Some([byte(red), byte(green), byte(blue)]),
            [cyan, magenta, yellow, black] => {
                let part = |ink: f64| byte((1.0 - ink) * (1.0 - black));
                Some([part(cyan), part(magenta), part(yellow)])
            }
            _ => None,
        };
        Paint { rgb, other: false }
    }

    /// Sets the colour in the space that is set.
    pub(super) fn set(&mut self, numbers: &[f64]) {
        self.rgb = if self.other { None } else { Paint::of(numbers).rgb };
    }

    /// Red, green and blue.
    pub(super) fn rgb(self) -> Option<[u8; 3]> {
        self.rgb
    }
}

/// The space that an instruction sets, with its first colour.
pub(super) fn space(instruction: &Instruction<'_, '_>, resources: &Resources<'_>) -> Paint {
    let black = Paint::of(&[0.0]);
    let Some(Object::Name(name)) = instruction.operands().next() else { return black };
    let kind = match resources.get_color_space(name) {
        Some(Object::Name(n)) => n.as_str().to_owned(),
        Some(Object::Array(a)) => first(&a),
        _ => name.as_str().to_owned(),
    };
    let plain = kind.starts_with("Device") || kind.starts_with("Cal") || kind == "ICCBased";
    Paint { other: !plain, ..black }
}

fn first(array: &Array<'_>) -> String {
    array.iter::<Name<'_>>().next().map(|n| n.as_str().to_owned()).unwrap_or_default()
}
