"""Each act that counts leaves its deltas in its own transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from lianfang.figures.declare import Figure, Rows, figures
from lianfang.figures.matching import holds, value_at
from lianfang.figures.models import NO_RESPONSE, Delta
from lianfang.figures.rules import cell_of, signed_units, word
from lianfang.kernel.clock import day_of


class Change(NamedTuple):
    """Which sums change: those of a cell on a day, at an area (of joint work the first participant bears it) and a unit."""

    day: date
    cell: str
    response: UUID
    area_path: str | None
    unit_path: str


class Share(NamedTuple):
    """To what a row adds: cells on a day, at its area, for the units that took part."""

    day: date
    cells: tuple[str, ...]
    response: UUID
    area_path: str
    unit_paths: tuple[str, ...]


def count(act: Model, sign: int) -> None:
    """Add (+1) or take back (-1) what this saved row contributes to the daily sums; call it in the row's transaction."""
    count_all([act], sign)


def count_all(acts: Iterable[Model], sign: int) -> None:
    """The same for a batch of rows, in one insert: what the rows of one day and place add is added up first."""
    shares: Counter[Share] = Counter()
    counting = cache(lambda model: [(*counted, cache(partial(_cells, *counted))) for counted in counted_in(model)])
    for act in acts:
        for figure, rows, cells in counting(type(act)):
            if holds(rows.where, act) and (amount := sign * amount_of(figure, rows, act)):
                shares[_share_of(rows, act, cells(*split_by(figure, rows, act)))] += amount
    changes: Counter[Change] = Counter()
    for share, amount in shares.items():
        for change, part in _spread(share, amount):
            changes[change] += part
    deltas = [Delta(**change._asdict(), amount=amount) for change, amount in changes.items() if amount]
    if deltas:
        Delta.objects.bulk_create(deltas, batch_size=1000)


def counted_in(model: type[Model]) -> Iterator[tuple[Figure, Rows]]:
    """The figures that keep sums of a model, with the rows of it they count."""
    for figure in figures.values():
        if figure.is_summed:
            for rows in figure.rows:
                if rows.model is model:
                    yield figure, rows


def amount_of(figure: Figure, rows: Rows, act: Model) -> int:
    column = figure.adds(rows)
    return int(value_at(act, column) or 0) if column else 1


def cells_of(figure: Figure, rows: Rows, act: Model) -> list[str]:
    """The figure itself and its value in each breakdown of which sums are kept."""
    return list(_cells(figure, rows, *split_by(figure, rows, act)))


def split_by(figure: Figure, rows: Rows, act: Model) -> list[Any]:
    """Its value in each of these breakdowns."""
    return [value_at(act, rows.column_of(code)) for code in figure.summed_by]


def _cells(figure: Figure, _rows: Rows, *values: Any) -> tuple[str, ...]:
    splits = zip(figure.summed_by, values, strict=True)
    return cell_of(figure.code), *(cell_of(figure.code, code, word(value)) for code, value in splits)


def _share_of(rows: Rows, act: Model, cells: tuple[str, ...]) -> Share:
    return Share(
        day=_day(value_at(act, rows.when)),
        cells=cells,
        response=_response(rows, act),
        area_path=value_at(act, rows.area),
        unit_paths=tuple(units_of(rows, act)),
    )


def _spread(share: Share, amount: int) -> Iterator[tuple[Change, int]]:
    for number, (unit, sign) in enumerate(signed_units(share.unit_paths)):
        for cell in share.cells:
            area = share.area_path if number == 0 else None
            yield Change(share.day, cell, share.response, area, unit), amount * sign


def units_of(rows: Rows, act: Model) -> list[str]:
    """The paths of all units that took part."""
    joint = value_at(act, rows.joint) if rows.has(rows.joint) else []
    return [value_at(act, rows.unit), *(joint or [])]


def _day(when: Any) -> date:
    return day_of(when) if hasattr(when, "hour") else when


def _response(rows: Rows, act: Model) -> UUID:
    return value_at(act, rows.response) or NO_RESPONSE if rows.has(rows.response) else NO_RESPONSE
