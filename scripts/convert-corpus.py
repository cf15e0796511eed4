#!/usr/bin/env python3
"""Writes text documents as Word documents, workbooks and PDFs with real tables.

    scripts/convert-corpus.py FOLDER OUT [docx] [xlsx] [pdf]

Each FOLDER/*.txt becomes OUT/*.docx, OUT/*.xlsx and OUT/*.pdf (or only the kinds that are named). Rows of tab-separated
fields become rows of tables; paragraphs, lists and tables that stand in a field as HTML become paragraphs, list items
and nested tables of its cell.

It needs python-docx for Word, openpyxl for workbooks, and LibreOffice (`soffice`) for PDFs, which it prints from the
Word documents. What is missing is said, and ends it with status 3 before anything is written.
"""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path


class Field(HTMLParser):
    """The parts of a field: ("p", text), ("li", text), ("table", rows of fields' parts)."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        # What stands open: the parts of the field, then those of each cell of a table inside it.
        self.holders = [[]]
        self.spans = []
        self.tables = []
        self.words, self.kind = "", "p"
        self.feed(text)
        self.close()
        self.end()
        while len(self.holders) > 1:
            self.close_cell()
        while self.tables:
            self.close_table()
        self.parts = self.holders[0]

    def end(self, kind="p"):
        text = " ".join(self.words.split())
        if text:
            self.holders[-1].append((self.kind, text))
        self.words, self.kind = "", kind

    def close_cell(self):
        self.end()
        cell = self.holders.pop()
        if self.tables and self.tables[-1]:
            # A cell over several columns is followed by empty ones.
            self.tables[-1][-1] += [cell] + [[] for _ in range(self.spans.pop() - 1)]

    def close_table(self):
        rows = [row for row in self.tables.pop() if row]
        if rows:
            self.holders[-1].append(("table", rows))

    def handle_starttag(self, tag, attrs):
        if tag in ("p", "br", "ul", "ol", "div"):
            self.end(self.kind if tag == "p" and self.kind == "li" and not self.words.strip() else "p")
        elif tag == "li":
            self.end("li")
        elif tag == "table":
            self.end()
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.end()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self.end()
            if not self.tables[-1]:
                self.tables[-1].append([])
            self.holders.append([])
            self.spans.append(int(dict(attrs).get("colspan") or 1))

    def handle_endtag(self, tag):
        if tag in ("p", "li", "ul", "ol", "div"):
            self.end()
        elif tag in ("td", "th") and len(self.holders) > 1:
            self.close_cell()
        elif tag == "table" and self.tables:
            self.end()
            self.close_table()

    def handle_data(self, data):
        self.words += data


def words(parts):
    """The letters and figures of a field and of the tables in it, cell by cell."""
    for kind, what in parts:
        if kind == "table":
            for cells in what:
                for cell in cells:
                    yield from words(cell)
        else:
            yield re.sub(r"[^a-z0-9]", "", what.lower())


def drop_copies(rows):
    """A text may repeat the cells of tables inside its cells as rows below them: a page shows them once."""
    inside, kept = "", []
    for row in rows:
        own = [word for field in row for word in words(field)]
        nested = [word for field in row for kind, what in field if kind == "table" for word in words([(kind, what)])]
        inside += "".join(nested)
        if nested or not own or not all(word in inside for word in own):
            kept.append(row)
    rows[:] = [drop_copies_beside(row) for row in kept or rows]


def drop_copies_beside(row):
    """The same for cells that repeat, straight after a cell, those of the table in it."""
    out, rest = [], list(row)
    while rest:
        field = rest.pop(0)
        out.append(field)
        nested = ["".join(words(cell)) for kind, rows in field if kind == "table" for cells in rows for cell in cells]
        beside = ["".join(words(other)) for other in rest[: len(nested)]]
        equal = sum(a == b != "" for a, b in zip(nested, beside))
        other = sum(a != b for a, b in zip(nested, beside)) + len(nested) - len(beside)
        if equal and other * 5 <= equal:
            rest = rest[len(nested):]
    return out


def blocks(text):
    """The blocks of a document: ("heading", level, text), ("p", text), ("table", rows of fields)."""
    out, rows = [], []

    def end_table():
        drop_copies(rows)
        # Columns that are empty to the end of every row are none.
        width = max(max((c for c, field in enumerate(row, 1) if field), default=1) for row in rows)
        out.append(("table", [row[:width] for row in rows]))
        rows.clear()
    for line in text.splitlines():
        if "\t" in line.strip("\n"):
            rows.append([Field(field).parts for field in line.split("\t")])
            continue
        if rows:
            end_table()
        line = line.strip()
        if not line:
            continue
        heading = re.match(r"(#{1,6}) (.*)", line)
        if heading:
            out.append(("heading", len(heading[1]), heading[2].strip("# ")))
        else:
            out.append(("p", line))
    if rows:
        end_table()
    return out


def plain(text):
    """A line's words without the marks of bold and of raised figures, and whether all of it is bold."""
    bold = bool(re.fullmatch(r"\*\*[^*]+\*\*", text))
    return " ".join(Field(text.replace("**", "")).parts[0][1:]) if Field(text).parts else "", bold


