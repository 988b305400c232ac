"""Files as users send them, made in memory: good ones of every kind, and broken ones."""

import csv
import io
import struct
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import xlsxwriter

from lianfang.exchange import USUAL, Column, Kind
from lianfang.kernel.identifiers import check_digit

PEOPLE = (
    Column("name", USUAL["name"], required=True, kind=Kind.NAME),
    Column("id_number", USUAL["id_number"], kind=Kind.ID_NUMBER),
    Column("phone", USUAL["phone"], kind=Kind.PHONE),
    Column("sex", USUAL["sex"], kind=Kind.SEX),
    Column("arrived_on", USUAL["arrived_on"], kind=Kind.DATE),
    Column("people", ("人数", "people"), kind=Kind.INTEGER, least=0, most=99),
    Column("note", USUAL["note"]),
)
HEADINGS = ["姓名", "身份证号", "联系电话", "性别", "到达日期", "人数", "备注"]
WANG = ["王小明", "110101199003078670", "13812345678", "男", "2022-03-05", "3", "无"]
LI = ["李四", "440308199901101512", "0419-5551234", "女", "2022-03-06", "1", ""]


def an_id(order=1, born="19800101", area="210502"):
    first = f"{area}{born}{order:03d}"
    return first + check_digit(first)


def a_csv(rows=(HEADINGS, WANG, LI), encoding="utf-8", delimiter=",", ending="\r\n"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue().encode(encoding)


def an_xlsx(rows=(HEADINGS, WANG, LI), merges=(), name="名单", more=(), hidden=False):
    """Rows of values; merges as (top, left, bottom, right) from 0; more sheets as (name, rows)."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    for title, content in ((name, rows), *more):
        _fill(book, book.add_worksheet(title), content)
    for top, left, bottom, right in merges:
        book.worksheets()[0].merge_range(top, left, bottom, right, rows[top][left])
    if hidden:
        book.worksheets()[-1].activate()
        book.worksheets()[-1].set_first_sheet()
        book.worksheets()[0].hide()
    book.close()
    return memory.getvalue()


def _fill(book, sheet, rows):
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, at, value, day)
            elif isinstance(value, str):
                sheet.write_string(number, at, value)
            elif value is not None:
                sheet.write(number, at, value)


def an_ods(rows=(HEADINGS, WANG, LI), attributes="", tail=""):
    cells = "".join(
        f"<table:table-row{attributes}>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="名单">{cells}{tail}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return a_zip({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def a_zip(members):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return memory.getvalue()


def changed(xlsx, member, change):
    """The same archive with one member put through ``change``."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member])
    return a_zip(members)


def an_xls(rows=(HEADINGS, WANG, LI), password=False):
    """A workbook of Excel 97 with text cells; ``password`` adds the record that says it is enciphered."""

    def record(kind, data=b""):
        return struct.pack("<HH", kind, len(data)) + data

    cells = b"".join(
        record(0x204, struct.pack("<HHHHB", number, at, 0, len(cell), 1) + cell.encode("utf-16-le"))
        for number, row in enumerate(rows)
        for at, cell in enumerate(row)
        if cell
    )
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A)
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    if password:
        begin += record(0x2F, struct.pack("<H", 1) + bytes(52))
    place = len(begin) + 4 + 12 + 4
    bound = record(0x85, struct.pack("<IBBBB", place, 0, 0, 2, 1) + "名单".encode("utf-16-le"))
    return a_container("Workbook", begin + bound + record(0x0A) + sheet)


def a_container(name, data):
    """The container of Office files before 2007 (and of enciphered ones since) with a single stream."""
    data = data.ljust(4096, b"\0")
    data += bytes(-len(data) % 512)
    sectors = len(data) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + fat + _entries(name, len(data)) + data


def _entries(name, size):
    def entry(title, kind, child, start, length):
        raw = (title + "\0").encode("utf-16-le")
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), kind, 1)
            + links
            + bytes(36)
            + struct.pack("<IQ", start, length)
        )

    root = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    return (root + entry(name, 2, 0xFFFFFFFF, 2, size)).ljust(512, b"\0")
