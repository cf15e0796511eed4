//! The worker process: the same binary, started with `read-worker`, `set-worker` or `picture-worker`, reads files from
//! outside and sets packs with limits on memory and time, so that no file can take the server down.
//!
//! Wire: the parent writes to standard input and closes it; the worker answers on standard output.
//! `read-worker` takes what is known of columns as a first file of JSON, then the files, each as two lengths, name and
//! bytes, and gives the reading as one JSON value;
//! `set-worker` takes a document as one JSON value and gives the PDF;
//! `picture-worker` takes a picture and gives one as PNG, or a sentence that says why it is none.

use std::io::{Read, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use intake::columns::Corrections;
use intake::reading::{Options, Reading};
use reports::document::Document;

use crate::files::File;
use crate::{Outcome, Unusable, arenas};

/// The most address space a worker may take, in bytes.
const MEMORY: u64 = 2 << 30;
/// The longest a worker may take.
const TIME: Duration = Duration::from_secs(120);

/// Reads the files in a worker process.
///
/// # Errors
/// When the worker cannot be started, runs out of memory or time, or dies: says which and what to do.
pub(crate) fn read(files: &[File], columns: &Corrections) -> Result<Reading, Unusable> {
    let columns = (String::new(), serde_json::to_vec(columns)?);
    let sent: Vec<&File> = std::iter::once(&columns).chain(files).collect();
    let names = files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let remedy = "save the part that holds the plan as a file of its own and try that";
    let answer = run("read-worker", |input| frame(input, &sent), &format!("reading {names}"), remedy)?;
    Ok(serde_json::from_slice(&answer)?)
}

/// Reads files that a page or the demonstration gives, as [`read`] does; what went wrong in a sentence.
pub(crate) fn read_given(files: &[app::import::File], columns: &Corrections) -> Result<Reading, String> {
    let files: Vec<File> = files.iter().map(|f| (f.name.clone(), f.bytes.clone())).collect();
    read(&files, columns).map_err(|Unusable(sentence)| sentence)
}

/// Sets a document, as JSON, as PDF in a worker process.
///
/// # Errors
/// As [`read`].
pub(crate) fn set(document: &[u8]) -> Result<Vec<u8>, Unusable> {
    let remedy = "leave sections out, or take the Word file";
    run("set-worker", |input| input.write_all(document), "setting the PDF", remedy)
}

/// Makes PNG of a logo in a worker process.
///
/// # Errors
/// As [`read`]; why it is no picture that is taken.
pub(crate) fn picture(bytes: &[u8]) -> Result<Vec<u8>, Unusable> {
    let remedy = "save it as a smaller PNG and try that";
    let answer = run("picture-worker", |input| input.write_all(bytes), "reading the logo", remedy)?;
    if answer.starts_with(b"\x89PNG") {
        return Ok(answer);
    }
    Err(Unusable(String::from_utf8_lossy(&answer).into_owned()))
}

/// Starts a worker, feeds it, and takes its answer; `what` it does and the `remedy` are for the sentence that says why
/// it could not.
pub(crate) fn run(
    worker: &str,
    feed: impl FnOnce(&mut ChildStdin) -> std::io::Result<()> + Send,
    what: &str,
    remedy: &str,
) -> Result<Vec<u8>, Unusable> {
    let program = std::env::current_exe()?;
    let mut child = Command::new(program)
        .arg(worker)
        .env_remove(arenas::SETTING)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (mut input, mut output) = match (child.stdin.take(), child.stdout.take()) {
        (Some(input), Some(output)) => (input, output),
        _ => return Err(Unusable("the worker process has no pipes".into())),
    };
    let (done, wait) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // A worker that dies early closes the pipe; its exit tells why, so a failed write says nothing more.
            let _ = feed(&mut input);
        });
        scope.spawn(move || {
            let mut answer = Vec::new();
            let got = output.read_to_end(&mut answer).map(|_| answer);
            let _ = done.send(got);
        });
        let answer = wait.recv_timeout(TIME);
        if answer.is_err() {
            // Out of time: killing it closes both pipes and so ends both threads.
            let _ = child.kill();
        }
        let status = child.wait()?;
        match answer {
            Err(_) => Err(Unusable(format!("{what} took more than {} seconds; {remedy}", TIME.as_secs()))),
            Ok(_) if !status.success() => {
                Err(Unusable(format!("{what} needed more memory than is allowed; {remedy}")))
            }
            Ok(answer) => Ok(answer?),
        }
    })
}

