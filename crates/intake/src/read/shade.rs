//! The colours behind cells: which of them plans rate by.

use model::level::Delivery;

/// The level that a colour (`RRGGBB`) stands for; `None` for white, black and colours no plan rates by.
pub(crate) fn level(colour: &str) -> Option<Delivery> {
    let colour = colour.trim().trim_start_matches('#');
    // Some programs write the opacity first.
    let colour = if colour.len() == 8 { colour.get(2..)? } else { colour };
    if colour.len() != 6 {
        return None;
    }
    let part = |from: usize| i32::from_str_radix(colour.get(from..from + 2)?, 16).ok();
    let (red, green, blue) = (part(0)?, part(2)?, part(4)?);
    let most = red.max(green).max(blue);
    let least = red.min(green).min(blue);
    let spread = most - least;
    if spread <= 18 {
        return (80..=225).contains(&most).then_some(Delivery::Grey);
    }
    // The hue in degrees, in whole numbers.
    let hue = if most == red {
        (60 * (green - blue) / spread).rem_euclid(360)
    } else if most == green {
        60 * (blue - red) / spread + 120
    } else {
        60 * (red - green) / spread + 240
    };
    match hue {
        0..=17 | 340..=359 => Some(Delivery::Red),
        18..=47 => Some(Delivery::Amber),
        48..=66 => Some(Delivery::Yellow),
        67..=170 => Some(Delivery::Green),
        171..=255 => Some(Delivery::Blue),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::level;
    use model::level::Delivery::{Amber, Blue, Green, Grey, Red, Yellow};

    #[test]
    fn the_colours_of_real_tables_are_told_apart() {
        for (colour, expected) in [
            ("FF0000", Some(Red)),
            ("C00000", Some(Red)),
            ("FFC7CE", Some(Red)),
            ("FFC000", Some(Amber)),
            ("F79646", Some(Amber)),
            ("FFBF00", Some(Amber)),
            // What spreadsheets call neutral stands where traffic lights have amber.
            ("FFEB9C", Some(Amber)),
            ("FFFF00", Some(Yellow)),
            ("00B050", Some(Green)),
            ("92D050", Some(Green)),
            ("C6EFCE", Some(Green)),
            ("FF92D050", Some(Green)),
            ("0070C0", Some(Blue)),
            ("00B0F0", Some(Blue)),
            ("#BFBFBF", Some(Grey)),
            ("FFFFFF", None),
            ("F2F2F2", None),
            ("000000", None),
            ("7030A0", None),
            ("auto", None),
            ("é0é0é0", None),
        ] {
            assert_eq!(level(colour), expected, "{colour}");
        }
    }
}
