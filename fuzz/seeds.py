#!/usr/bin/env python3
"""Seeds for the fuzz targets, from the plans of the test suite: fuzz/seeds.py

Word documents and workbooks are taken apart into the parts that a target puts together again; .xls, .pdf and text are
seeds as they are. They go to fuzz/corpus/TARGET.
"""

import re
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUITE = HERE.parent / "tests/suite/import"
PARTS = {
    "docx": ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/comments.xml"],
    "xlsx": ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
             "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml"],
    "ods": ["content.xml"],
}
# A seed longer than this is cut: what a fuzzer learns from a table it learns from its first rows.
LONGEST = 24_000


def keep(target, name, data):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def parts(path, names):
    with zipfile.ZipFile(path) as package:
        held = set(package.namelist())
        for name in names:
            data = package.read(name) if name in held else b""
            # Styles that a document brings by default teach nothing.
            if name.endswith("styles.xml"):
                data = data[:2000]
            yield re.sub(rb' (xmlns:\w+)="[^"]*"', rb' \1="u"', data)[:LONGEST] if target_is_word(names) else data[:LONGEST]


def target_is_word(names):
    return names[0].startswith("word/")


for path in sorted(SUITE.glob("*/plan.*")) + sorted((HERE.parent / "crates/intake/tests/plans").glob("*.*")):
    kind = path.suffix.lstrip(".")
    name = f"{path.parent.name}.{kind}"
    if kind in PARTS:
        keep(kind, name, b"\n~~~~\n".join(parts(path, PARTS[kind])))
    elif kind in ("xls", "pdf"):
        keep(kind, name, path.read_bytes())
    elif kind != "expected":
        keep("recogniser", f"{path.stem}-{name}", path.read_bytes())
        keep("reader", f"{path.stem}-{name}", path.read_bytes())
