"""Sheets of labels: every code is on them, in type and as a square, and every sheet is full."""

import re
from io import BytesIO

import pytest
from django.template import Context, Template
from pypdf import PdfReader

from lianfang.codes.rules import draw, spaced
from lianfang.codes.squares import square_of
from lianfang.codes.writing import LAYOUTS, Label, labels_as_pdf

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_label_stands_on_the_sheets(name):
    layout = LAYOUTS[name]
    labels = [Label(draw(), "3-2-601", "和安区云溪街道") for _each in range(layout.on_a_sheet + 1)]
    pages = PdfReader(BytesIO(labels_as_pdf(layout, labels))).pages
    said = "".join("".join(page.extract_text() for page in pages).split())

    assert len(pages) == 2
    assert all(label.code in said for label in labels)
    assert said.count("3-2-601") == said.count("和安区云溪街道") == len(labels)


def test_the_sheets_are_of_the_size_of_a4():
    for layout in LAYOUTS.values():
        assert layout.left + layout.columns * layout.width <= 210
        assert layout.top + layout.rows * layout.height <= 297
    page = PdfReader(BytesIO(labels_as_pdf(LAYOUTS["3x8"], [Label(draw())]))).pages[0]
    assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [210, 297]


def test_a_label_may_stand_twice():
    code = draw()
    said = PdfReader(BytesIO(labels_as_pdf(LAYOUTS["4x10"], [Label(code)], times=3))).pages[0].extract_text()
    assert said.count(spaced(code)) == 3


def test_the_square_is_small_enough_for_a_tube_and_needs_no_style():
    drawn = square_of("3F7K92QM4")
    assert re.search(r'viewBox="0 0 29 29"', drawn), "21 points and 4 on each side: version 1"
    assert "style" not in drawn


def test_a_code_stands_under_its_square():
    page = Template("{% load codes %}{% code_square code %}").render(Context({"code": "3F7K92QM4"}))
    assert "<svg" in page
    assert "3F7K 92QM 4" in page
