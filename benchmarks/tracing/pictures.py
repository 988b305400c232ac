"""The pictures of docs/engines/tracing.md: ``python -m benchmarks.tracing.pictures LINES.jsonl docs/engines/pictures``.

LINES is what ``lianfang bench trace`` printed. The curves of the simulated outbreaks are measured anew (a minute), or
read from the file that ``--points`` names if it is there; it is written otherwise.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import altair
import click
import vl_convert

from benchmarks.tracing.truth import USUAL_DELAY, Point, curves

INK, SOFT, LINE = "#1b1f24", "#4a535d", "#cdd2d8"
COLOURS = ["#0b57b0", "#b25d00", "#4a535d", "#6b2fa0", "#00717a", "#8a1c3b"]
GENERATIONS = {1: "infected by the case", 2: "by those", 3: "by these in turn"}
ENGINE = "this engine"
ENOUGH = 20
"""People below which a share says nothing."""


@click.command()
@click.argument("lines", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--points", type=click.Path(path_type=Path), help="Where the points of the curves are kept.")
def pictures(lines: Path, folder: Path, points: Path | None) -> None:
    """Draw them all; the points are printed as a table."""
    folder.mkdir(parents=True, exist_ok=True)
    measured = [json.loads(line) for line in lines.read_text().splitlines()]
    known = _points(points)
    drawn = {"speed": _speed(measured), "recording": _recording(known), "delay": _delay(known)}
    for name, chart in drawn.items():
        (folder / f"tracing-{name}.svg").write_text(_svg(chart) + "\n")
    for point in known:
        click.echo(
            f"| {point.what} | {point.level} | {point.share:.0%} | {point.delay} | {point.value:.4g} | {point.of:,} |"
        )


def _points(file: Path | None) -> list[Point]:
    if file and file.exists():
        return [Point(**each) for each in json.loads(file.read_text())]
    points = curves()
    if file:
        file.write_text(json.dumps([asdict(each) for each in points]))
    return points


def _speed(measured: list[dict[str, Any]]) -> altair.Chart:
    """Median milliseconds by number of visits, for each number of cases."""
    rows = {}
    for line in measured:
        if line["figure"] == "trace.median":
            visits, cases = line["params"]["visits"], line["params"]["cases"]
            for engine, value in ((ENGINE, line["value"]), (line["baseline"], line["baseline_value"])):
                rows[engine, visits, cases] = {"engine": engine, "visits": visits, "cases": _cases(cases), "ms": value}
    order = [ENGINE, *sorted({each["engine"] for each in rows.values()} - {ENGINE})]
    return (
        altair.Chart(altair.Data(values=list(rows.values())))
        .mark_line(point=True)
        .encode(
            x=altair.X("visits:Q", title="visits").scale(type="log").axis(format="~s", values=[1e5, 1e6, 1e7, 1e8]),
            y=altair.Y("ms:Q", title="milliseconds, median")
            .scale(type="log")
            .axis(format="~s", values=[10**n for n in range(6)]),
            color=altair.Color("engine:N", title=None, sort=order).scale(domain=order, range=COLOURS),
            column=altair.Column("cases:N", title=None, sort=[_cases(n) for n in (1, 30, 500)]),
        )
        .properties(width=210, height=240)
    )


def _cases(count: int) -> str:
    return f"{count} case{'s' * (count > 1)}"


def _recording(points: list[Point]) -> altair.HConcatChart:
    """What is found, and what is named for it, by the share of visits recorded."""
    here = [point for point in points if point.delay == USUAL_DELAY]
    found = _curve(here, "found", "share:Q", "of the infected, named", GENERATIONS)
    named = _curve(here, "named", "share:Q", "people named for one case", {n: f"degree {n}" for n in (1, 2, 3)}, "~s")
    return _titled(found, named, "share of visits recorded", "%")


def _delay(points: list[Point]) -> altair.HConcatChart:
    """What comes in time, and how many of those named are infected, by the days since the case fell ill."""
    here = [point for point in points if point.share == 1]
    late = _curve(here, "in time", "delay:Q", "of those it infects, spared or named in time", {1: GENERATIONS[1]})
    right = _curve(here, "right", "delay:Q", "of those named, infected", {n: f"degree {n}" for n in (1, 2, 3)}, "%")
    return _titled(late, right, "days from illness to tracing", "d")


def _curve(points: list[Point], what: str, x: str, title: str, names: dict[int, str], form: str = "%") -> altair.Chart:
    shown = [point for point in points if point.what == what and point.of >= ENOUGH]
    rows = [{**asdict(point), "series": names[point.level]} for point in shown]
    series = [name for level, name in names.items() if any(point.level == level for point in shown)]
    return (
        altair.Chart(altair.Data(values=rows))
        .mark_line(point=True)
        .encode(
            x=altair.X(x),
            y=altair.Y("value:Q", title=title).axis(format=form).scale(zero=True),
            color=altair.Color("series:N", title=None, sort=series).scale(domain=series, range=COLOURS[: len(series)]),
        )
        .properties(width=300, height=240)
    )


def _titled(one: altair.Chart, other: altair.Chart, title: str, form: str) -> altair.HConcatChart:
    for chart in (one, other):
        chart.encoding.x = chart.encoding.x.title(title).axis(format=form, grid=False)
    return altair.hconcat(one, other).resolve_scale(color="independent")


def _svg(chart: Any) -> str:
    font = "Noto Sans CJK SC, sans-serif"
    drawn = (
        chart.configure(font=font, background="white")
        .configure_axis(gridColor=LINE, labelColor=SOFT, titleColor=INK, domainColor=LINE, titleFontWeight="normal")
        .configure_legend(labelColor=INK, orient="bottom", columns=4, labelLimit=300)
        .configure_header(labelColor=INK, labelFontSize=13)
        .configure_view(stroke=None)
    )
    return str(vl_convert.vegalite_to_svg(drawn.to_json(), vl_version="6.4"))


if __name__ == "__main__":
    pictures()
