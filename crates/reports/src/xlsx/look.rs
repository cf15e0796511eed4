//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::document::Tone;
use crate::svg::palette;

/// What decides how a cell looks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// Size in points; nought for that of a table.
    pub(super) size: u8,
    pub(super) strong: bool,
    pub(super) struck: bool,
    /// A link: blue and underlined.
    pub(super) link: bool,
    /// The heading of a column.
    pub(super) head: bool,
    /// A cell of a table: it has a line below.
    pub(super) lined: bool,
    pub(super) right: bool,
    /// Stands to the left although a program would put it to the right: days.
    pub(super) left: bool,
    pub(super) tone: Option<Tone>,
    /// A number's format.
    pub(super) number: Option<&'static str>,
    /// Text that a program might take for a formula.
    pub(super) quoted: bool,
}

impl Look {
    pub(super) fn format(self) -> Format {
        let size = if self.size == 0 { 10 } else { self.size };
        let mut format = Format::new()
            .set_font_name("Arial")
            .set_font_size(f64::from(size))
            .set_text_wrap()
            .set_align(if self.head { FormatAlign::Bottom } else { FormatAlign::Top });
        if self.strong || self.head || self.tone.is_some() {
            format = format.set_bold();
        }
        if self.struck {
            format = format.set_font_strikethrough();
        }
        if self.link {
            format = format
                .set_font_color(Color::RGB(0x001a_5a96))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single);
        }
        if self.head {
            format = format
                .set_background_color(Color::RGB(0x00f3_f5f7))
                .set_border_top(FormatBorder::Medium)
                .set_border_bottom(FormatBorder::Medium);
        }
        if self.lined {
            format =
                format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(Color::RGB(0x00b1_b4b6));
        }
        if self.right {
            format = format.set_align(FormatAlign::Right);
        }
        if self.left {
            format = format.set_align(FormatAlign::Left);
        }
        if let Some(tone) = self.tone {
            let tint = palette::tone(tone);
            format = format.set_background_color(rgb(tint.fill)).set_font_color(rgb(tint.ink));
        }
        if let Some(number) = self.number {
            format = format.set_num_format(number);
        }
        if self.quoted {
            // Marked twice: Excel heeds the one, LibreOffice the other.
            format = format.set_quote_prefix().set_num_format("@");
        }
        format
    }
}

/// A colour of the palette or a brand.
pub(super) fn rgb(colour: &str) -> Color {
    Color::RGB(u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0))
}
