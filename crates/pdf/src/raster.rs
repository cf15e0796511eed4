//! Charts as pictures, for programs that do not draw SVG.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::fonts::{FAMILIES, FONTS};

/// The widest picture, in pixels.
const WIDEST: u32 = 4096;

/// A chart as PNG, so many pixels wide, on white; none where it is no drawing.
pub fn raster(svg: &str, width: u32) -> Option<Vec<u8>> {
    let fontdb = if is_simple(svg) { simple() } else { database() };
    let options = Options { fontdb, ..Options::default() };
    let tree = Tree::from_str(&in_our_font(svg), &options).ok()?;
    let scale = width.clamp(1, WIDEST) as f32 / tree.size().width();
    let height = (tree.size().height() * scale).round().clamp(1.0, WIDEST as f32) as u32;
    let mut pixels = Pixmap::new(width.clamp(1, WIDEST), height)?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    packed(&pixels)
}

/// The picture as PNG. It stands on white, so that nothing shines through and its colours are as they are kept; packing
/// that looks for long runs is enough for lines on white, and takes a tenth of the time.
fn packed(pixels: &Pixmap) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(pixels.data().len() / 16);
    let mut encoder = png::Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels.data()).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// The drawing with its words in the fonts at hand.
pub(crate) fn in_our_font(svg: &str) -> String {
    let Some((before, rest)) = svg.split_once("font-family=\"") else { return svg.to_owned() };
    let after = rest.split_once('"').map_or("", |(_, after)| after);
    format!("{before}font-family=\"{}\"{after}", FAMILIES.join(", "))
}

/// The fonts, for any script.
pub(crate) fn database() -> Arc<fontdb::Database> {
    static READ: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(READ.get_or_init(|| loaded(|font| fontdb::Source::Binary(Arc::new(font)))))
}

/// The fonts without their tables of substitutions (`GSUB`). Those tables are read whole for every piece of text, which
/// is half of what a chart costs, and words in simple letters need nothing of them.
fn simple() -> Arc<fontdb::Database> {
    static READ: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(
        READ.get_or_init(|| loaded(|font| fontdb::Source::Binary(Arc::new(without_substitutions(font))))),
    )
}

fn loaded(source: impl Fn(&'static [u8]) -> fontdb::Source) -> Arc<fontdb::Database> {
    let mut database = fontdb::Database::new();
    for font in FONTS {
        database.load_font_source(source(font));
    }
    database.set_sans_serif_family(FAMILIES[0]);
    Arc::new(database)
}

/// Whether every letter is drawn as it is, wherever it stands: Latin, Greek and Cyrillic letters, punctuation and signs.
fn is_simple(text: &str) -> bool {
    text.chars().all(|c| matches!(u32::from(c), 0..0x300 | 0x370..0x590 | 0x1e00..0x2e80))
}

fn without_substitutions(font: &[u8]) -> Vec<u8> {
    const HEADER: usize = 12;
    const RECORD: usize = 16;
    let mut font = font.to_vec();
    let tables = font.get(4..6).map_or(0, |n| usize::from(n[0]) << 8 | usize::from(n[1]));
    let records = font.get_mut(HEADER..).unwrap_or_default().chunks_exact_mut(RECORD).take(tables);
    // A table whose name means nothing is passed over; tables stand in the order of their names, and still do.
    for name in records.filter_map(|record| record.get_mut(..4)).filter(|name| **name == *b"GSUB") {
        name.copy_from_slice(b"GSU_");
    }
    font
}

#[cfg(test)]
mod tests {
    use super::{is_simple, raster};

    #[test]
    fn letters_that_are_joined_keep_their_joining() {
        for (text, simple) in [
            ("Visits in time – 92.4% (−3), £1.2m", true),
            ("Wójcik, Ștefănescu, Андрій, ≥ 90%", true),
            ("ਬੱਚੇ", false),
            ("শিশু", false),
            ("بچے", false),
            ("e\u{301}", false),
        ] {
            assert_eq!(is_simple(text), simple, "{text}");
            let svg = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><text y="20" font-family="x">{text}</text></svg>"#
            );
            let empty = raster(&svg.replace(text, ""), 90).unwrap();
            assert!(raster(&svg, 90).unwrap() != empty, "nothing is drawn for {text}");
        }
    }
}
