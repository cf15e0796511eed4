//! What the writers write, parsed back: the same document in every format.

#![expect(clippy::unwrap_used, reason = "a test that meets something else must stop")]

mod docx;
mod html;
mod office;
mod template;
mod xlsx;
mod xml;
