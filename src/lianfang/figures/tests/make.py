"""A kind of act that exists in tests only, figures over it, and what the engine must say of them, by brute force."""

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from lianfang.accounts.access import action, role, roles
from lianfang.accounts.actors import Actor, Held
from lianfang.figures.asking import Ask, Key
from lianfang.figures.counting import count
from lianfang.figures.declare import Breakdown, Figure, Kind, Measure, Privacy, Rows, figures
from lianfang.figures.rules import word
from lianfang.kernel.clock import day_of, start_of
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField

OPEN_PASSAGES = action("test.open_passages", "open passages")
if "figures_tester" not in roles:
    from lianfang.figures.access import SEE_FIGURES

    role("figures_tester", "tester of figures", SEE_FIGURES)
    role("figures_opener", "opener of rows", SEE_FIGURES, OPEN_PASSAGES)


class Passage(models.Model):
    """Something that passed, shaped like an act."""

    id = models.UUIDField(primary_key=True, default=new_id)
    response_id = models.UUIDField()
    area_path = PathField()
    unit_path = PathField()
    with_units = models.JSONField(default=list)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=20)
    lane = models.CharField(max_length=20)
    people = models.IntegerField(default=1)
    plate = models.CharField(max_length=20)

    class Meta:
        app_label = "figures_tests"
        verbose_name = "passage"


ROWS = Rows(Passage, add="people", distinct="plate")
BY = (
    Breakdown("decision", "decision", (("pass", "let pass"), ("stop", "stopped")), summed=True),
    Breakdown("lane", "lane"),
)
FIGURES = [
    Figure(
        "test.passages",
        "passages",
        "Passages.",
        (ROWS,),
        OPEN_PASSAGES,
        by=BY,
        also=("过往车次",),
        privacy=Privacy.PUBLIC,
    ),
    Figure("test.people", "people", "People.", (ROWS,), OPEN_PASSAGES, measure=Measure.SUM, by=BY),
    Figure("test.stopped", "stopped", "Stopped.", (Rows(Passage, where=Q(decision="stop")),), OPEN_PASSAGES),
    Figure("test.plates", "plates", "Different plates.", (ROWS,), OPEN_PASSAGES, measure=Measure.DISTINCT, by=BY),
    Figure(
        "test.standing",
        "standing",
        "Standing.",
        (Rows(Passage, until="ends_on"),),
        OPEN_PASSAGES,
        kind=Kind.STOCK,
        privacy=Privacy.SENSITIVE,
    ),
]
CODES = tuple(figure.code for figure in FIGURES)
ADDITIVE = CODES[:3]


@contextmanager
def declared(*more: Figure) -> Any:
    """The test figures stand in the catalogue."""
    added = [*FIGURES, *more]
    for figure in added:
        figures.add(figure.code, figure)
    try:
        yield
    finally:
        for figure in added:
            figures._entries.pop(figure.code)


def an_actor(role: str = "figures_opener", area: str | None = "", unit: str | None = None) -> Actor:
    return Actor("user:tester", (Held(role, area, unit),))


def record(at: datetime, area: str, unit: str, **fields: Any) -> Passage:
    """Record a passage as a service would: the row and its deltas in one transaction."""
    defaults = {"response_id": new_id(), "decision": "pass", "lane": "1", "plate": "A1", "received_at": at}
    with transaction.atomic():
        passage = Passage(area_path=area, unit_path=unit, happened_at=at, **{**defaults, **fields})
        passage.save(force_insert=True)
        count(passage, +1)
    return passage


def void(passage: Passage, at: datetime) -> None:
    with transaction.atomic():
        passage.voided_at = at
        passage.save(update_fields=["voided_at"])
        count(passage, -1)


@dataclass(frozen=True)
class Brute:
    """Counts by looking at every row, one at a time."""

    ask: Ask
    rows: list[Passage]

    def numbers(self) -> dict[Key, int]:
        found: dict[Key, list[Passage]] = {}
        for code in self.ask.figures:
            for row in self.rows:
                for key in self.keys(code, row):
                    found.setdefault(key, []).append(row)
        measured = {key: self.measured(key.figure, rows) for key, rows in found.items()}
        return {key: number for key, number in measured.items() if number}

    def keys(self, code: str, row: Passage) -> Iterable[Key]:
        if not self.counts(code, row):
            return []
        split = tuple(word(getattr(row, by)) for by in self.ask.by)
        return [Key(code, place, day, split) for place in self.places(row) for day in self.days(code, row)]

    def counts(self, code: str, row: Passage) -> bool:
        if code == "test.stopped" and row.decision != "stop":
            return False
        units = [row.unit_path, *row.with_units]
        return (
            self.known(row)
            and row.area_path.startswith(self.ask.area)
            and any(unit.startswith(self.ask.unit) for unit in units)
            and self.ask.response in (None, row.response_id)
        )

    def known(self, row: Passage) -> bool:
        at = self.ask.as_known_at
        if at is None:
            return row.voided_at is None
        return row.received_at <= at and (row.voided_at is None or row.voided_at > at)

    def days(self, code: str, row: Passage) -> list[date | None]:
        if code != "test.standing":
            inside = self.ask.from_at <= row.happened_at < self.ask.until_at
            return [day_of(row.happened_at) if self.ask.by_day else None] if inside else []
        if not self.ask.by_day:
            return [None] if self.stands(row, self.ask.until_at) else []
        days, day = [], day_of(self.ask.from_at)
        while start_of(day) < self.ask.until_at:
            if self.stands(row, min(start_of(day + timedelta(days=1)), self.ask.until_at)):
                days.append(day)
            day += timedelta(days=1)
        return days

    def stands(self, row: Passage, at: datetime) -> bool:
        ended = row.ends_on is not None and start_of(row.ends_on + timedelta(days=1)) < at
        return row.happened_at <= at and not ended

    def places(self, row: Passage) -> set[str]:
        is_unit = "unit" in self.ask.group or ("area" not in self.ask.group and bool(self.ask.unit))
        base = self.ask.unit if is_unit else self.ask.area
        if not self.ask.group or self.ask.group == ("day",):
            return {base}
        width = len(base) + 4
        paths = [row.unit_path, *row.with_units] if is_unit else [row.area_path]
        return {path[:width] for path in paths if path.startswith(base) and len(path) >= width}

    def measured(self, code: str, rows: list[Passage]) -> int:
        if code == "test.people":
            return sum(row.people for row in rows)
        return len({row.plate for row in rows}) if code == "test.plates" else len(rows)
