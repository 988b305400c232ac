"""The definition of tracing, slow and obvious; every other engine must say the same.

A *meeting* is two visits of two people at one place with a moment in common at which the source can pass it on; it
counts where its length and kind satisfy the rule of its degree. Degree 0 are the index persons, who are contacts of
nobody. The *exposure* of a person at degree d is the earliest beginning of a counting meeting with somebody who was
exposed at degree d - 1 and could pass it on by then; it is kept for each degree, since a longer chain may arrive
earlier and lead on to others. The degree of a person is the lowest at which there is an exposure.

Longer and surer visits can only add meetings and bring exposures forward, so a contact in every completion of the
ranges is one among the surest visits, and a contact in some completion one among the widest.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lianfang.engines.tracing.model import (
    ALL_TIME,
    Contact,
    Contacts,
    Count,
    Exposure,
    Index,
    Name,
    Rule,
    Rules,
    Step,
    Visit,
    check,
)

Level = dict[Name, list[Step]]  # every counting meeting of each person exposed at this degree


@dataclass(frozen=True)
class World:
    """One completion of the visits; `wide`: a setting that is not known may be one that counts."""

    visits: Sequence[Visit]
    wide: bool


def trace(visits: Iterable[Visit], indexes: Sequence[Index], rules: Rules, degrees: int = 3) -> Contacts:
    """Who is a contact of the index persons, to how many degrees, and by which chain. Raises ValueError."""
    check(indexes, rules, degrees)
    visits = list(visits)
    widest = World([visit.widest() for visit in visits], wide=True)
    surest = World([sure for visit in visits if (sure := visit.surest())], wide=False)
    return _compare(_levels(widest, indexes, rules, degrees), _levels(surest, indexes, rules, degrees), rules)


def _levels(world: World, indexes: Sequence[Index], rules: Rules, degrees: int) -> list[Level]:
    cases = {index.person for index in indexes}
    sources = [(index.person, index.since, index.until) for index in indexes]
    levels: list[Level] = []
    for degree in range(1, degrees + 1):
        level: Level = defaultdict(list)
        for source, since, until in sources:
            for step in _meetings(world, source, since, until, rules, degree):
                if step.person not in cases:
                    level[step.person].append(step)
        levels.append(level)
        latent = timedelta(minutes=rules.of(degree).latent_minutes)
        sources = [(person, _first(steps) + latent, ALL_TIME) for person, steps in level.items()]
    return levels


def _meetings(
    world: World, source: Name, since: datetime, until: datetime, rules: Rules, degree: int
) -> Iterable[Step]:
    rule = rules.of(degree)
    for a in (visit for visit in world.visits if visit.person == source):
        for b in world.visits:
            begin, end = max(a.begin, b.begin, since), min(a.end, b.end, until)
            together = a.place == b.place and a.person != b.person and begin < min(a.gone, b.gone, until)
            if together and end - begin >= timedelta(minutes=rule.minutes) and _counts(rule, rules, world, a, b):
                yield Step(a.person, b.person, a.place, begin, end)


def _counts(rule: Rule, rules: Rules, world: World, a: Visit, b: Visit) -> bool:
    def setting(visit: Visit) -> bool:
        return rule.settings is None or visit.setting in rule.settings or (world.wide and visit.setting == "")

    family = rules.families.get(a.person)
    kin = family is not None and family == rules.families.get(b.person)
    known = a.row is not None and b.row is not None
    near = rule.rows is None or not known or abs(a.row - b.row) <= rule.rows  # type: ignore[operator]
    bare = rule.protected or not (a.protected or b.protected)
    return setting(a) and setting(b) and (kin or not rule.kin) and near and bare


def _first(steps: list[Step]) -> datetime:
    return min(step.begin for step in steps)


def _degree(levels: list[Level], person: Name) -> int | None:
    return next((degree for degree, level in enumerate(levels, 1) if person in level), None)


def _exposure(steps: list[Step]) -> Exposure:
    seconds = sum(((step.end - step.begin) for step in steps), timedelta())
    return Exposure(_first(steps), max(step.end for step in steps), int(seconds.total_seconds()))


def _chain(levels: list[Level], degree: int, person: Name) -> tuple[Step, ...]:
    """Of the meetings that begin at the exposure the one at the first place, with the first person, the longest."""
    if degree == 0:
        return ()
    first = _first(levels[degree - 1][person])
    ties = [step for step in levels[degree - 1][person] if step.begin == first]
    step = min(ties, key=lambda step: (step.place, step.source, ALL_TIME - step.end))
    return (*_chain(levels, degree - 1, step.source), step)


def _compare(widest: list[Level], surest: list[Level], rules: Rules) -> Contacts:
    nearest = {person: _degree(widest, person) for level in widest for person in level}
    sure = {person: _degree(surest, person) for person in nearest}
    found = []
    for person, degree in nearest.items():
        if degree is not None and degree <= rules.defined:
            shown = surest if sure[person] == degree else widest
            exposure, wide = (_exposure(levels[degree - 1][person]) for levels in (shown, widest))
            found.append(Contact(person, degree, sure[person], exposure, wide, _chain(shown, degree, person)))
    counts = {}
    for degree in range(1, len(widest) + 1):
        these = [person for person in nearest if nearest[person] == degree]
        certain = sum(sure[person] == degree for person in these)
        counts[degree] = Count(certain, len(these) - certain)
    found.sort(key=lambda contact: (contact.degree, contact.exposure.first, contact.person))
    return Contacts(tuple(found), counts)