/// What the worker process does: reads files from standard input, answers on standard output.
pub(crate) fn serve_reading() -> Result<Outcome, Unusable> {
    limit()?;
    let all = unframe(&mut std::io::stdin().lock())?;
    let (columns, files) =
        all.split_first().ok_or_else(|| Unusable("nothing was handed to the worker".into()))?;
    let options = Options { columns: serde_json::from_slice(&columns.1)?, ..Options::default() };
    let borrowed: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let reading = intake::read(&borrowed, &options);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut out, &reading)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// What the worker process does: sets the document on standard input, gives the PDF on standard output.
pub(crate) fn serve_setting() -> Result<Outcome, Unusable> {
    limit()?;
    let document: Document = serde_json::from_reader(std::io::BufReader::new(std::io::stdin().lock()))?;
    let set = pdf::set(&document).map_err(|problem| Unusable(problem.to_string()))?;
    let mut out = std::io::stdout().lock();
    out.write_all(&set.bytes)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// What the worker process does: makes PNG of the picture on standard input, or says why it cannot.
pub(crate) fn serve_picture() -> Result<Outcome, Unusable> {
    limit()?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let answer = pdf::picture(&bytes).unwrap_or_else(String::into_bytes);
    let mut out = std::io::stdout().lock();
    out.write_all(&answer)?;
    out.flush()?;
    Ok(Outcome::Done)
}

pub(crate) fn limit() -> Result<(), Unusable> {
    rustix::process::setrlimit(
        rustix::process::Resource::As,
        rustix::process::Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) },
    )?;
    Ok(())
}

/// Writes the files: for each the lengths of name and bytes (8 bytes each, little end first), the name, the bytes.
fn frame(to: &mut impl Write, files: &[&File]) -> std::io::Result<()> {
    for (name, bytes) in files {
        to.write_all(&(name.len() as u64).to_le_bytes())?;
        to.write_all(&(bytes.len() as u64).to_le_bytes())?;
        to.write_all(name.as_bytes())?;
        to.write_all(bytes)?;
    }
    to.flush()
}

fn unframe(from: &mut impl Read) -> Result<Vec<File>, Unusable> {
    let mut all = Vec::new();
    from.read_to_end(&mut all)?;
    let mut rest = all.as_slice();
    let mut files = Vec::new();
    while !rest.is_empty() {
        let name_length = take_length(&mut rest)?;
        let length = take_length(&mut rest)?;
        let name = String::from_utf8_lossy(take(&mut rest, name_length)?).into_owned();
        files.push((name, take(&mut rest, length)?.to_vec()));
    }
    Ok(files)
}

fn take_length(rest: &mut &[u8]) -> Result<usize, Unusable> {
    let bytes = take(rest, 8)?.try_into()?;
    Ok(usize::try_from(u64::from_le_bytes(bytes))?)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], Unusable> {
    let (taken, left) = rest
        .split_at_checked(length)
        .ok_or_else(|| Unusable("the files handed to the worker are cut short".into()))?;
    *rest = left;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::{frame, unframe};

    #[test]
    fn files_cross_to_the_worker_whole_and_a_cut_is_noticed() {
        let files = vec![("a.txt".to_owned(), b"one\ttwo".to_vec()), ("é.csv".to_owned(), Vec::new())];
        let mut wire = Vec::new();
        frame(&mut wire, &files.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(unframe(&mut wire.as_slice()).unwrap(), files);
        assert!(unframe(&mut &wire[..wire.len() - 1]).is_err());
    }
}
