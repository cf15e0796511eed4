//! The fonts that are embedded in the program.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// The families in the order in which they are asked for a letter.
pub(crate) const FAMILIES: [&str; 4] =
    ["Noto Sans", "Noto Sans Gurmukhi", "Noto Sans Bengali", "Noto Naskh Arabic"];

/// The fonts as the setter takes them.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) list: Vec<Font>,
}

/// The fonts, read once.
pub(crate) fn fonts() -> &'static Fonts {
    static READ: OnceLock<Fonts> = OnceLock::new();
    READ.get_or_init(|| {
        let list: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&list)), list }
    })
}

/// Whether any font has this letter.
pub(crate) fn has(c: char) -> bool {
    fonts().list.iter().any(|font| font.info().coverage.contains(c as u32))
}
