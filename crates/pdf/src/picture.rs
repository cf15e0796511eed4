//! A logo as somebody has it, PNG, JPEG or SVG, as a PNG and nothing but its pixels: no script, no link, no place where
//! it was taken.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::raster::database;

/// The largest side of a picture as it comes, in pixels.
const LARGEST_SIDE: u32 = 4000;
/// The largest width and height of a logo as it is kept: three times what a cover shows.
const KEPT: (u32, u32) = (1200, 600);
/// The most memory that reading it may take, in bytes.
const MEMORY: u64 = 128 << 20;

/// A logo as PNG.
///
/// # Errors
/// A sentence that says why it is none, for the person who chose it.
pub fn picture(bytes: &[u8]) -> Result<Vec<u8>, String> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return kept(&read(bytes, ImageFormat::Png)?);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return kept(&read(bytes, ImageFormat::Jpeg)?);
    }
    let text = std::str::from_utf8(bytes).ok().map(|t| t.trim_start_matches('\u{feff}').trim_start());
    match text {
        Some(text) if text.starts_with('<') && text.contains("<svg") => drawn(text),
        _ => Err("The logo must be a PNG, JPEG or SVG picture".to_owned()),
    }
}

fn read(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, String> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => "The logo must be 4,000 pixels wide and high or smaller".to_owned(),
        _ => "The logo is damaged: save it again as PNG and try that".to_owned(),
    })
}

fn kept(picture: &DynamicImage) -> Result<Vec<u8>, String> {
    let large = picture.width() > KEPT.0 || picture.height() > KEPT.1;
    let small = large.then(|| picture.resize(KEPT.0, KEPT.1, FilterType::Lanczos3));
    let mut out = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgba8(small.as_ref().unwrap_or(picture).to_rgba8());
    picture
        .write_to(&mut out, ImageFormat::Png)
        .map_err(|_| "The logo could not be kept: save it again as PNG and try that".to_owned())?;
    Ok(out.into_inner())
}

/// A drawing as pixels. Pictures and files that it names are not fetched.
fn drawn(svg: &str) -> Result<Vec<u8>, String> {
    let resolver =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { fontdb: database(), image_href_resolver: resolver, ..Options::default() };
    let broken = || "The logo’s drawing cannot be read: save it as PNG and try that".to_owned();
    let tree = Tree::from_str(svg, &options).map_err(|_| broken())?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = (KEPT.0 as f32 / width).min(KEPT.1 as f32 / height);
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let mut pixels = Pixmap::new(side(width), side(height)).ok_or_else(broken)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat, RgbImage};

    use super::picture;

    fn of(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, image::Rgb([29, 53, 87])));
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn size(png: &[u8]) -> (f64, f64) {
        reports::paper::png_size(png).unwrap()
    }

    #[test]
    fn every_kind_of_logo_becomes_pixels_of_a_sensible_size() {
        assert_eq!(size(&picture(&of(300, 80, ImageFormat::Png)).unwrap()), (300.0, 80.0));
        assert_eq!(size(&picture(&of(300, 80, ImageFormat::Jpeg)).unwrap()), (300.0, 80.0));
        assert_eq!(size(&picture(&of(2400, 300, ImageFormat::Png)).unwrap()), (1200.0, 150.0));
        let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\">\
                   <script>alert(1)</script><image href=\"/etc/hostname\" width=\"9\" height=\"9\"/>\
                   <rect width=\"40\" height=\"10\" fill=\"#1d3557\"/></svg>";
        let png = picture(svg.as_bytes()).unwrap();
        assert_eq!(size(&png), (1200.0, 300.0));
        assert!(!png.windows(6).any(|w| w == b"script"));
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        assert!(picture(b"GIF89a").unwrap_err().contains("PNG, JPEG or SVG"));
        assert!(picture(b"").is_err());
        let cut = of(300, 80, ImageFormat::Png);
        assert!(picture(&cut[..60]).unwrap_err().contains("damaged"));
        assert!(picture(&of(4001, 2, ImageFormat::Png)).unwrap_err().contains("4,000"));
        assert!(picture(b"<svg").unwrap_err().contains("cannot be read"));
        let bomb = "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><svg \
                    xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">&b;</svg>";
        // Either is well: it is not drawn, or what it unfolds to is bounded.
        assert!(
            picture(bomb.as_bytes()).is_ok_and(|png| png.len() < 100_000)
                || picture(bomb.as_bytes()).is_err()
        );
    }
}
