"""The curves of a measured run as pictures: ``python -m benchmarks.matching.pictures FIGURES.jsonl``.

``lianfang bench match > FIGURES.jsonl`` made the file; nothing is measured or calculated here.
"""

import json
import sys
from pathlib import Path
from typing import Any

import altair as alt

FOLDER = Path(__file__).parents[2] / "docs" / "engines" / "pictures"
OURS, THEIRS, JOIN = "Lianfang, certain or likely", "Splink alone, from even odds", "exact join on ID or name and phone"
NAMES = {"lianfang": "Lianfang", "splink": "Splink alone", "exact": "exact join"}
COLOURS = {OURS: "#1a5fb4", THEIRS: "#c64600", JOIN: "#77767b"}


def draw(lines: list[dict[str, Any]]) -> None:
    """Write both pictures of the last run of each figure."""
    by_figure = {line["figure"]: line for line in lines}
    _save(_curves(by_figure["match.best_f1"]), "matching-curve")
    _save(_kinds(by_figure["match.recall"], by_figure["match.certain_recall"]), "matching-kinds")


def _save(chart: alt.LayerChart | alt.Chart, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    chart.save(FOLDER / f"{name}.svg")


def _curves(line: dict[str, Any]) -> alt.Chart:
    """Precision over recall while the threshold falls."""
    points = [
        {**point, "order": at, "who": NAMES[who]}
        for who, curve in line["params"]["curves"].items()
        for at, point in enumerate(curve)
    ]
    return (
        alt.Chart(alt.Data(values=points), width=560, height=340, title=_title(line, "Precision and recall"))
        .mark_line(point=True)
        .encode(
            x=alt.X("recall:Q", title="recall, %", scale=alt.Scale(zero=False)),
            y=alt.Y("precision:Q", title="precision, %", scale=alt.Scale(zero=False)),
            order="order:Q",
            color=alt.Color("who:N", title=None, scale=alt.Scale(range=["#1a5fb4", "#c64600"])),
        )
    )


def _kinds(offered: dict[str, Any], certain: dict[str, Any]) -> alt.Chart:
    """Recall by kind of damage, the hardest for us on top."""
    points = [
        {"kind": kind.replace("_", " "), "recall": share, "who": who}
        for line, both in ((offered, (OURS, THEIRS)), (certain, (None, JOIN)))
        for kind, shares in line["params"]["kinds"].items()
        for who, share in zip(both, shares, strict=True)
        if who
    ]
    ours = {point["kind"]: point["recall"] for point in points if point["who"] == OURS}
    return (
        alt.Chart(alt.Data(values=points), width=480, height=560, title=_title(offered, "Recall by kind of damage"))
        .mark_point(filled=True, size=70)
        .encode(
            x=alt.X("recall:Q", title="recall, %", scale=alt.Scale(domain=[0, 100])),
            y=alt.Y("kind:N", title=None, sort=sorted(ours, key=lambda kind: ours[kind])),
            color=alt.Color("who:N", title=None, scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))),
            shape=alt.Shape("who:N", title=None, scale=alt.Scale(domain=list(COLOURS))),
        )
    )


def _title(line: dict[str, Any], text: str) -> str:
    params = line["params"]
    return f"{text}: {params['rows']:,} rows against {params['residents']:,} residents"


if __name__ == "__main__":
    draw([json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()])
