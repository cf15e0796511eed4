//! The charts of a document as pictures, for formats whose programs do not draw SVG.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::size;
use crate::document::{Block, Document, Figure};

/// Draws a chart (SVG) as PNG, so many pixels wide; none where it cannot.
pub type Raster<'a> = &'a (dyn Fn(&str, u32) -> Option<Vec<u8>> + Sync);

/// The pixels of a chart as wide as an upright page's text: some 140 to the inch.
const WIDEST: u32 = 960;

/// The charts of a document, each drawn once, side by side on all cores: Word's file and the workbook hold the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures(BTreeMap<String, Vec<u8>>);

impl Pictures {
    /// Draws every chart. One that `raster` cannot draw is missing: its words stand in its place.
    pub fn of(document: &Document, raster: Raster<'_>) -> Pictures {
        let blocks = document.sections.iter().flat_map(|s| &s.blocks);
        let figures = blocks.filter_map(|block| match block {
            Block::Figure(figure) if size(figure).is_some() => Some((figure.svg.as_str(), figure)),
            _ => None,
        });
        // A chart that stands twice is drawn once, as wide as it is needed anywhere.
        let mut widths: BTreeMap<&str, u32> = BTreeMap::new();
        for (svg, figure) in figures {
            let width = widths.entry(svg).or_default();
            *width = pixels(figure).max(*width);
        }
        let widths: Vec<(&str, u32)> = widths.into_iter().collect();
        let drawn =
            widths.par_iter().filter_map(|(svg, width)| Some(((*svg).to_owned(), raster(svg, *width)?)));
        Pictures(drawn.collect())
    }

    /// The chart as PNG.
    pub fn get(&self, figure: &Figure) -> Option<&[u8]> {
        self.0.get(&figure.svg).map(Vec::as_slice)
    }
}

fn pixels(figure: &Figure) -> u32 {
    WIDEST * u32::from(figure.width.clamp(1, 100)) / 100
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::Pictures;
    use crate::document::{Block, Document, Figure, Section};

    #[test]
    fn every_chart_is_drawn_once_and_as_wide_as_it_is_needed() {
        let figure = |svg: &str, width| Figure { svg: svg.to_owned(), width, ..Figure::default() };
        let (a, b) = ("<svg viewBox=\"0 0 9 3\">a</svg>", "<svg viewBox=\"0 0 9 3\">b</svg>");
        let all = [figure(a, 50), figure(b, 60), figure(a, 100), figure("no drawing", 100)];
        let blocks = all.clone().map(Block::Figure).to_vec();
        let document =
            Document { sections: vec![Section { blocks, ..Section::default() }], ..Document::default() };
        let drawn = AtomicUsize::new(0);
        let pictures = Pictures::of(&document, &|svg, width| {
            drawn.fetch_add(1, Ordering::Relaxed);
            svg.contains('a').then(|| width.to_string().into_bytes())
        });
        assert_eq!(drawn.into_inner(), 2);
        let [first, second, third, none] = &all;
        assert_eq!(pictures.get(first), Some(b"960".as_slice()));
        assert_eq!(pictures.get(first), pictures.get(third));
        assert_eq!((pictures.get(second), pictures.get(none)), (None, None));
    }
}
