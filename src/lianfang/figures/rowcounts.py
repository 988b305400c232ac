"""Counting rows: what no sum holds, part-days, stocks, what was known at an instant, and the rows behind a number."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from django.db.models import Count, F, Model, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Substr, TruncDate

from lianfang.figures.asking import Ask, Key
from lianfang.figures.declare import Figure, Kind, Measure, Rows
from lianfang.figures.rules import Span, Tree, word
from lianfang.kernel.clock import day_of, start_of
from lianfang.kernel.paths import under

Known: TypeAlias = Callable[[Rows], Q]
"""Which rows count by when they were received and voided."""


def count_rows(
    figure: Figure, ask: Ask, spans: Sequence[Span], known: Known | None = None
) -> Iterator[tuple[Key, int]]:
    """Numbers of a figure from its rows; a key may come more than once, to be added up (never for distinct counts)."""
    if figure.measure is Measure.DISTINCT:
        yield from _distinct(figure, ask, spans, known)
        return
    for rows in figure.rows:
        found, names = _grouped(rows_of(figure, rows, ask, spans, known), rows, ask)
        for group in found.annotate(_amount=amount_of(figure, rows)).order_by():
            yield from (
                (key, int(group["_amount"] or 0)) for key in _keys(figure, ask, [group[name] for name in names])
            )


def amount_of(figure: Figure, rows: Rows) -> Count | Sum:
    column = figure.adds(rows)
    return Sum(column) if column else Count("pk")


def _distinct(figure: Figure, ask: Ask, spans: Sequence[Span], known: Known | None) -> Iterator[tuple[Key, int]]:
    """Different values, over all kinds of rows of the figure."""
    values: dict[Key, set[Any]] = defaultdict(set)
    for rows in figure.rows:
        found, names = _grouped(rows_of(figure, rows, ask, spans, known), rows, ask)
        for group in found.annotate(_value=F(rows.distinct)).order_by().distinct():
            for key in _keys(figure, ask, [group[name] for name in names]):
                values[key].add(group["_value"])
    yield from ((key, len(different - {None})) for key, different in values.items())


def rows_of(figure: Figure, rows: Rows, ask: Ask, spans: Sequence[Span], known: Known | None = None) -> QuerySet[Model]:
    """The rows that the asked number counts, each once."""
    found = rows.model._base_manager.filter(rows.where).filter((known or known_in(ask))(rows))
    found = found.filter(_in_time(figure, rows, ask, spans)).filter(_within(rows, rows.area, ask.area))
    if ask.response is not None and rows.has(rows.response):
        found = found.filter(**{rows.response: ask.response})
    if ask.unit and rows.has(rows.joint):
        found = found.annotate(_joint=Cast(rows.joint, TextField()))
    return found.filter(_of_unit(rows, ask.unit))


def _within(rows: Rows, column: str, place: str) -> Q:
    """In the place; rows without such a column belong to the whole and to no part of it."""
    return under(column, place) if rows.has(column) else NONE if place else Q()


def _of_unit(rows: Rows, unit: str) -> Q:
    """Done for the unit or together with it: in a list of paths only the beginning of one follows a quotation mark."""
    if not unit:
        return Q()
    own = _within(rows, rows.unit, unit)
    return own | Q(_joint__contains=f'"{unit}') if rows.has(rows.joint) else own


def known_in(ask: Ask) -> Known:
    """Rows that are not voided; at an earlier instant those received by then and not yet voided."""
    at = ask.as_known_at
    return known_now if at is None else lambda rows: known_at(rows, at)


def known_now(rows: Rows) -> Q:
    return Q(**{rows.known_until: None}) if rows.has(rows.known_until) else Q()


def known_at(rows: Rows, at: datetime) -> Q:
    """What was known at an instant; of rows without these columns what is known now."""
    received = Q(**{f"{rows.known_from}__lte": at}) if rows.has(rows.known_from) else Q()
    if not rows.has(rows.known_until):
        return received
    return received & (Q(**{rows.known_until: None}) | Q(**{f"{rows.known_until}__gt": at}))


def learnt_since(at: datetime) -> Known:
    """Rows that count now and were received after an instant."""
    return lambda rows: known_now(rows) & Q(**{f"{rows.known_from}__gt": at}) if rows.has(rows.known_from) else NONE


def withdrawn_since(at: datetime) -> Known:
    """Rows that counted at an instant and were voided after it."""
    return lambda rows: known_at(rows, at) & ~known_now(rows) if rows.has(rows.known_until) else NONE


NONE = Q(pk__in=[])


def _in_time(figure: Figure, rows: Rows, ask: Ask, spans: Sequence[Span]) -> Q:
    if figure.kind is Kind.STOCK:
        return _standing(rows, ask.until_at)
    wanted = NONE
    for start, end in spans:
        wanted |= Q(**{f"{rows.when}__gte": _bound(rows, start), f"{rows.when}__lt": _bound(rows, end)})
    return wanted


def _standing(rows: Rows, at: datetime) -> Q:
    """Rows that count as of an instant; a day begins with its first instant and ends with its last."""
    begun = Q(**{f"{rows.when}__lt": _bound(rows, at)}) if rows.is_day(rows.when) else Q(**{f"{rows.when}__lte": at})
    if not rows.until:
        return begun
    last = day_of(at - timedelta(microseconds=1)) if rows.is_day(rows.until) else at
    after = "gte" if rows.is_day(rows.until) else "gt"
    return begun & (Q(**{rows.until: None}) | Q(**{f"{rows.until}__{after}": last}))


def _bound(rows: Rows, instant: datetime) -> datetime | date:
    """The bound for the column: of calendar days the first that begins at or after the instant."""
    if not rows.is_day(rows.when):
        return instant
    day = day_of(instant)
    return day if start_of(day) == instant else day + timedelta(days=1)


def _grouped(found: QuerySet[Model], rows: Rows, ask: Ask) -> tuple[QuerySet[Model, Any], list[str]]:
    """Grouped by place (for units: by all that took part), day and breakdowns, with the names of these in order."""
    keys: dict[str, Any] = {"_all": Value(1)} if not ask.by_place else _place_of(rows, ask)
    if ask.by_day:
        keys["_day"] = F(rows.when) if rows.is_day(rows.when) else TruncDate(rows.when)
    keys |= {f"_by{number}": F(rows.column_of(code)) for number, code in enumerate(ask.by)}
    return found.values(**keys), list(keys)


def _place_of(rows: Rows, ask: Ask) -> dict[str, Any]:
    if ask.tree is Tree.AREA:
        return {"_area": Substr(rows.area, 1, ask.spots.widest) if rows.has(rows.area) else Value("")}
    unit = F(rows.unit) if rows.has(rows.unit) else Value("")
    return {"_unit": unit, **({"_with": F(rows.joint)} if rows.has(rows.joint) else {})}


def _keys(figure: Figure, ask: Ask, keys: list[Any]) -> Iterator[Key]:
    """The numbers that a group of rows belongs to."""
    split = tuple(word(keys.pop()) for _ in ask.by)[::-1]
    day = keys.pop() if ask.by_day else None
    places = {ask.base} if not ask.by_place else ask.spots.of_all(_paths(keys))
    return (Key(figure.code, place, day, split) for place in places)


def _paths(keys: list[Any]) -> list[str]:
    """The area, or the unit with those that worked together with it."""
    first, *joint = keys
    return [first, *(joint[0] or [] if joint else [])]
