//! A story told again: documents imported by the real importer, then what people did on later days, each act through
//! the ordinary use case, so that a demonstration shows what a council would see after a year and hides no short cut.
//!
//! # The story's file
//!
//! `demo/story.toml`, beside the documents it names. Unknown keys are refused, so that a slip of the pen is met at once.
//!
//! ```toml
//! place = "Marlbeck"                      # the invented area
//! plan  = "Marlbeck Improvement Plan"     # the plan that acts speak of when they name none: how its title begins
//! today = "2025-11-28"                    # the story's day; the served clock stands still on it
//!
//! [[person]]                              # who may act; each becomes an account
//! name  = "Jane Ward"
//! email = "jane.ward@marlbeck.example"
//! role  = "programme-manager"             # administrator, programme-manager, editor, confirmer, owner, analyst,
//!                                         # auditor, reader, partner
//! acts_for = ["Head of Safeguarding"]     # owner phrases of the plan that mean this person (may be left out)
//!
//! [[act]]                                 # acts in the order of their days; those of a day in the order written
//! on   = "2025-01-14"                     # the day it is done, and from which it holds unless `effective` says other
//! who  = "Jane Ward"                      # a person above
//! kind = "import"
//! documents = ["plan-v1.txt", "report.txt"]   # read together, previewed and accepted as a person would
//! why  = "The first version the board agreed" # kept as the reason (every kind takes `why`)
//! ```
//!
//! Every act takes `on`, `who`, `kind`, and may take `why`, `effective` (a day) and `plan` (how a title begins). Most
//! take a `subject`:
//!
//! | subject | means |
//! | --- | --- |
//! | `action 1.4b` | the action so called; if several are, the first |
//! | `action 1.4#3` | the third action of line 1.4 (letters repeat, positions do not) |
//! | `line 1.4`, `priority 2`, `recommendation 12` | so called |
//! | `measure assessments in time` | the measure whose key or words contain this; `… / CLA` narrows to a breakdown |
//! | `plan` | the plan as a whole |
//!
//! | `kind` | further keys | use case |
//! | --- | --- | --- |
//! | `import` | `documents` (files beside the story) | read, preview, accept as one act |
//! | `update` | `subject`, `text`, `stance` (`on-track`, `off-track`, `done`; may be left out) | an account of progress |
//! | `revise-date` | `subject`, `phrase`, `agreed_by`, `why` (needed) | a slip is recorded |
//! | `done` | `subject`, `text` (the evidence), `link`; the day is `on` or `effective` | owner declares it done |
//! | `confirm` | `subject` | another person confirms it |
//! | `return` | `subject`, `why` (needed) | another person sends it back |
//! | `rate` | `subject`, `axis` (`delivery`, `impact`), `level` (`not rated` for none), `why` (needed) | rating given |
//! | `observe` | `subject` (measure), `period` (`day`, `month`, `range`, `year-to-date`), `from`, `to` (days; `to` may be left out for a day or month), `numerator`, `denominator`, `overdue`, `value` (as printed), `source` | one value |
//! | `target` | `subject` (measure), any of `target`, `tolerance`, `baseline`, `direction`, `unit` | corrected measure |
//! | `bind` | `subject` (measure), `definition` (its key) | computed from the case lists from then on |
//! | `load-published` | `files` (published tables beside the story), `source`, `published` (a day; may be left out) | figures are held against them |
//! | `load-figures` | `file` (a CSV of stated figures beside the story) | read and kept |
//! | `authority` | `authority` (name or code in those tables) | which of them the place is |
//! | `assign` | `subjects` (a list), `owner` | owner given to many |
//! | `correct` | `subject`, `field`, `value` | one field of a priority, line, action, recommendation or measure |
//! | `acknowledge` | `code` (of a finding), `subject`, `why` (needed) | finding set aside |
//! | `merge` | `names` (a list), `into` | spellings of one owner made one |
//! | `withdraw` | `subject`, `why` (needed) | taken out of the plan from then on |
//! | `pack` | `layout`, `meeting` (a day), `board` (may be left out) | a pack is drafted |
//! | `pack-words` | `section` (its key), `text` | words on the pack drafted last |
//! | `pack-approve`, `pack-issue` | none | that pack is approved, issued |
//! | `add-action` | `subject` (line or priority), `text`, `owner`, `phrase` (target date) | new action |
//!
//! A year of figures need not be written as acts: `[[figures]]` names a table of them, see [`figures`]; nor does a year of
//! weekly case lists: `[[lists]]`, see [`lists`].
//!
//! A story that cannot be replayed fails with the number of the act, its day and the sentence a person would have read.

pub mod figures;
pub mod lists;
pub mod replay;
pub mod story;
mod subject;
