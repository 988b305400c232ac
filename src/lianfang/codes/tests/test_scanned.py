"""What is printed is scanned: sheets of every layout, as a picture of the page, read back by a reader that is not ours."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
import zxingcpp

from lianfang.codes.rules import draw
from lianfang.codes.writing import LAYOUTS, Label, labels_as_pdf

pytestmark = pytest.mark.engine
FAX = 150
"""Dots to the inch of a poor printer."""
DIRT = 0.15
"""Of the width and the height of a square; it can be repaired up to 30 % of its area."""


def pages(pdf, dpi=FAX):
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pdfium.PdfDocument(BytesIO(pdf))]


def read(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_square_of_a_sheet_is_read_as_it_was_printed(name):
    codes = [draw() for _label in range(min(LAYOUTS[name].on_a_sheet, 12))]
    printed = labels_as_pdf(LAYOUTS[name], [Label(code, "3-2-601", "河东社区") for code in codes])
    assert sorted(text for page in pages(printed) for text in read(page)) == sorted(codes)


@pytest.mark.parametrize("turned", [0, 7, 45, 180])
def test_a_square_that_hangs_askew_and_is_dirty_is_read(turned):
    code = draw()
    (page,) = pages(labels_as_pdf(LAYOUTS["2x4"], [Label(code)]))
    (found,) = zxingcpp.read_barcodes(page)
    corner, side = found.position.top_left, found.position.bottom_right.x - found.position.top_left.x
    middle = [corner.x + side // 2, corner.y + side // 2]
    page.paste(160, (*middle, *(int(each + side * DIRT) for each in middle)))
    assert read(page.rotate(turned, expand=True, fillcolor=255).resize((page.width // 2, page.height // 2))) == [code]