def write_docx(document, path):
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Mm(12)
    room = section.page_width - section.left_margin - section.right_margin
    file.styles["Normal"].font.size = Pt(9)

    def fill(cell, parts, width):
        first = True
        for kind, what in parts:
            if kind == "table":
                grid(cell.add_table(rows=0, cols=max(map(len, what))), what, width - Mm(8))
                # A cell ends with a paragraph.
                cell.add_paragraph()
                first = False
                continue
            paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
            first = False
            if kind == "li":
                paragraph.style = "List Bullet"
            if len(parts) > 1:
                paragraph.paragraph_format.space_after = Pt(4)
            paragraph.add_run(what)

    def length(parts):
        return sum(len(what) if kind != "table" else 900 for kind, what in parts)

    def longest(parts):
        return max([len(word) for kind, what in parts if kind != "table" for word in what.split()] + [20 if kind == "table" else 0 for kind, _ in parts] + [0])

    def grid(table, rows, width):
        table.style = "Table Grid"
        most = [max([length(row[c]) for row in rows if c < len(row) and (c or any(row[1:]))] + [6]) for c in range(len(table.columns))]
        # Long cells wrap; words stay whole, as far as the page is wide.
        words = [max([longest(row[c]) for row in rows if c < len(row) and (c or any(row[1:]))] + [4]) for c in range(len(most))]
        least = [int(Pt(5) * min(w, 14) + Mm(4)) for w in words]
        least = [int(own * min(1, width / sum(least))) for own in least]
        shares = [min(m, 14 + m**0.5 * 2.5) for m in most]
        widths = [own + int((width - sum(least)) * share / sum(shares)) for own, share in zip(least, shares)]
        for column, own in zip(table.columns, widths):
            column.width = own
        for row in rows:
            cells = table.add_row().cells
            # A title over the rows below goes over all columns.
            if len(row) > 2 and row[0] and not any(row[1:]) and length(row[0]) > 20:
                fill(cells[0].merge(cells[-1]), row[0], width)
                continue
            for cell, own in zip(cells, widths):
                cell.width = own
            for cell, parts, own in zip(cells, row, widths):
                fill(cell, parts, own)

    for block in document:
        if block[0] == "heading":
            file.add_heading(plain(block[2])[0], level=block[1])
        elif block[0] == "p":
            text, bold = plain(block[1])
            file.add_paragraph().add_run(text).bold = bold or None
        else:
            # Word makes one table of two without a paragraph between them.
            grid(file.add_table(rows=0, cols=max(map(len, block[1]))), block[1], room)
            file.add_paragraph()
    file.save(path)


def write_xlsx(document, path):
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Document"
    line = Side(style="thin")
    row = 1

    def words(parts):
        out = []
        for kind, what in parts:
            if kind == "table":
                # As a table comes into a cell that is pasted into: its cells parted by tabs.
                out += ["\t".join(words(cell).replace("\n", " ") for cell in cells).rstrip("\t") for cells in what]
            else:
                out.append(f"• {what}" if kind == "li" else what)
        return "\n".join(out)

    def put(row, column, text):
        cell = sheet.cell(row, column)
        cell.value = text or None
        # Words that begin like a formula are words.
        cell.data_type = "s" if text else "n"
        return cell

    for block in document:
        if block[0] == "table":
            for fields in block[1]:
                for column, parts in enumerate(fields, 1):
                    cell = put(row, column, words(parts))
                    cell.border = Border(line, line, line, line)
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                row += 1
            row += 1
        else:
            text, bold = plain(block[-1])
            put(row, 1, text).font = Font(bold=bold or block[0] == "heading")
            row += 2
    book.save(path)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder, out, kinds = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or ["docx", "xlsx", "pdf"]
    missing = []
    for kind, module, name in (("docx", "docx", "python-docx"), ("pdf", "docx", "python-docx"), ("xlsx", "openpyxl", "openpyxl")):
        if kind in kinds:
            try:
                __import__(module)
            except ImportError:
                missing.append(name)
    if "pdf" in kinds and not shutil.which("soffice"):
        missing.append("LibreOffice")
    if missing:
        print("missing: " + ", ".join(sorted(set(missing))), file=sys.stderr)
        sys.exit(3)
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted(folder.glob("*.txt")):
        document = blocks(source.read_text(encoding="utf-8"))
        if "docx" in kinds or "pdf" in kinds:
            write_docx(document, out / f"{source.stem}.docx")
        if "xlsx" in kinds:
            write_xlsx(document, out / f"{source.stem}.xlsx")
        if "pdf" in kinds:
            command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", out, out / f"{source.stem}.docx"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
