//! The package: named parts in one ZIP file that carries no time.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The parts as one file. Pictures are packed already and stay as they are.
pub(super) fn zip(parts: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let base = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        let packed = name.ends_with(".png");
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        // Writing to memory fails for a package of more than four gigabytes only; such a one is left unfinished.
        if writer.start_file(name, base.compression_method(method)).is_err()
            || writer.write_all(&bytes).is_err()
        {
            break;
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
