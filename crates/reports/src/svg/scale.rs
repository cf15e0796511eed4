//! Values to heights: a range with round ticks.

/// A vertical scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Values of the grid lines, lowest first.
    pub(super) ticks: Vec<f64>,
    /// Decimals the ticks need.
    pub(super) decimals: usize,
}

impl Scale {
    /// A scale that holds all values in about `wanted` steps. It begins at zero where the values do not lie close
    /// together far from it, and does not leave `bounds`.
    pub(super) fn around(values: &[f64], wanted: usize, bounds: (Option<f64>, Option<f64>)) -> Scale {
        let finite = || values.iter().copied().filter(|v| v.is_finite());
        let (mut low, mut high) = (finite().fold(f64::MAX, f64::min), finite().fold(f64::MIN, f64::max));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low >= 0.0 && low <= 0.5 * high {
            low = 0.0;
        }
        if high - low < 1e-9 {
            (low, high) = (low - 1.0, high + 1.0);
        }
        let rough = (high - low) / wanted.max(1) as f64;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough * 0.999);
        let step = step.unwrap_or(10.0 * power);
        let mut low = (low / step + 1e-9).floor() * step;
        let mut high = (high / step - 1e-9).ceil() * step;
        if let Some(bound) = bounds.0.filter(|b| low < *b && finite().all(|v| v >= *b)) {
            low = bound;
        }
        if let Some(bound) = bounds.1.filter(|b| high > *b && finite().all(|v| v <= *b)) {
            high = bound;
        }
        let count = ((high - low) / step + 0.5).floor().clamp(1.0, 50.0);
        let ticks = (0..=50_u32).map(f64::from).take_while(|i| *i <= count).map(|i| low + i * step).collect();
        let decimals = (0..6).find(|d| is_whole(step * 10_f64.powi(*d)) && is_whole(low * 10_f64.powi(*d)));
        Scale {
            low,
            high: high.max(low + step),
            ticks,
            decimals: usize::try_from(decimals.unwrap_or(2)).unwrap_or(2),
        }
    }

    /// How far up a value stands: 0 at the bottom, 1 at the top; held within.
    pub(super) fn part(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn ticks_are_round_and_hold_the_values() {
        let s = Scale::around(&[72.0, 85.5, 90.0], 5, (Some(0.0), Some(100.0)));
        assert_eq!(s.ticks, [70.0, 75.0, 80.0, 85.0, 90.0]);
        let s = Scale::around(&[2.0, 37.0], 5, (Some(0.0), None));
        assert_eq!((s.low, s.high), (0.0, 40.0));
        let s = Scale::around(&[0.42, 0.58], 4, (None, None));
        assert_eq!(s.decimals, 2);
        assert!(s.low <= 0.42 && s.high >= 0.58);
        let s = Scale::around(&[], 5, (None, None));
        assert!(s.low < s.high);
        let s = Scale::around(&[5.0, 5.0], 5, (None, None));
        assert!(s.low < 5.0 && s.high > 5.0);
    }
}
