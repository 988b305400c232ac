"""Every number is a door: each kind of rows behind a figure names the page that a row opens."""

from uuid import uuid4

import pytest
from django.urls import reverse

from lianfang.figures.declare import Rows, figures

KINDS = [
    pytest.param(rows, id=f"{figure.code}-{rows.model.__name__}")
    for figure in figures.values()
    for rows in figure.rows
    if not figure.code.startswith("test.")
]


@pytest.mark.parametrize("rows", KINDS)
def test_a_row_opens(rows: Rows) -> None:
    assert rows.opens, "name the page in `opens`, and in `opens_by` the column it takes"
    assert reverse(rows.opens, args=[uuid4()])
    assert rows.opens_by == "pk" or rows.model._meta.get_field(rows.opens_by)
