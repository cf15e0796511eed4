//! What the setter sees: the template, the data, perhaps a logo; no disk, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

use crate::fonts::fonts;

const TEMPLATE: &str = include_str!("paper.typ");

/// The files that there are.
pub(crate) struct Files {
    library: LazyHash<Library>,
    template: Source,
    files: Vec<(FileId, Bytes)>,
}

impl Files {
    pub(crate) fn new(data: Vec<u8>, logo: Option<Vec<u8>>) -> Self {
        let features = [Feature::A11yExtras].into_iter().collect();
        let data = id("/data.json").map(|id| (id, Bytes::new(data)));
        let logo = logo.and_then(|logo| Some((id("/logo.png")?, Bytes::new(logo))));
        Files {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            template: Source::detached(TEMPLATE),
            files: data.into_iter().chain(logo).collect(),
        }
    }
}

fn id(path: &str) -> Option<FileId> {
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?)))
}

impl World for Files {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(own, _)| *own == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().list.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
