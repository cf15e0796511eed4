//! What every writer needs to know of a document before it writes: its contents, where links lead, how wide columns
//! are, in which script words stand, how large a chart is. One answer, so that the formats agree.

mod columns;
mod outline;
mod pictures;
mod script;

pub use columns::{row_lines, shares};
pub use outline::{Entry, Outline, Target, outline};
pub use pictures::{Pictures, Raster};
pub use script::{Script, parts, right_to_left};

use crate::document::{Document, Figure};

/// Which sections stand on the pages of the one before them: one answer for each section. The cover's page is upright.
pub fn follows(document: &Document) -> Vec<bool> {
    let mut before = false;
    let on = |section: &crate::document::Section| {
        let follows = section.follows && section.wide == before;
        before = section.wide;
        follows
    };
    document.sections.iter().map(on).collect()
}

/// The day of the document, as year, month and day; none where it is not an ISO day.
pub fn day(document: &Document) -> Option<(u16, u8, u8)> {
    let mut parts = document.day.split('-');
    let day = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let sound = parts.next().is_none() && (1..=12).contains(&day.1) && (1..=31).contains(&day.2);
    sound.then_some(day)
}

/// How wide and how high a chart is, in its own units: what its `viewBox` says. None where it is no
/// drawing.
pub fn size(figure: &Figure) -> Option<(f64, f64)> {
    let whole = figure.svg.starts_with("<svg ") && figure.svg.ends_with("</svg>");
    let (_, rest) = figure.svg.get(..if whole { figure.svg.len() } else { 0 })?.split_once("viewBox=\"")?;
    let (numbers, _) = rest.split_once('"')?;
    let mut numbers = numbers.split_whitespace().skip(2).map(|n| n.parse::<f64>().ok());
    let size = (numbers.next()??, numbers.next()??);
    (size.0 >= 1.0 && size.1 >= 1.0 && size.0.is_finite() && size.1.is_finite()).then_some(size)
}

/// How wide and high a PNG is; none where it is none.
pub fn png_size(png: &[u8]) -> Option<(f64, f64)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    let sound = png.starts_with(b"\x89PNG\r\n\x1a\n") && png.get(12..16)? == b"IHDR";
    let (width, height) = (number(16)?, number(20)?);
    (sound && width > 0 && height > 0).then_some((f64::from(width), f64::from(height)))
}

/// A brand's colour as six hexadecimal digits, or our own where it is something else.
pub fn colour(document: &Document) -> String {
    let colour = document.brand.colour.trim_start_matches('#').to_ascii_lowercase();
    let sound = colour.len() == 6 && colour.chars().all(|c| c.is_ascii_hexdigit());
    if sound { colour } else { crate::document::Brand::default().colour }
}

#[cfg(test)]
mod tests {
    use super::{colour, day, follows, size};
    use crate::document::{Document, Figure, Section};

    #[test]
    fn a_section_goes_on_where_the_page_before_is_as_wide() {
        let of = |follows, wide| Section { follows, wide, ..Section::default() };
        let sections =
            vec![of(true, false), of(true, true), of(true, true), of(true, false), of(false, false)];
        let document = Document { sections, ..Document::default() };
        assert_eq!(follows(&document), [true, false, true, false, false]);
    }

    #[test]
    fn what_is_not_a_day_a_size_or_a_colour_is_left() {
        let of = |day: &str| Document { day: day.to_owned(), ..Document::default() };
        assert_eq!(day(&of("2022-01-14")), Some((2022, 1, 14)));
        assert_eq!(day(&of("2022-13-14")), None);
        assert_eq!(day(&of("soon")), None);
        let drawn = |svg: &str| Figure { svg: svg.to_owned(), ..Figure::default() };
        assert_eq!(size(&drawn("<svg viewBox=\"0 0 960 360\"></svg>")), Some((960.0, 360.0)));
        assert_eq!(size(&drawn("<svg viewBox=\"0 0 960\"></svg>")), None);
        assert_eq!(size(&drawn("<svg viewBox=\"0 0 NaN inf\"></svg>")), None);
        let mut document = Document::default();
        document.brand.colour = "#ABCDEF".to_owned();
        assert_eq!(colour(&document), "abcdef");
        document.brand.colour = "red\"/>".to_owned();
        assert_eq!(colour(&document), "1d3557");
    }
}
