#!/usr/bin/env python3
"""Writes the workbooks of crates/extracts/tests/office:  scripts/lists/make.py THROUGHLINE

THROUGHLINE is the built program. It invents a few children (the same every time); one workbook with a tab for each list, and a file
for each list, are what it writes. LibreOffice (`soffice`) saves the workbook as .xls and .ods, and the test holds that all four say
the same, to the cell.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "crates/extracts/tests/office"
ON = "2025-03-31"


def synth(program, folder, form):
    command = [program, "synth", folder, "--children", "40", "--seed", "7", "--as-of", ON, "--as", form]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    program = Path(sys.argv[1]).resolve()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    with tempfile.TemporaryDirectory() as at:
        books, files = Path(at) / "books", Path(at) / "files"
        synth(program, books, "xlsx")
        synth(program, files, "csv")
        source = next(books.rglob("*.xlsx"))
        shutil.copy(source, OUT / "lists.xlsx")
        for kind in ["xls", "ods"]:
            command = ["soffice", "--headless", "--convert-to", kind, "--outdir", OUT, OUT / "lists.xlsx"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for file in sorted(files.rglob("*.csv")):
            if file.name != "teams.csv":
                shutil.copy(file, OUT / file.name)
    for path in sorted(OUT.iterdir()):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
