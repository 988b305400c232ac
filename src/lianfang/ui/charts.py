"""Charts, drawn on the server from one specification: for the page in the colours of its theme, for paper in fixed ones.

A chart never stands alone: a sentence says what it shows, and the table of the same numbers stands below it.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair
import vl_convert
from django.core import signing
from django.core.cache import cache
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from lianfang.kernel.wording import Text

FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
FULL, WIDE, NARROW = 960, 560, 290
HEIGHT = 220
SALT = "ui.chart"
WHOLE = "datum.value % 1 ? '' : format(datum.value, ',')"
"""Numbers of people and things: a tick between two of them says nothing."""
PAGE = {
    "ink": "var(--ink)",
    "soft": "var(--ink-soft)",
    "line": "var(--line)",
    "series": [f"var(--series-{n})" for n in range(1, 6)],
}
PAPER = {
    "ink": "#1b1f24",
    "soft": "#4a535d",
    "line": "#cdd2d8",
    "series": ["#0b57b0", "#b25d00", "#4a535d", "#6b2fa0", "#00717a"],
}


@dataclass(frozen=True)
class Chart:
    """A chart with its sentence and its table; ``spec`` is a Vega-Lite specification without sizes and colours."""

    title: Text
    summary: Text
    headings: Sequence[Text]
    rows: Sequence[Sequence[Any]]
    spec: Mapping[str, Any]
    height: int = HEIGHT

    def full(self) -> SafeString:
        return mark_safe(svg_of(self._sized(FULL), PAGE))  # noqa: S308 - drawn by us, its texts escaped by the renderer

    def wide(self) -> SafeString:
        return mark_safe(svg_of(self._sized(WIDE), PAGE))  # noqa: S308

    def narrow(self) -> SafeString:
        return mark_safe(svg_of(self._sized(NARROW), PAGE))  # noqa: S308

    def png(self, scale: float = 2) -> bytes:
        """For Word, PDF and saving."""
        return png_of(self._sized(WIDE), scale)

    def svg(self) -> str:
        """For paper: fixed colours, stands by itself."""
        return svg_of(self._sized(WIDE), PAPER)

    def ticket(self) -> str:
        """The specification, signed, so that the page can ask for the picture without the server keeping it."""
        return signing.dumps({**self._sized(WIDE), "title": str(self.title)}, salt=SALT, compress=True)

    def _sized(self, width: int) -> dict[str, Any]:
        return {**self.spec, "width": width, "height": self.height}


def bars(title: Text, summary: Text, points: Sequence[tuple[Text, float]], *, names: tuple[Text, Text]) -> Chart:
    """Lengths side by side, one line each, in the order given; ``names`` heads the two columns of the table."""
    rows = [(str(name), value) for name, value in points]
    base = altair.Chart(_data(("name", "value"), rows)).encode(
        x=altair.X("value:Q", title=str(names[1])).axis(tickMinStep=1, tickCount=5, format=",d"),
        y=altair.Y("name:N", sort=None, title=None).axis(labelLimit=160),
    )
    drawn = base.mark_bar() + base.mark_text(align="left", dx=4).encode(text=altair.Text("value:Q", format=",d"))
    return Chart(title, summary, names, rows, _plain(drawn), height=max(80, 28 * len(rows)))


def lines(
    title: Text, summary: Text, series: Mapping[Text, Sequence[tuple[date, float]]], *, names: tuple[Text, Text]
) -> Chart:
    """Numbers over days, a line a series, told apart by colour, dash and shape; ``names`` are those of day and number."""
    points = [(str(name), f"{day}T00:00:00", value) for name, run in series.items() for day, value in run]
    labels = [str(name) for name in series]
    top = altair.Undefined if any(point[2] for point in points) else 1
    base = altair.Chart(_data(("series", "day", "value"), points)).encode(
        x=altair.X("day:T", title=None).axis(
            format="%-m/%-d",
            tickCount={"interval": "day", "step": 1},
            labelOverlap="greedy",
            labelSeparation=6,
            labelFlush=False,
        ),
        y=altair.Y("value:Q", title=str(names[1]))
        .axis(tickMinStep=1, tickCount=5, labelExpr=WHOLE)
        .scale(domainMin=0, domainMax=top),
        color=altair.Color("series:N", title=None).scale(domain=labels),
    )
    dash = altair.StrokeDash("series:N", title=None).scale(domain=labels)
    shape = altair.Shape("series:N", title=None).scale(domain=labels)
    drawn = base.mark_line().encode(strokeDash=dash) + base.mark_point(filled=True, size=50, opacity=1).encode(
        shape=shape
    )
    return Chart(title, summary, (names[0], *labels), _by_day(series), _plain(drawn))


def _by_day(series: Mapping[Text, Sequence[tuple[date, float]]]) -> list[list[Any]]:
    """The table of lines: a row a day, a column a series."""
    values = [dict(run) for run in series.values()]
    days = sorted({day for run in values for day in run})
    return [[date_format(day, "SHORT_DATE_FORMAT"), *(run.get(day) for run in values)] for day in days]


def _data(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> altair.Data:
    return altair.Data(values=[dict(zip(names, row, strict=True)) for row in rows])


def _plain(drawn: altair.TopLevelMixin) -> dict[str, Any]:
    return {name: value for name, value in drawn.to_dict().items() if name not in ("config", "$schema")}


# -- drawing -------------------------------------------------------------------------------------------------------


def svg_of(spec: Mapping[str, Any], palette: Mapping[str, Any]) -> str:
    """The picture as SVG without styles of its own, kept under a digest of what it is drawn from."""
    text = json.dumps({**spec, "config": _config(palette, spec["width"])}, sort_keys=True, ensure_ascii=False)
    key = "chart:" + hashlib.sha256(text.encode()).hexdigest()
    drawn = cache.get(key)
    if drawn is None:
        drawn = _without_clashes(vl_convert.vegalite_to_svg(text), key[6:14])
        cache.set(key, drawn, 3600)
    return str(drawn)


def png_of(spec: Mapping[str, Any], scale: float) -> bytes:
    drawn = {**spec, "config": {**_config(PAPER, spec["width"]), "background": "#ffffff"}}
    return bytes(vl_convert.vegalite_to_png(json.dumps(drawn, ensure_ascii=False), scale=scale))


def png_of_ticket(ticket: str) -> tuple[str, bytes]:
    """Title and picture of what `Chart.ticket` signed; BadSignature for anything else."""
    spec = signing.loads(ticket, salt=SALT, max_age=24 * 3600)
    return spec["title"], png_of({**spec, "title": {"text": spec["title"], "anchor": "start"}}, 2)


def _without_clashes(svg: str, prefix: str) -> str:
    """Ids of its own, so that two charts stand on one page; no style attributes, which the page's policy refuses."""
    svg = re.sub(r'\sstyle="[^"]*"', "", svg)
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>c{prefix}-", svg)


def _config(palette: Mapping[str, Any], width: int) -> dict[str, Any]:
    ink, soft, line = palette["ink"], palette["soft"], palette["line"]
    words = {
        "labelColor": soft,
        "titleColor": soft,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    }
    return {
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**words, "domainColor": soft, "tickColor": line, "gridColor": line},
        "axisY": {
            "domain": False,
            "ticks": False,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleX": 0,
            "titleY": -10,
        },
        "legend": {
            **words,
            "orient": "bottom",
            "symbolStrokeWidth": 0,
            "columns": 1 if width == NARROW else 3,
            "labelLimit": 240,
        },
        "title": {"color": ink, "fontSize": 16},
        "range": {"category": palette["series"]},
        "bar": {"color": palette["series"][0]},
        "line": {"color": palette["series"][0], "strokeWidth": 2},
        "text": {"color": ink, "fontSize": 13},
    }
