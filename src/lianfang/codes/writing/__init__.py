"""Codes on paper: sheets of labels to stick and pages to hang up, as PDF."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lianfang.codes.rules import spaced
from lianfang.codes.squares import square_of
from lianfang.codes.writing.setting import set_pdf

TEMPLATE = Path(__file__).parent / "labels.typ"


@dataclass(frozen=True)
class Layout:
    """How the labels stand on a sheet of A4, as the maker cut it; lengths in mm."""

    columns: int
    rows: int
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0
    cut_lines: bool = False
    """Whether thin lines show where to cut: for plain paper."""

    @property
    def on_a_sheet(self) -> int:
        return self.columns * self.rows


LAYOUTS = {
    "3x8": Layout(3, 8, 70, 37, 0, 0.5),
    "4x10": Layout(4, 10, 48.5, 25.4, 8, 21.5),
    "2x4": Layout(2, 4, 95, 68, 10, 12.5, cut_lines=True),
    "1x1": Layout(1, 1, 190, 277, 10, 10),
}
"""Sheets of labels as they are sold (70 x 37 mm, 48.5 x 25.4 mm), cards to cut out of plain paper, and a page for a wall."""


@dataclass(frozen=True)
class Label:
    """One code with what stands over and under it; nothing else is printed."""

    code: str
    title: str = ""
    line: str = ""


def labels_as_pdf(layout: Layout, labels: Sequence[Label], *, times: int = 1, note: str = "") -> bytes:
    """Sheets of labels in their order; each ``times`` times side by side (a tube and its list). Fonts are embedded.

    ``note`` stands in the margin, where there is one, for whoever takes the sheets around; it is cut away.
    """
    set_out = [
        {**asdict(label), "square": square_of(label.code), "spaced": spaced(label.code)}
        for label in labels
        for _time in range(times)
    ]
    return set_pdf(TEMPLATE, {"layout": asdict(layout), "labels": set_out, "note": note})
