"""Figures for other programs: their definitions, their numbers, the rows behind them."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.catalogue import find_figures, who_may_open
from lianfang.figures.declare import Figure
from lianfang.figures.engine import evaluate, rows_behind
from lianfang.figures.matching import value_at
from lianfang.kernel.instants import Instant
from lianfang.ui.keyset import page_of

router = Router(tags=["figures"])


class BreakdownOut(Schema):
    """A way to split a figure; ``values`` are its codes with their names, empty where they are no closed list."""

    code: str
    name: str
    values: dict[str, str]


class FigureOut(Schema):
    code: str
    name: str
    means: str
    also: list[str]
    kind: str
    measure: str
    privacy: str
    breakdowns: list[BreakdownOut]
    rows_may_be_opened_by: list[str]


class AskIn(Schema):
    """Flows count from ``from_at`` up to, not with, ``until_at``; stocks are as of ``until_at``."""

    figures: list[str] = []
    from_at: Instant
    until_at: Instant
    area: str = ""
    unit: str = ""
    by: list[str] = []
    group: list[str] = []
    """``area`` or ``unit`` (the children of the place), ``day``."""
    places: list[str] = []
    response: UUID | None = None
    as_known_at: Instant | None = None

    def as_ask(self, *codes: str) -> Ask:
        return Ask(
            figures=codes or tuple(self.figures),
            from_at=self.from_at,
            until_at=self.until_at,
            area=self.area,
            unit=self.unit,
            by=tuple(self.by),
            group=tuple(self.group),
            places=tuple(self.places),
            response=self.response,
            as_known_at=self.as_known_at,
        )


class NumberOut(Schema):
    figure: str
    place: str
    day: date | None
    split: list[str]
    number: int


class NumbersOut(Schema):
    """Numbers that are not zero; ``withheld`` says of the others why the caller may not see them."""

    numbers: list[NumberOut]
    withheld: dict[str, str]


class RowOut(Schema):
    kind: str
    id: str
    when: datetime | date
    area: str
    unit: str


class RowsOut(Schema):
    rows: list[RowOut]
    next: str
    hidden: int
    who_may_see: list[str]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/figures", response=list[FigureOut], summary="Definitions of figures")
def definitions(request: HttpRequest, q: str = "") -> list[FigureOut]:
    """Every figure, or those whose name, other wording or definition holds the words of ``q``."""
    return [_definition(figure) for figure in find_figures(q)]


def _definition(figure: Figure) -> FigureOut:
    splits = [
        BreakdownOut(code=each.code, name=str(each.name), values={value: str(name) for value, name in each.labels})
        for each in figure.by
    ]
    return FigureOut(
        code=figure.code,
        name=str(figure.name),
        means=str(figure.means),
        also=list(figure.also),
        kind=figure.kind.value,
        measure=figure.measure.value,
        privacy=figure.privacy.value,
        breakdowns=splits,
        rows_may_be_opened_by=[str(name) for name in who_may_open(figure)],
    )


@router.get("/figures/numbers", response=NumbersOut, summary="Evaluate figures")
def numbers(request: HttpRequest, asked: Query[AskIn]) -> NumbersOut:
    """A set of figures over a place and a period, grouped and split."""
    told = evaluate(asked.as_ask(), _actor(request))
    found = [
        NumberOut(figure=key.figure, place=key.place, day=key.day, split=list(key.split), number=number)
        for key, number in told.numbers.items()
    ]
    return NumbersOut(numbers=found, withheld={code: str(reason) for code, reason in told.withheld.items()})


@router.get("/figures/{code}/rows", response=RowsOut, summary="The rows behind a number")
def rows(request: HttpRequest, code: str, asked: Query[AskIn], kind: int = 0, after: str = "") -> RowsOut:
    """Rows of one kind (``kind`` counts from 0), as far as the caller may see them, newest first."""
    actor, ask = _actor(request), asked.as_ask(code)
    behind = rows_behind(actor, code, ask)
    part = behind.parts[kind if 0 <= kind < len(behind.parts) else 0]
    page = page_of(part.found, (f"-{part.rows.when}",), cursor=after)
    found = [
        RowOut(
            kind=part.rows.model._meta.label_lower,
            id=str(row.pk),
            when=value_at(row, part.rows.when),
            area=value_at(row, part.rows.area) if part.rows.has(part.rows.area) else "",
            unit=value_at(row, part.rows.unit) if part.rows.has(part.rows.unit) else "",
        )
        for row in page.rows
    ]
    return RowsOut(rows=found, next=page.next, hidden=behind.hidden, who_may_see=[str(name) for name in behind.who])
