"""A bulletin as a Word document.

Paper, margins and sizes follow GB/T 9704-2012 (党政机关公文格式): A4, 37 mm above, 28 mm left, title in size 2 (22 pt), text
in 仿宋 size 3 (16 pt), headings in 黑体. A font that the reader's machine lacks is replaced there by a near one.
"""

import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lianfang.reporting.writing.document import Document, Part

FONTS = tomllib.loads((Path(__file__).parent / "fonts.toml").read_text(encoding="utf-8"))
TITLE, HEADING, BODY, CELL = (FONTS["east_asian"][name] for name in ("title", "heading", "body", "cell"))
LATIN = FONTS["latin"]
LINE, NAMES = 156, 1.8
"""The width of the text in mm, and how many numbers wide a name is."""
SHORT = 16
"""A table of so many lines is not torn between two pages."""
MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}


def as_docx(document: Document) -> bytes:
    """The bulletin as a .docx file."""
    file = new_document()
    _set_up(file, document)
    _line(file, document.title, TITLE, 22, bold=True, align=ALIGN.CENTER)
    _line(file, f"{document.number}   {document.unit}   {document.day}", BODY, 14, align=ALIGN.CENTER)
    if document.mark:
        _line(file, document.mark, HEADING, 14, align=ALIGN.CENTER)
    for part in document.parts:
        _write_part(file, part, document)
    for text in document.note.splitlines():
        _paragraph(file, text, document.language)
    buffer = BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _set_up(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, width in MARGINS.items():
        setattr(section, name, Mm(width))
    file.core_properties.title = document.title
    file.core_properties.author = document.unit
    file.core_properties.language = "zh-CN" if document.language == "zh" else "en"
    _speak_chinese(file)
    footer = section.footer.paragraphs[0]
    footer.alignment = ALIGN.CENTER
    _page_number(footer.add_run())


def _speak_chinese(file: Any) -> None:
    """Chinese of the mainland; without it the marks (，。) are set as in Taiwan, in the middle of their square."""
    defaults = file.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")
    defaults.append(language)


def _write_part(file: Any, part: Part, document: Document) -> None:
    heading = _line(file, part.heading, HEADING, 16, bold=document.language == "en").paragraph_format
    heading.space_before, heading.keep_with_next = Pt(10), True
    if part.text:
        _paragraph(file, part.text, document.language)
    if part.table:
        _table(file, part, has_total=document.has_total)


def _line(file: Any, text: str, font: str, size: int, *, bold: bool = False, align: Any = None) -> Any:
    paragraph = file.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(6)
    _set_font(paragraph.add_run(text), font, size, bold=bold)
    return paragraph


def _paragraph(file: Any, text: str, language: str) -> None:
    """Text of the body; in Chinese its first line stands in by two characters."""
    paragraph = _line(file, text, BODY, 16)
    paragraph.paragraph_format.line_spacing = Pt(28)
    if language == "zh":
        paragraph.paragraph_format.first_line_indent = Pt(32)


def _table(file: Any, part: Part, *, has_total: bool) -> None:
    strong = {0, len(part.table) - 1} if has_total else {0}
    table = file.add_table(rows=0, cols=len(part.table[0]))
    table.style, table.autofit = "Table Grid", False
    widths = _widths(len(part.table[0]))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, line in enumerate(part.table):
        cells = table.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, line, strict=True)):
            cell.width, cell.vertical_alignment = widths[column], WD_CELL_VERTICAL_ALIGNMENT.CENTER
            together = len(part.table) <= SHORT and number < len(part.table) - 1
            _cell(cell.paragraphs[0], text, is_number=column > 0, bold=number in strong, together=together)
    _repeat_head(table.rows[0])
    file.add_paragraph()


def _widths(columns: int) -> list[Mm]:
    """The names of places take more of the line than a number."""
    share = LINE / (columns + NAMES - 1)
    return [Mm(share * NAMES), *[Mm(share)] * (columns - 1)]


def _cell(paragraph: Any, text: str, *, is_number: bool, bold: bool, together: bool) -> None:
    """Text of a cell; ``together``: on the same page as the next line."""
    paragraph.alignment = ALIGN.RIGHT if is_number else ALIGN.LEFT
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(3), Pt(3), together
    _set_font(paragraph.add_run(text), CELL, 12, bold=bold)


def _set_font(run: Any, font: str, size: int, *, bold: bool = False) -> None:
    """Chinese characters take their font from ``eastAsia``; without it Word chooses one by itself."""
    run.font.name, run.font.size, run.font.bold = LATIN, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _repeat_head(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _page_number(run: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
