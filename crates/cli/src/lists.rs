//! Lists of children read in the worker process, inside limits on memory and time.
//!
//! Wire: the parent writes the options as one JSON value and then every file, each piece with its length before it;
//! the files pass record by record and are held by nobody. The worker answers with the findings as JSON and the
//! snapshot as bytes.

use std::fs::File;
use std::io::{BufRead, Read as _, Write};
use std::path::PathBuf;

use extracts::pseudonym::Key;
use extracts::read::{Loader, Options, Read};
use extracts::snapshot::Snapshot;
use extracts::team::Teams;
use model::day::Day;
use serde_json::json;

use crate::{Outcome, Unusable, worker};

/// What the worker is told beside the files.
pub(crate) struct How {
    /// The day the lists speak of.
    pub(crate) as_at: Day,
    /// The table of teams, as its file holds it.
    pub(crate) teams: Option<String>,
    /// The key of pseudonyms; without it numbers of children stay.
    pub(crate) key: Option<String>,
}

impl How {
    fn options(&self) -> Result<Options, Unusable> {
        let teams = match &self.teams {
            Some(text) => Teams::read(text.as_bytes())?,
            None => Teams::default(),
        };
        Ok(Options { as_at: self.as_at, key: self.key.as_ref().map(|k| Key::new(k.as_bytes())), teams })
    }
}

/// A file on its way to the worker: its name, its bytes as they come, how many there are.
pub(crate) type Input = (String, Box<dyn std::io::Read + Send>, u64);

/// The files of these names, opened.
///
/// # Errors
/// When a file cannot be opened.
pub(crate) fn open(paths: &[PathBuf]) -> Result<Vec<Input>, Unusable> {
    let mut files: Vec<Input> = Vec::with_capacity(paths.len());
    for path in paths {
        let shown = path.display();
        if path.is_dir() {
            return Err(Unusable(format!("{shown} is a folder; name the lists inside it")));
        }
        let wrong =
            |e| Unusable(format!("cannot read {shown}: {e}; check the name and that you may read it"));
        let file = File::open(path).map_err(wrong)?;
        let length = file.metadata().map_err(wrong)?.len();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, Box::new(file), length));
    }
    Ok(files)
}

/// Reads the files in a worker process.
///
/// # Errors
/// When none holds a list, one cannot be read, or the worker runs out of memory or time.
pub(crate) fn read(mut files: Vec<Input>, how: &How) -> Result<Read, Unusable> {
    // A table of teams that cannot be used is told before anything is read.
    how.options()?;
    let options = json!({ "as_at": how.as_at.iso(), "teams": how.teams, "key": how.key }).to_string();
    let feed = |input: &mut std::process::ChildStdin| {
        piece(input, options.as_bytes())?;
        for (name, file, length) in &mut files {
            piece(input, name.as_bytes())?;
            input.write_all(&length.to_le_bytes())?;
            // A file that grows meanwhile is read as long as it was; one that shrinks breaks the reading off.
            std::io::copy(&mut std::io::Read::take(&mut *file, *length), input)?;
        }
        input.flush()
    };
    let remedy = "deliver the lists as CSV, one file each";
    let answer = worker::run("lists-worker", feed, "reading the lists", remedy)?;
    let mut rest = answer.as_slice();
    let said = take_piece(&mut rest)?.ok_or_else(cut_short)?;
    let findings = serde_json::from_slice(&said)?;
    let read = Read { snapshot: Snapshot::from_bytes(rest)?, findings };
    if !read.snapshot.tables().any(|(list, _)| read.snapshot.delivered(&list.name)) {
        let why =
            read.findings.first().map_or_else(String::new, |f| format!(" {}: {}", f.at.document, f.message));
        return Err(Unusable(format!(
            "none of the files holds a list that is known.{why} Name each sheet or file after its list, as Annex A does"
        )));
    }
    Ok(read)
}

/// What the worker process does: reads lists from standard input, answers on standard output.
pub(crate) fn serve() -> Result<Outcome, Unusable> {
    worker::limit()?;
    let mut input = std::io::stdin().lock();
    let told = take_piece(&mut input)?.ok_or_else(cut_short)?;
    let told: serde_json::Value = serde_json::from_slice(&told)?;
    let text = |key: &str| told.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    let as_at = text("as_at").and_then(|d| Day::parse_iso(&d)).ok_or_else(cut_short)?;
    let options = How { as_at, teams: text("teams"), key: text("key") }.options()?;
    let mut loader = Loader::new(&options);
    while let Some(name) = take_piece(&mut input)? {
        let mut length = [0; 8];
        input.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        let mut file = Counted { input: std::io::Read::take(&mut input, length), left: length };
        loader.add(&String::from_utf8_lossy(&name), &mut file)?;
        if file.left > 0 {
            return Err(cut_short());
        }
    }
    let read = loader.finish();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    piece(&mut out, &serde_json::to_vec(&read.findings)?)?;
    out.write_all(&read.snapshot.to_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn cut_short() -> Unusable {
    Unusable("what passes to or from the worker is cut short; try again".into())
}

/// Writes a piece with its length before it.
fn piece(to: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)
}

/// The next piece; `None` at the end.
fn take_piece(from: &mut impl BufRead) -> Result<Option<Vec<u8>>, Unusable> {
    if from.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    std::io::Read::take(&mut *from, length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(Some(bytes)) } else { Err(cut_short()) }
}

/// Input that knows how much of it is still to come.
struct Counted<R> {
    input: R,
    left: u64,
}

impl<R: std::io::Read> std::io::Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.input.read(out)?;
        self.left = self.left.saturating_sub(n as u64);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.left = self.left.saturating_sub(n as u64);
        self.input.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::{piece, take_piece};

    #[test]
    fn pieces_cross_whole_and_a_cut_is_noticed() {
        let mut wire = Vec::new();
        piece(&mut wire, b"one").unwrap();
        piece(&mut wire, b"").unwrap();
        let mut rest = wire.as_slice();
        assert_eq!(take_piece(&mut rest).unwrap().as_deref(), Some(&b"one"[..]));
        assert_eq!(take_piece(&mut rest).unwrap().as_deref(), Some(&b""[..]));
        assert_eq!(take_piece(&mut rest).unwrap(), None);
        assert!(take_piece(&mut &wire[..10]).is_err());
    }
}
