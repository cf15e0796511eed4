//! Charts as pictures, for programs that do not draw SVG.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::fonts::{FAMILIES, FONTS};

/// The widest picture, in pixels.
const WIDEST: u32 = 4096;

/// A chart as PNG, so many pixels wide, on white; none where it is no drawing.
pub fn raster(svg: &str, width: u32) -> Option<Vec<u8>> {
    let options = Options { fontdb: database(), ..Options::default() };
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

pub(crate) fn database() -> Arc<fontdb::Database> {
    static READ: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let read = READ.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for font in FONTS {
            database.load_font_source(fontdb::Source::Binary(Arc::new(*font)));
        }
        database.set_sans_serif_family(FAMILIES[0]);
        Arc::new(database)
    });
    Arc::clone(read)
}
