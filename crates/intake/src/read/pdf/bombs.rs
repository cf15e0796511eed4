//! What the packed parts of a PDF unpack to, found out before anything is read: a small file can hide far more.

use flate2::{Decompress, FlushDecompress, Status};

/// The most bytes that all parts may unpack to: a plan of hundreds of pages with its fonts and pictures has far less.
const MAX_UNPACKED: usize = 192_000_000;
/// The bytes before a part in which the dictionary says how it is packed.
const BEFORE: usize = 600;

/// Whether the file unpacks to more than any plan, or packs a part twice over.
pub(super) fn found(bytes: &[u8]) -> bool {
    let mut left = MAX_UNPACKED;
    let mut at = 0;
    while let Some(begin) = find(bytes, at, b"stream") {
        at = begin + b"stream".len();
        if bytes.get(..begin).is_some_and(|b| b.ends_with(b"end")) {
            continue;
        }
        let start = match bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at + 2,
            Some([b'\r' | b'\n', ..]) => at + 1,
            _ => continue,
        };
        let about = bytes.get(begin.saturating_sub(BEFORE)..begin).unwrap_or(&[]);
        let about = last_after(about, b"obj");
        if ["FlateDecode", "LZWDecode", "RunLengthDecode"]
            .iter()
            .map(|f| count(about, f.as_bytes()))
            .sum::<usize>()
            > 1
        {
            return true;
        }
        let Some((size, taken)) = unpacked(bytes.get(start..).unwrap_or(&[]), left) else { return true };
        left -= size;
        at = start + taken;
    }
    false
}

/// How much a part unpacks to and how many bytes it takes; nothing where it is not packed; `None` where it is more
/// than `most`.
fn unpacked(bytes: &[u8], most: usize) -> Option<(usize, usize)> {
    // Two bytes say that it is packed, and how.
    let packed = matches!(bytes, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31));
    if !packed {
        return Some((0, 0));
    }
    let mut open = Decompress::new(true);
    let mut thrown = vec![0; 32_768];
    loop {
        let taken = usize::try_from(open.total_in()).unwrap_or(usize::MAX);
        let before = (open.total_in(), open.total_out());
        let outcome = open.decompress(bytes.get(taken..).unwrap_or(&[]), &mut thrown, FlushDecompress::None);
        let size = usize::try_from(open.total_out()).unwrap_or(usize::MAX);
        if size > most {
            return None;
        }
        let still = before == (open.total_in(), open.total_out());
        if !matches!(outcome, Ok(Status::Ok | Status::BufError)) || still {
            return Some((size, usize::try_from(open.total_in()).unwrap_or(0)));
        }
    }
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let mut at = 0;
    loop {
        let first = what.first()?;
        at += rest.get(at..)?.iter().position(|b| b == first)?;
        if rest.get(at..)?.starts_with(what) {
            return Some(from + at);
        }
        at += 1;
    }
}

fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|w| *w == what).count()
}

/// What stands after the last of these words.
fn last_after<'b>(bytes: &'b [u8], what: &[u8]) -> &'b [u8] {
    let at = bytes.windows(what.len()).rposition(|w| w == what);
    at.and_then(|a| bytes.get(a..)).unwrap_or(bytes)
}
