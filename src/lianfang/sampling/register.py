"""Whom a session and a round call, and who has not been sampled: asked of the standing register by index.

A *round* is all sessions of the same name in a response. Somebody is *open* who lives in an area called, was not sampled in
any session of the round, and is not exempt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lianfang.kernel.paths import WIDTH, contains, under
from lianfang.people.models import Household, Person
from lianfang.sampling.models import Called, Exemption, Session, Swab
from lianfang.sampling.slots import Building

NOBODY = Q(pk__in=[])


def called_paths(sessions: Iterable[Session]) -> list[str]:
    """The areas these sessions call; what lies in another of them is left out."""
    paths = sorted(set(Called.objects.filter(session__in=list(sessions)).values_list("area_path", flat=True)))
    widest: list[str] = []
    for path in paths:
        if not widest or not contains(widest[-1], path):
            widest.append(path)
    return widest


def within(field: str, paths: Iterable[str]) -> Q:
    """Rows in any of these areas."""
    return reduce(or_, (under(field, path) for path in paths), NOBODY)


def residents(paths: Iterable[str]) -> QuerySet[Person]:
    """Who lives in these areas by the standing register."""
    return Person.objects.filter(within("area_path", paths), response=None, merged_into=None, gone_at=None)


def living_in(session: Session) -> QuerySet[Person]:
    """Whom a session calls."""
    return residents(called_paths([session]))


def sampled_in(sessions: Iterable[Session]) -> Exists:
    """Whether somebody, or a record merged into theirs, was sampled in any of these sessions."""
    return _has(Swab, sessions)


def exempt_in(sessions: Iterable[Session]) -> Exists:
    return _has(Exemption, sessions)


def _has(kind: type[Swab] | type[Exemption], sessions: Iterable[Session]) -> Exists:
    return Exists(kind.kept.filter(session__in=list(sessions), person=OuterRef("pk")).values("pk"))


def still_open(calling: Iterable[Session], whole_round: Iterable[Session]) -> QuerySet[Person]:
    """Who is called by some sessions and is neither sampled nor exempt anywhere in their round."""
    every = list(whole_round)
    return residents(called_paths(calling)).filter(~sampled_in(every), ~exempt_in(every))


def by_building(people: QuerySet[Person]) -> dict[str, int]:
    """How many of these people there are, by the area in which their door is; one query."""
    rows = people.order_by().values_list("area_path").annotate(count=Count("pk"))
    return dict(rows.values_list("area_path", "count"))


def buildings_of(session: Session) -> list[Building]:
    """The buildings a session calls with the people who live there, in the order of the tree."""
    return [Building(path, people) for path, people in sorted(by_building(living_in(session)).items())]


@dataclass(frozen=True)
class Standing:
    """How far a round is in one area: called, sampled, exempt, still open."""

    area_path: str
    called: int
    sampled: int
    exempt: int

    @property
    def open(self) -> int:
        return self.called - self.sampled - self.exempt


def standing(calling: Iterable[Session], whole_round: Iterable[Session]) -> list[Standing]:
    """How far these sessions are, building by building, in one query over the register; what was done anywhere in their
    round counts.
    """
    every = list(whole_round)
    rows = (
        residents(called_paths(calling))
        .annotate(done=sampled_in(every), spared=exempt_in(every))
        .order_by()
        .values_list("area_path")
        .annotate(
            called=Count("pk"),
            sampled=Count("pk", filter=Q(done=True)),
            exempt=Count("pk", filter=Q(done=False, spared=True)),
        )
    )
    counted = rows.values_list("area_path", "called", "sampled", "exempt")
    return [Standing(*row) for row in sorted(counted)]


def above(rows: Iterable[Standing], level: int) -> list[Standing]:
    """The same rolled up to areas so many segments deep: buildings to their communities."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        here = sums.setdefault(row.area_path[: level * WIDTH], [0, 0, 0])
        for at, number in enumerate((row.called, row.sampled, row.exempt)):
            here[at] += number
    return [Standing(path, *numbers) for path, numbers in sorted(sums.items())]


def households_in(paths: Iterable[str]) -> int:
    """Households in these areas that are lived in."""
    return Household.objects.filter(within("area_path", paths), is_occupied=True).count()
