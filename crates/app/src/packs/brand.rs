//! How a place's documents look: its colour, its logo and its Word template, settings of the place.

use reports::document::{Brand, Picture};
use reports::docx::template::Template;
use store::{Change, Filter, Kind, Row, Value, View};

use crate::edit::{Note, fold};
use crate::error::{Error, FieldError, Result};
use crate::site::{Administrator, Place, Reader, Written, latest};

const COLOUR: &str = "brand-colour";
const LOGO: &str = "brand-logo";
const LOGO_ALT: &str = "brand-logo-alt";
const TEMPLATE: &str = "brand-template";

/// The largest logo, in bytes.
pub const LARGEST_LOGO: usize = 512 * 1024;
/// The largest side of a logo, in pixels.
const LARGEST_SIDE: u32 = 4000;

/// What a setting of this module is called; `None` for others.
pub(crate) fn setting(key: &str) -> Option<&'static str> {
    match key {
        COLOUR => Some("the colour of documents"),
        LOGO => Some("the logo of documents"),
        LOGO_ALT => Some("the words of the logo"),
        TEMPLATE => Some("the Word template of documents"),
        _ => None,
    }
}

/// What a person sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBrand {
    /// `#1d3557`, with or without the mark.
    pub colour: String,
    /// The logo as PNG; empty leaves the one there is. What is no PNG is made one first ([`super::Press::picture`]).
    pub logo: Vec<u8>,
    /// What a person who cannot see the logo is told.
    pub alt: String,
    /// Take the logo away.
    pub without_logo: bool,
    /// A Word document from which Word packs take their looks; empty leaves the one there is.
    pub template: Vec<u8>,
    /// Take the template away.
    pub without_template: bool,
}

fn kept(reader: &Reader, place: model::id::Id, view: View) -> Result<Vec<Row>> {
    let rows = reader.rows.rows(Kind::Setting, &Filter::Place(place), view)?;
    Ok(rows.into_iter().filter(|r| r.plan.is_none()).collect())
}

impl Reader {
    /// How a place's documents look.
    ///
    /// # Errors
    /// The store's.
    pub fn brand(&self, place: model::id::Id) -> Result<Brand> {
        self.brand_in(place, View::of(latest()))
    }

    pub(super) fn brand_in(&self, place: model::id::Id, view: View) -> Result<Brand> {
        let rows = kept(self, place, view)?;
        let value =
            |key: &str| rows.iter().find(|r| r.text("key") == Some(key)).and_then(|r| r.maybe("value"));
        let mut brand = Brand::default();
        brand.colour = value(COLOUR).unwrap_or(brand.colour);
        if let Some(hash) = value(LOGO).filter(|h| !h.is_empty()) {
            let logo = self.rows.document(&hash)?.filter(|d| !d.redacted);
            brand.logo = logo.map(|d| Picture { png: d.bytes, alt: value(LOGO_ALT).unwrap_or_default() });
        }
        if let Some(hash) = value(TEMPLATE).filter(|h| !h.is_empty()) {
            brand.template = self.rows.document(&hash)?.filter(|d| !d.redacted).map(|d| d.bytes);
        }
        Ok(brand)
    }
}

