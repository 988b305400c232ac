"""Everything on the picture, each part by itself, within the viewer's area."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from lianfang.accounts.actors import Actor
from lianfang.command import rules
from lianfang.command.access import SEE_PICTURE
from lianfang.figures.asking import Ask
from lianfang.figures.declare import Figure, figures
from lianfang.figures.engine import evaluate
from lianfang.figures.links import rows_url
from lianfang.kernel.clock import end_of, now, start_of, today
from lianfang.kernel.errors import NotFound
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.selectors import area_at, areas_under
from lianfang.ui.maps import Map, Place

MAP_LEVELS = (Level.STREET, Level.COMMUNITY, Level.GRID)


def area_of(actor: Actor, path: str | None = None) -> Area:
    """The area whose picture is asked for, or the widest one the viewer may see. Raises NotFound beyond the viewer's rights."""
    if path is not None:
        if not actor.may(SEE_PICTURE, area_path=path):
            raise NotFound
        return area_at(path)
    widest = sorted(
        (held.area_path for held in actor.held if held.permits(SEE_PICTURE) and held.area_path is not None), key=len
    )
    if not widest:
        raise NotFound
    return area_at(widest[0]) if widest[0] else _top()


def _top() -> Area:
    top = Area.objects.filter(parent=None, retired_at=None).order_by("path").first()
    if top is None:
        raise NotFound
    return top


@dataclass(frozen=True)
class Number:
    """A figure with its number and the door to its rows."""

    figure: Figure
    value: int
    href: str


def known(codes: Sequence[str]) -> list[Figure]:
    """The figures among these that a module declares."""
    return [figures[code] for code in codes if code in figures]


def numbers(actor: Actor, area: Area, codes: Sequence[str]) -> list[Number]:
    """Flows of today and stocks of now, for the whole area."""
    ask = _today(area, codes)
    result = evaluate(ask, actor)
    shown = [figure for figure in known(codes) if figure.code not in result.withheld]
    return [Number(figure, result.number(figure.code), rows_of(ask, figure.code)) for figure in shown]


def _today(area: Area, codes: Sequence[str]) -> Ask:
    return Ask(
        figures=tuple(figure.code for figure in known(codes)), from_at=start_of(today()), until_at=now(), area=area.path
    )


def rows_of(ask: Ask, code: str, place: str = "") -> str:
    """The address at which the rows behind a number open."""
    return rows_url(code, ask.but(area=place or ask.area, group=(), places=()))


def trend(
    actor: Actor, area: Area, days: int = rules.TREND_DAYS, chosen: Sequence[Figure] | None = None
) -> dict[Figure, list[tuple[date, int]]]:
    """The figures chosen, or the usual ones, by day, up to and with today; a stock is that of the end of each day."""
    first = today() - timedelta(days=days - 1)
    shown = known(rules.TREND) if chosen is None else chosen
    ask = Ask(
        figures=tuple(figure.code for figure in shown),
        from_at=start_of(first),
        until_at=end_of(today()),
        area=area.path,
        group=("day",),
    )
    result = evaluate(ask, actor)
    run = [first + timedelta(days=number) for number in range(days)]
    return {
        figure: [(day, result.number(figure.code, day=day)) for day in run]
        for figure in shown
        if figure.code not in result.withheld
    }


@dataclass(frozen=True)
class Line:
    """An area below with its numbers, in the order of the columns."""

    area: Area
    load: list[Number]
    lateness: list[Number]


def beside(actor: Actor, area: Area) -> Iterator[Line]:
    """The areas directly below in the order of the tree: load and lateness side by side, never ranked."""
    ask = _today(area, (*rules.LOAD, *rules.LATENESS)).but(group=("area",))
    result = evaluate(ask, actor)
    for below in Area.objects.filter(parent=area, retired_at=None).defer("geometry").order_by("path"):
        yield Line(
            below,
            *(
                [
                    Number(figure, result.number(figure.code, below.path), rows_of(ask, figure.code, below.path))
                    for figure in known(codes)
                    if figure.code not in result.withheld
                ]
                for codes in (rules.LOAD, rules.LATENESS)
            ),
        )


def choropleth(actor: Actor, area: Area, figure: Figure, level: Level, since: datetime) -> Map:
    """The areas of a level on the map, each opening its rows."""
    shown = list(areas_under(area.path, level.value))
    ask = Ask(
        figures=(figure.code,), from_at=since, until_at=now(), area=area.path, places=tuple(each.path for each in shown)
    )
    result = evaluate(ask, actor) if shown else None
    places = [
        Place(
            name=str(each),
            geometry=each.geometry,
            value=None if result is None or figure.code in result.withheld else result.number(figure.code, each.path),
            href=rows_of(ask, figure.code, each.path),
        )
        for each in shown
    ]
    return Map("picture", figure.name, figure.means, figure.name, places)


def levels_below(area: Area) -> list[Level]:
    """The levels the map of this area can show, from wide to narrow."""
    order = list(Level)
    return [level for level in MAP_LEVELS if order.index(level) > order.index(Level(area.level))]


def usual_level(area: Area, levels: Sequence[Level]) -> Level | None:
    """The narrowest of these levels whose places can still be read on a map."""
    counts = dict(areas_under(area.path).values_list("level").annotate(places=Count("pk")).order_by())
    readable = [level for level in levels if counts.get(level.value, 0) <= rules.MOST_PLACES]
    return readable[-1] if readable else next(iter(levels), None)
