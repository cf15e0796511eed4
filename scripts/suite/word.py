"""What the invented Word documents are made of: cells, rows and tables as Word writes them.

In words, `~~…~~` is struck through, `**…**` bold, `{+…+}` inserted and `{-…-}` deleted by a tracked change, `[^1]`
the mark of footnote 1. A line break is `\n`.
"""

import re
from html import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RED, AMBER, YELLOW, GREEN, BLUE, GREY, BAND = "FF0000", "FFC000", "FFFF00", "92D050", "00B0F0", "BFBFBF", "D9E2F3"
TRACKED = 'w:id="1" w:author="Policy team" w:date="2024-01-05T09:00:00Z"'


def run(words, properties=""):
    """A run of words, its line breaks as Word keeps them."""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n")]
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}{"<w:br/>".join(lines)}</w:r>'


def runs(words):
    """The runs of a paragraph."""
    out = ""
    for part in re.split(r"(~~.+?~~|\*\*.+?\*\*|\{\+.+?\+\}|\{-.+?-\}|\[\^\d+\])", words):
        if part.startswith("~~"):
            out += run(part[2:-2], "<w:strike/>")
        elif part.startswith("**"):
            out += run(part[2:-2], "<w:b/>")
        elif part.startswith("{+"):
            out += f"<w:ins {TRACKED}>{run(part[2:-2])}</w:ins>"
        elif part.startswith("{-"):
            out += f"<w:del {TRACKED}><w:r><w:delText>{escape(part[2:-2])}</w:delText></w:r></w:del>"
        elif part.startswith("[^"):
            out += f'<w:r><w:footnoteReference w:id="{part[2:-1]}"/></w:r>'
        elif part:
            out += run(part)
    return out


def p(words, style=None, numbered=None):
    """A paragraph; `numbered` is the numbering it takes part in and its level there."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs(words)}</w:p>"


def bullet(words):
    """An item of a list with bullets."""
    return p(words, style="ListBullet")


def c(*parts, fill=None, span=1, down=None):
    """A cell of paragraphs (words, or their XML). `down`: "first" begins a cell merged downwards, "more" goes on."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if down:
        properties += '<w:vMerge w:val="restart"/>' if down == "first" else "<w:vMerge/>"
    if fill:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    inside = "".join(part if part.startswith("<") else p(part) for part in parts) or "<w:p/>"
    if inside.endswith("</w:tbl>"):
        inside += "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells, header=False, properties=""):
    """A row; a header is repeated by Word on every page."""
    properties += "<w:tblHeader/>" if header else ""
    cells = "".join(cell if cell.startswith("<w:tc>") else c(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def head(*words, fill=BAND):
    """A shaded header."""
    return tr(*(c(p(f"**{w}**"), fill=fill) for w in words), header=True)


def tbl(*rows, widths=()):
    """A ruled table."""
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl {SPACES}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        f'<w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


class Document:
    """A document that is being written."""

    def __init__(self, landscape=True, size=10):
        self.file = docx.Document()
        section = self.file.sections[0]
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Mm(15)
        self.file.styles["Normal"].font.size = Pt(size)
        properties = self.file.core_properties
        properties.author = properties.title = properties.comments = ""

    def add(self, *parts):
        """Paragraphs (words, or their XML) and tables; two tables have a paragraph between them."""
        body = self.file.element.body
        for part in parts:
            xml = part if part.startswith("<") else p(part)
            xml = xml.replace("<w:p>", f"<w:p {SPACES}>", 1) if xml.startswith("<w:p>") else xml
            body.insert(len(body) - 1, parse_xml(xml))
            if part.startswith("<w:tbl"):
                body.insert(len(body) - 1, parse_xml(f"<w:p {SPACES}/>"))

    def title(self, words):
        self.file.add_paragraph(words, style="Title")

    def heading(self, words, level=1):
        self.file.add_heading(words, level)

    def numbering(self, *formats):
        """The identity of a new list whose levels are printed so, such as `("decimal", "%1.")`."""
        part = self.file.part.numbering_part.element
        number = 90 + len(part.findall(f"{{{part.nsmap['w']}}}num"))
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (kind, text) in enumerate(formats)
        )
        first = part.find(f"{{{part.nsmap['w']}}}num")
        first.addprevious(parse_xml(f'<w:abstractNum {SPACES} w:abstractNumId="{number}">{levels}</w:abstractNum>'))
        part.append(parse_xml(f'<w:num {SPACES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
        return number

    def footnotes(self, *notes):
        """The footnotes, numbered from 1."""
        inside = "".join(f'<w:footnote w:id="{n}">{p(words)}</w:footnote>' for n, words in enumerate(notes, 1))
        part = Part(
            PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {SPACES}>{inside}</w:footnotes>'.encode(),
            self.file.part.package,
        )
        self.file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def save(self, path):
        self.file.save(path)
