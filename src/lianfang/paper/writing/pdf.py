"""Pages to be written on as a PDF file."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from lianfang.codes.writing.setting import set_pdf
from lianfang.paper.writing.document import Sheet

TEMPLATE = Path(__file__).parent / "sheet.typ"


def as_pdf(sheets: Sequence[Sheet], *, mark: str = "") -> bytes:
    """The pages of a batch; ``mark`` stands faintly across each, where it names people: who printed it."""
    return set_pdf(TEMPLATE, {"sheets": [_plain(sheet) for sheet in sheets], "mark": mark})


def _plain(sheet: Sheet) -> dict[str, object]:
    blocks = [{**asdict(block), "spans": block.spans} for block in sheet.blocks]
    return {**asdict(sheet), "blocks": blocks, "persons": []}
