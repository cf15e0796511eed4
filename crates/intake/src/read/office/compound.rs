//! Streams of a compound file, the package of the older Office programs: sectors chained by a table.

/// The end of a chain, and every mark that is no sector.
const LAST: u32 = 0xffff_fffa;

/// The first stream of one of these names; `None` where the file is damaged or has none.
pub(crate) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let file = File::open(bytes)?;
    let directory = file.chain(word(bytes, 48)?);
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let root = entries.first()?;
    let entry = entries.iter().find(|e| names.iter().any(|n| is_named(e, n)))?;
    let (start, size) = (word(entry, 116)?, word(entry, 120)? as usize);
    let mut out = if size < word(bytes, 56)? as usize {
        let short = file.chain(word(root, 116)?);
        let table = file.table_of(&file.chain(word(bytes, 60)?));
        let width = 1_usize.checked_shl(u32::from(half(bytes, 32)?)).filter(|w| *w >= 16)?;
        follow(start, &table)
            .filter_map(|s| short.get(s * width..(s + 1) * width))
            .flatten()
            .copied()
            .collect()
    } else {
        file.chain(start)
    };
    out.truncate(size);
    Some(out)
}

/// Whether a stream or folder of this name is in the file.
pub(crate) fn has(bytes: &[u8], name: &str) -> bool {
    let directory = File::open(bytes).zip(word(bytes, 48)).map(|(file, start)| file.chain(start));
    directory.unwrap_or_default().chunks_exact(128).any(|entry| is_named(entry, name))
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let units =
        entry.get(..64).unwrap_or(&[]).chunks_exact(2).map(|c| u16::from(c[0]) | u16::from(c[1]) << 8);
    units.take_while(|u| *u != 0).eq(name.encode_utf16())
}

/// A little-endian number of four bytes.
pub(crate) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// A little-endian number of two bytes.
pub(crate) fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

struct File<'b> {
    bytes: &'b [u8],
    width: usize,
    table: Vec<u32>,
}

impl<'b> File<'b> {
    fn open(bytes: &'b [u8]) -> Option<File<'b>> {
        let width =
            1_usize.checked_shl(u32::from(half(bytes, 30)?)).filter(|w| (128..=65_536).contains(w))?;
        let mut file = File { bytes, width, table: Vec::new() };
        let most = bytes.len() / width + 1;
        // The sectors of the table: the first of them named in the header, the others in a chain of their own.
        let mut sectors: Vec<u32> = (0..109).filter_map(|i| word(bytes, 76 + 4 * i)).collect();
        let mut next = word(bytes, 68)?;
        while next < LAST && sectors.len() <= most {
            let Some(sector) = file.sector(next) else { break };
            let named = sector.chunks_exact(4).filter_map(|c| word(c, 0)).collect::<Vec<_>>();
            let (last, named) = named.split_last()?;
            sectors.extend(named);
            next = *last;
        }
        sectors.retain(|s| *s < LAST);
        sectors.truncate(most);
        let table: Vec<u8> = sectors.iter().filter_map(|s| file.sector(*s)).flatten().copied().collect();
        file.table = file.table_of(&table);
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let from = (number as usize).checked_add(1)?.checked_mul(self.width)?;
        let to = from.checked_add(self.width)?.min(self.bytes.len());
        self.bytes.get(from..to)
    }

    fn table_of(&self, bytes: &[u8]) -> Vec<u32> {
        bytes.chunks_exact(4).filter_map(|c| word(c, 0)).collect()
    }

    fn chain(&self, start: u32) -> Vec<u8> {
        let numbers = follow(start, &self.table);
        numbers.filter_map(|n| self.sector(u32::try_from(n).ok()?)).flatten().copied().collect()
    }
}

/// The numbers of a chain. A circle ends after as many steps as there are sectors.
fn follow(start: u32, table: &[u32]) -> impl Iterator<Item = usize> {
    let next = move |n: &usize| table.get(*n).copied().filter(|n| *n < LAST).map(|n| n as usize);
    std::iter::successors(Some(start).filter(|s| *s < LAST).map(|s| s as usize), next).take(table.len())
}
