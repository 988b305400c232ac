"""The one place that counts: any set of figures over any subtree, any period, any breakdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet

from lianfang.accounts.access import roles
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import scope
from lianfang.figures.access import SEE_FIGURES
from lianfang.figures.asking import Ask, Key, Result
from lianfang.figures.declare import Figure, Kind, Privacy, Rows, figures
from lianfang.figures.periods import day_by_day, ends_of_days, part_days, whole_days
from lianfang.figures.rowcounts import Known, count_rows, learnt_since, rows_of, withdrawn_since
from lianfang.figures.rules import Span
from lianfang.figures.sums import read_sums
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound, Refused
from lianfang.kernel.wording import Reason, Text


def evaluate(ask: Ask, viewer: Actor) -> Result:
    """The asked numbers; figures that the viewer may not see are withheld with the reason.

    Call it outside ``transaction.atomic``: on SQLite a read inside would take the write lock. Raises NotFound for a code
    that is no figure.
    """
    withheld = {code: reason for code in ask.figures if (reason := withheld_from(viewer, figure_of(code), ask))}
    return Result(ask, _numbers(ask, [figures[code] for code in ask.figures if code not in withheld]), withheld)


def figure_of(code: str) -> Figure:
    """Raises NotFound."""
    if code not in figures:
        raise NotFound("figures.no_such_figure", figure=code)
    return figures[code]


def withheld_from(viewer: Actor, figure: Figure, ask: Ask) -> Reason | None:
    """Why the viewer may not see this number, or None. A public figure still needs `SEE_FIGURES` for its small counts."""
    for code in ask.by:
        if figure.breakdown(code) is None:
            return Reason.of("figures.not_a_split", figure=figure.code, by=code)
    action = figure.action if figure.privacy is Privacy.SENSITIVE else SEE_FIGURES
    verdict = viewer.verdict(action, area_path=ask.area, unit_path=ask.unit or None)
    return None if verdict.allowed else verdict.because


def _numbers(ask: Ask, wanted: Sequence[Figure]) -> dict[Key, int]:
    summed = [figure.code for figure in wanted if _sums_answer(figure, ask)]
    total = read_sums(ask, summed, whole_days(ask.from_at, ask.until_at))
    for figure in wanted:
        is_summed = figure.code in summed
        found = _part_days(figure, ask) if is_summed else _from_rows(figure, ask, [(ask.from_at, ask.until_at)])
        for key, number in found:
            total[key] = total.get(key, 0) + number
    return total if all(total.values()) else {key: number for key, number in total.items() if number}


def _part_days(figure: Figure, ask: Ask) -> Iterator[tuple[Key, int]]:
    """What the whole days leave over, from rows; by day each day by itself, so that no row has to tell its own."""
    parts = part_days(ask.from_at, ask.until_at)
    if not ask.by_day:
        yield from _from_rows(figure, ask, parts)
        return
    undated = ask.but(group=_without_day(ask))
    for day, part in day_by_day(parts):
        yield from _on(day, count_rows(figure, undated, [part]))


def _sums_answer(figure: Figure, ask: Ask) -> bool:
    """Whether the daily sums hold what is asked; rows are counted otherwise."""
    if not figure.is_summed or ask.crosses or ask.as_known_at is not None:
        return False
    return not ask.by or (len(ask.by) == 1 and ask.by[0] in figure.summed_by)


def _from_rows(
    figure: Figure, ask: Ask, spans: Sequence[Span], known: Known | None = None
) -> Iterator[tuple[Key, int]]:
    """Numbers from rows; a stock by day is that of the end of each day."""
    if figure.kind is Kind.FLOW:
        return count_rows(figure, ask, spans, known) if spans else iter(())
    if not ask.by_day:
        return count_rows(figure, ask, (), known)
    return (
        dated
        for day, end in ends_of_days(ask.from_at, ask.until_at)
        for dated in _on(day, count_rows(figure, ask.but(until_at=end, group=_without_day(ask)), (), known))
    )


def _on(day: date, found: Iterable[tuple[Key, int]]) -> Iterator[tuple[Key, int]]:
    return ((key._replace(day=day), number) for key, number in found)


def _without_day(ask: Ask) -> tuple[str, ...]:
    return tuple(part for part in ask.group if part != "day")


@dataclass(frozen=True)
class Change:
    """What happened to a number after an instant: counted later, and withdrawn."""

    added: int = 0
    withdrawn: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.withdrawn)


def changes_since(ask: Ask, viewer: Actor) -> dict[str, Change]:
    """By figure, what arrived or was voided after ``ask.as_known_at`` and belongs to the period asked for."""
    since = ask.as_known_at or now()
    plain = ask.but(as_known_at=None, group=(), by=(), places=())
    return {
        code: Change(_total(code, plain, learnt_since(since)), _total(code, plain, withdrawn_since(since)))
        for code in ask.figures
        if not withheld_from(viewer, figure_of(code), ask)
    }


def _total(code: str, ask: Ask, known: Known) -> int:
    return sum(number for _, number in _from_rows(figures[code], ask, [(ask.from_at, ask.until_at)], known))


@dataclass(frozen=True)
class Behind:
    """The rows of one kind behind a number, as far as the viewer may see them."""

    rows: Rows
    found: QuerySet[Model]
    hidden: int
    """How many more there are that the viewer may not see."""


@dataclass(frozen=True)
class RowsBehind:
    """The rows behind a number, kind by kind, and who may see those that this viewer may not."""

    parts: Sequence[Behind]
    who: Sequence[Text]

    @property
    def hidden(self) -> int:
        return sum(part.hidden for part in self.parts)


def rows_behind(actor: Actor, code: str, ask: Ask) -> RowsBehind:
    """The rows that the number counts, newest first, within the actor's rights.

    Raises NotFound for a code that is no figure, and Refused where the number itself is withheld from the actor.
    """
    figure = figure_of(code)
    if withheld := withheld_from(actor, figure, ask):
        raise Refused(withheld.code, **withheld.params)
    parts = [_behind(actor, figure, rows, ask) for rows in figure.rows]
    return RowsBehind(parts, [role.name for role in roles.values() if figure.action.code in role.actions])


def _behind(actor: Actor, figure: Figure, rows: Rows, ask: Ask) -> Behind:
    every = rows_of(figure, rows, ask, [(ask.from_at, ask.until_at)])
    area, units = rows.area if rows.has(rows.area) else "", (rows.unit,) if rows.has(rows.unit) else ()
    seen = scope(every, actor, figure.action, area=area, units=units)
    sees_all = actor.is_system or (area and actor.may(figure.action, area_path=ask.area))
    hidden = 0 if sees_all else every.count() - seen.count()
    return Behind(rows, seen.order_by(f"-{rows.when}", "-pk"), hidden)
