//! What is kept, and how: events, temporal rows, a chain that can forget; on SQLite.
//!
//! ```text
//! Act ─ write (one thread, one transaction) ─▶ events  (who, what, when, why; hashed, chained per place)
//!                                          └─▶ rows    (each thing's states, by the day they hold)
//! Reader (a snapshot) ─ rows as of a day · events · differences between two days · documents
//! ```
//!
//! - [`Store::write`] is the only way a fact changes; an [`Act`] is kept whole or not at all, and acknowledged only
//!   once it is on disk.
//! - Two times, never mixed: *effective* (the day from which something holds) and *known* (the number of the event).
//!   "As of a day" means facts effective by it, as known now; a [`View`] may also fix the event number.
//! - Rows are a function of the events (`fold`): what is recorded late takes its day, and every row can be made again.
//! - Every thing has a revision; a change names the one it saw ([`WriteError::Conflict`]).
//! - What is about single children is kept apart, in a second database with an end of its own ([`Children`]).
//! - No judgement lives here: the store keeps what it is told, in the shape the [`schema`] gives.
//!
//! Nothing here reads a clock: times come in. Randomness is only drawn for the salt of a payload's hash.

mod act;
mod backup;
mod chain;
mod children;
mod compare;
mod ddl;
mod documents;
mod entity;
mod fold;
mod history;
mod late;
mod open;
mod passage;
mod payload;
mod pen;
mod place_code;
mod reader;
mod rebuild;
mod record;
mod redact;
mod row;
mod rows;
pub mod schema;
mod secrets;
mod snapshot_tables;
mod store;
mod undo;
mod value;
mod verify;
mod write;

pub use act::{Act, Change, Conflict, Op, Receipt, StoreError, Verb, WriteError};
pub use backup::{backup, check, restore};
pub use chain::sha256;
pub use children::{CHILDREN_FILE, ChildEvent, Children, Delivery, Kept, KeptSnapshot};
pub use compare::Changed;
pub use documents::Document;
pub use history::{EventFilter, EventRow};
pub use open::{BACKUPS, FILE, OpenError, OpenOptions};
pub use passage::MARK;
pub use reader::Reader;
pub use rebuild::Comparison;
pub use redact::{Erased, Redact};
pub use row::{Filter, Row, View};
pub use schema::Kind;
pub use secrets::{Secrets, Session};
pub use snapshot_tables::{ListWriter, SnapshotTables, Source, columns_of, each_snapshot};
pub use store::Store;
pub use undo::{Meanwhile, Target, Undo};
pub use value::Value;
pub use verify::{Head, Verification};
