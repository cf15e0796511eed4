//! What sets packs: the writers of `reports`, and Typst in a worker process with limits on memory and time.
//!
//! The last PDFs are kept: the same document gives the same bytes, and setting it takes the longest of all.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use app::packs::{Format, Press, SetFile};
use reports::document::Document;
use reports::paper::Pictures;

use crate::{Unusable, worker};

/// How many PDFs are kept.
const KEPT: usize = 6;

/// Sets packs in every format.
pub(crate) fn press() -> Press {
    let kept = Arc::new(Kept::default());
    Press::together(&Format::ALL, move |formats, document| set(formats, document, &kept))
        .drawing(|bytes| worker::picture(bytes).map_err(|Unusable(why)| why))
}

/// Sets packs as pages only: the demonstration's story is told again at every start.
pub(crate) fn quick() -> Press {
    Press::new(&[Format::Html], |_, document| Ok(reports::html::write(document).into_bytes()))
}

/// A thread that waits for the worker.
type Waiting<'a> = thread::ScopedJoinHandle<'a, SetFile>;

/// Charts are drawn once for Word and workbook, while the worker sets the PDF.
fn set(formats: &[Format], document: &Document, kept: &Kept) -> Vec<SetFile> {
    thread::scope(|scope| {
        let apart = |format: &Format| (*format == Format::Pdf).then(|| scope.spawn(|| kept.pdf(document)));
        let apart: Vec<_> = formats.iter().map(apart).collect();
        let drawn = formats.iter().any(|f| matches!(f, Format::Docx | Format::Xlsx));
        let pictures = if drawn { Pictures::of(document, &pdf::raster) } else { Pictures::default() };
        let set = |(format, worker): (&Format, Option<Waiting<'_>>)| match worker {
            Some(worker) => {
                worker.join().unwrap_or_else(|_| Err("what waits for the worker stopped".to_owned()))
            }
            None => here(*format, document, &pictures, kept),
        };
        formats.iter().zip(apart).map(set).collect()
    })
}

fn here(format: Format, document: &Document, pictures: &Pictures, kept: &Kept) -> SetFile {
    match format {
        Format::Docx => Ok(reports::docx::write(document, pictures)),
        Format::Xlsx => reports::xlsx::write(document, pictures).map_err(|e| e.to_string()),
        Format::Html => Ok(reports::html::write(document).into_bytes()),
        Format::Pdf => kept.pdf(document),
    }
}

/// The last PDFs by the hash of what they were set from; without bytes while one is being set.
#[derive(Default)]
struct Kept {
    last: Mutex<VecDeque<(String, Option<Vec<u8>>)>>,
    set: Condvar,
}

impl Kept {
    /// The PDF of a document: one that is kept, one that somebody else is setting at this moment, or a new one.
    fn pdf(&self, document: &Document) -> SetFile {
        let json = serde_json::to_vec(document).map_err(|e| e.to_string())?;
        let key = store::sha256(&json);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match last.iter().find(|(k, _)| *k == key) {
                Some((_, Some(bytes))) => return Ok(bytes.clone()),
                Some((_, None)) => last = self.set.wait(last).unwrap_or_else(PoisonError::into_inner),
                None => break,
            }
        }
        last.push_back((key.clone(), None));
        drop(last);
        let made = worker::set(&json).map_err(|Unusable(why)| why);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|(k, _)| *k != key);
        if let Ok(bytes) = &made {
            last.push_back((key, Some(bytes.clone())));
            while last.len() > KEPT {
                last.pop_front();
            }
        }
        drop(last);
        self.set.notify_all();
        made
    }
}