impl Administrator<'_> {
    /// Sets how a place's documents look, from now on.
    ///
    /// # Errors
    /// What is wrong with colour or logo, each at its field.
    pub fn set_brand(&mut self, place: &Place, new: &NewBrand, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let rows = kept(&reader, place.id, View::of(latest()))?;
        let colour = fold(&new.colour).trim_start_matches('#').to_ascii_lowercase();
        let mut errors = Vec::new();
        if let Err(message) = dark_enough(&colour) {
            errors.push(FieldError::new("colour", message));
        }
        let alt = fold(&new.alt);
        if !new.logo.is_empty() && !new.without_logo {
            if let Err(message) = png(&new.logo) {
                errors.push(FieldError::new("logo", message));
            }
            if alt.is_empty() {
                errors
                    .push(FieldError::new("alt", "Enter what the logo shows, for people who cannot see it"));
            }
        }
        if !new.template.is_empty()
            && !new.without_template
            && let Err(message) = Template::read(&new.template, &colour)
        {
            errors.push(FieldError::new("template", message));
        }
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        let mut values = vec![(COLOUR, colour), (LOGO_ALT, alt)];
        for (key, name, bytes, without) in [
            (LOGO, "logo.png", &new.logo, new.without_logo),
            (TEMPLATE, "template.docx", &new.template, new.without_template),
        ] {
            if without {
                values.push((key, String::new()));
            } else if !bytes.is_empty() {
                let hash = store::sha256(bytes);
                let put = desk.site.store().put_document(&hash, name, bytes.clone());
                put.map_err(|e| desk.refusal(e))?;
                values.push((key, hash));
            }
        }
        let mut changes = Vec::new();
        for (key, value) in values {
            let value = Value::from(Some(value).filter(|v| !v.is_empty()));
            match rows.iter().find(|r| r.text("key") == Some(key)) {
                Some(row) if *row.value("value") == value => {}
                Some(row) => {
                    changes.push(Change::set(Kind::Setting, row.id, row.revision, vec![("value", value)]));
                }
                None if value.is_null() => {}
                None => {
                    let fields = vec![("key", key.into()), ("value", value)];
                    changes.push(Change::create(Kind::Setting, desk.id(), None, fields));
                }
            }
        }
        if changes.is_empty() {
            return Ok(Written { act: reader.last_event(), changes: 0, created: None });
        }
        let intent = desk.intent("look of documents changed", note)?;
        desk.write(place.id, intent, changes)
    }
}

/// Headings in this colour must be readable on white: 4.5 to 1 (WCAG 2.2).
fn dark_enough(colour: &str) -> std::result::Result<(), String> {
    let part = |i: usize| colour.get(i..i + 2).and_then(|p| u8::from_str_radix(p, 16).ok());
    let (Some(r), Some(g), Some(b), 6) = (part(0), part(2), part(4), colour.len()) else {
        return Err("Enter a colour as six digits and letters a to f, such as 1d3557".to_owned());
    };
    let light = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
    if 1.05 / (luminance + 0.05) < 4.5 {
        return Err("Choose a darker colour: headings in this one are hard to read on white".to_owned());
    }
    Ok(())
}

/// A picture of a sensible size: PNG says its width and height in its first 24 bytes.
fn png(bytes: &[u8]) -> std::result::Result<(), String> {
    if bytes.len() > LARGEST_LOGO {
        return Err("The logo must be 512 kilobytes or smaller".to_owned());
    }
    let side =
        |at: usize| -> Option<u32> { Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
    let (Some(true), Some(width), Some(height)) =
        (bytes.get(..8).map(|h| h == b"\x89PNG\r\n\x1a\n"), side(16), side(20))
    else {
        return Err("The logo must be a PNG picture".to_owned());
    };
    if bytes.get(12..16) != Some(b"IHDR") || width == 0 || height == 0 {
        return Err("The logo must be a PNG picture".to_owned());
    }
    if width > LARGEST_SIDE || height > LARGEST_SIDE {
        return Err("The logo must be 4,000 pixels wide and high or smaller".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{dark_enough, png};

    #[test]
    fn a_colour_that_cannot_be_read_on_white_is_refused() {
        assert!(dark_enough("1d3557").is_ok() && dark_enough("000000").is_ok());
        for pale in ["ffffff", "ffd166", "9aa0a6"] {
            assert!(dark_enough(pale).unwrap_err().contains("darker"), "{pale}");
        }
        for wrong in ["", "12345", "1234567", "zzzzzz", "é12345"] {
            assert!(dark_enough(wrong).unwrap_err().contains("six digits"), "{wrong}");
        }
    }

    #[test]
    fn only_a_png_of_sensible_size_is_a_logo() {
        let of = |w: u32, h: u32| {
            let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
            bytes.extend(w.to_be_bytes());
            bytes.extend(h.to_be_bytes());
            bytes
        };
        assert!(png(&of(300, 80)).is_ok());
        assert!(png(&of(9000, 80)).unwrap_err().contains("4,000"));
        assert!(png(&of(0, 80)).is_err());
        assert!(png(b"GIF89a").unwrap_err().contains("PNG"));
        assert!(png(&vec![0; 600 * 1024]).unwrap_err().contains("512"));
    }
}
