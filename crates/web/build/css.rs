//! The stylesheet without what only a service on gov.uk may use.

/// Removes the GDS Transport faces, the royal crest and the source map; other faces take their place.
pub(crate) fn unbrand(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(open) = rest.find("@font-face{") {
        out += &rest[..open];
        rest = rest[open..].split_once('}').map_or("", |(_, after)| after);
    }
    out += rest;
    if let Some(map) = out.find("/*# sourceMappingURL") {
        out.truncate(map);
    }
    let notice = ("/*! Copyright (c) 2011 by Margaret", "commercially available. */");
    if let (Some(from), Some(to)) = (out.find(notice.0), out.find(notice.1)) {
        out.replace_range(from..to + notice.1.len(), "");
    }
    for name in ["\"GDS Transport\",arial,sans-serif", "GDS Transport,arial,sans-serif"] {
        out = out.replace(name, "var(--app-font)");
    }
    for crest in ["url(/assets/images/govuk-crest.svg)", "url(\"/assets/images/govuk-crest.svg\")"] {
        out = out.replace(crest, "none");
    }
    out
}

/// A name that changes with the bytes, for caches that never ask again: 64-bit FNV-1a, sixteen hexadecimal digits.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
