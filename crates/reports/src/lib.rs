//! What is printed and drawn: a neutral document of what a pack says, its writers, and charts as SVG, the same for a
//! page and for a printed pack.
//!
//! Nothing here asks for data or judges it: a chart is given its points, lines and words.

pub mod document;
pub mod docx;
pub mod html;
pub mod paper;
pub mod svg;
pub mod text;
pub mod xlsx;
