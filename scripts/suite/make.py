#!/usr/bin/env python3
"""Writes the plans of tests/suite/import that are Office files or PDFs:  scripts/suite/make.py [NAME…]

Each goes to tests/suite/import/NAME/plan.KIND; what it says is written by hand beside it, in expected.json. It needs
python-docx, openpyxl and, for PDFs and the other kinds of workbook, LibreOffice (`soffice`).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import more_plans  # noqa: F401: adds its plans to those of the other two
import sheet_plans
import word_plans

SUITE = Path(__file__).resolve().parents[2] / "tests/suite/import"


def convert(source, kind, out):
    """Lets LibreOffice save a file as another kind."""
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", out.parent, source]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    wanted = sys.argv[1:]
    for name, (make, kind) in sorted({**word_plans.PLANS, **sheet_plans.PLANS}.items()):
        if wanted and name not in wanted:
            continue
        folder = SUITE / name
        folder.mkdir(exist_ok=True)
        own = "docx" if name in word_plans.PLANS else "xlsx"
        with tempfile.TemporaryDirectory() as at:
            source = Path(at) / f"plan.{own}"
            make().save(source)
            # LibreOffice computes the formulas; where there are none, a workbook stays as it was written.
            if kind == own and name != "60-xlsx-tracker":
                (folder / f"plan.{kind}").write_bytes(source.read_bytes())
            else:
                out = folder / f"plan.{kind}"
                convert(source, "xlsx:Calc MS Excel 2007 XML" if kind == "xlsx" else kind, out)
        print(folder / f"plan.{kind}")


if __name__ == "__main__":
    main()
