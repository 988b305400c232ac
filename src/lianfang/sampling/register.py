"""Whom a session and a round call, and who has not been sampled: asked of the standing register by index.

A *round* is all sessions of the same name in a response. Somebody is *open* who lives in an area called, was not sampled in
any session of the round, and is not exempt.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lianfang.kernel.paths import WIDTH, contains, under, upper
from lianfang.people.models import Household, Person
from lianfang.people.selectors import whole
from lianfang.sampling.models import Called, Exemption, Session, Swab
from lianfang.sampling.slots import Building

NOBODY = Q(pk__in=[])
AT_ONCE = 500
"""Ids or areas in one question to the database."""
MOST_OF_IT = 2
"""A part of a round is small if its sessions are less than one in so many."""
STANDING = Person.objects.filter(response=None, merged_into=None, gone_at=None)
"""Who lives here by the standing register."""


def called_paths(sessions: Iterable[Session]) -> list[str]:
    """The areas these sessions call; what lies in another of them is left out."""
    paths = sorted(set(Called.objects.filter(session__in=list(sessions)).values_list("area_path", flat=True)))
    widest: list[str] = []
    for path in paths:
        if not widest or not contains(widest[-1], path):
            widest.append(path)
    return widest


def within(field: str, paths: Iterable[str]) -> Q:
    """Rows in any of these areas. Neighbours are told as one stretch too, which an index walks in its order."""
    paths = sorted(paths)
    rows = reduce(or_, (under(field, path) for path in paths), NOBODY)
    neighbours = len(paths) > 1 and len({path[:-WIDTH] for path in paths}) == 1
    return Q(**{f"{field}__gte": paths[0], f"{field}__lt": upper(paths[-1])}) & rows if neighbours else rows


def residents(paths: Iterable[str]) -> QuerySet[Person]:
    """Who lives in these areas by the standing register."""
    return STANDING.filter(within("area_path", paths))


def living_in(session: Session) -> QuerySet[Person]:
    """Whom a session calls."""
    return residents(called_paths([session]))


def rounds_of(sessions: Iterable[Session]) -> Q:
    """Acts of the rounds to which these sessions belong.

    By their names, not their ids: for each of 400,000 people a list of ids costs SQLite four times as much.
    """
    named = {(session.response_id, session.name) for session in sessions}
    return reduce(or_, (Q(session__response=response, session__name=name) for response, name in named), NOBODY)


def without(people: QuerySet[Person], kind: type[Swab] | type[Exemption], rounds: Q) -> QuerySet[Person]:
    """Those of these people of whom the rounds have no such record, under their own or one that was merged into it.

    Conditions that are all true at once, so that PostgreSQL makes one join of them.
    """
    here = kind.kept.filter(rounds)
    return people.filter(~Exists(here.filter(person=OuterRef("pk")).values("pk"))).exclude(pk__in=_stood_for(here))


def _stood_for(acts: "QuerySet[Any]") -> set[UUID]:
    """Whom those stand for now who were recorded under a record that was merged since; they are few."""
    merged = Person.objects.filter(Exists(acts.filter(person=OuterRef("pk"))), merged_into__isnull=False)
    return {whole(person).pk for person in merged.select_related("merged_into")}


def not_sampled(calling: Iterable[Session], whole_round: Iterable[Session]) -> QuerySet[Person]:
    """Who is called by some sessions and was not sampled anywhere in their round, the exempt among them."""
    return without(residents(called_paths(calling)), Swab, rounds_of(whole_round))


def still_open(calling: Iterable[Session], whole_round: Iterable[Session]) -> QuerySet[Person]:
    """Who is called by some sessions and is neither sampled nor exempt anywhere in their round."""
    return without(not_sampled(calling, whole_round), Exemption, rounds_of(whole_round))


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
    """How far these sessions are, building by building; what was done anywhere in their round counts.

    Whoever lives there is counted once over the register. The sampled of a whole round are counted from what was recorded;
    of a small part of it by asking of each of its few people. The exempt are few.
    """
    some, every = list(calling), list(whole_round)
    paths = called_paths(some)
    living = by_building(residents(paths))
    if MOST_OF_IT * len(some) < len(every):
        missing = by_building(without(residents(paths), Swab, rounds_of(every)))
        sampled = Counter(living) - Counter(missing)
    else:
        sampled = _counted_from(Swab.kept.filter(session__in=every), paths)
    exempt = _exempt_only(Exemption.kept.filter(session__in=every), every, paths)
    return [Standing(path, people, sampled[path], exempt[path]) for path, people in sorted(living.items())]


def _counted_from(acts: "QuerySet[Any]", paths: Iterable[str]) -> Counter[str]:
    """Of how many residents of these areas there is such a record, by building, under whichever record it was made."""
    known = residents(paths).filter(pk__in=acts.values("person"))
    others = residents(paths).filter(pk__in=_stood_for(acts)).exclude(Exists(acts.filter(person=OuterRef("pk"))))
    return Counter(by_building(known)) + Counter(by_building(others))


def _exempt_only(acts: "QuerySet[Any]", every: Iterable[Session], paths: Iterable[str]) -> Counter[str]:
    """The residents of these areas who are exempt and were not sampled all the same, by building; they are few."""
    ids = sorted({pk for pk in acts.values_list("person", flat=True) if pk} | _stood_for(acts))
    found: Counter[str] = Counter()
    for start in range(0, len(ids), AT_ONCE):
        some = residents(paths).filter(pk__in=ids[start : start + AT_ONCE])
        found.update(by_building(without(some, Swab, rounds_of(every))))
    return found


def open_at(lines: Sequence[Standing], calling: Iterable[Session], whole_round: Iterable[Session]) -> QuerySet[Person]:
    """As `still_open`, asked only of the buildings in which somebody is open by these lines."""
    paths = [each.area_path for each in lines if each.open]
    if len(paths) > AT_ONCE:
        return still_open(calling, whole_round)
    rounds = rounds_of(whole_round)
    return without(without(STANDING.filter(area_path__in=paths), Swab, rounds), Exemption, rounds)


def rolled_up(rows: Iterable[Standing], to: Callable[[str], str]) -> list[Standing]:
    """The same by a wider place, which is asked for each: buildings to their communities."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        here = sums.setdefault(to(row.area_path), [0, 0, 0])
        for at, number in enumerate((row.called, row.sampled, row.exempt)):
            here[at] += number
    return [Standing(path, *numbers) for path, numbers in sorted(sums.items())]


def households_in(paths: Iterable[str]) -> int:
    """Households in these areas that are lived in."""
    return Household.objects.filter(within("area_path", paths), is_occupied=True).count()
