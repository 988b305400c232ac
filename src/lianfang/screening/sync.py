"""The doors of a round on the phone, and what may be recorded about them from any door."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import record_kind
from lianfang.acts.stamps import Stamp
from lianfang.codes.services import codes_for
from lianfang.kernel.wording import in_both
from lianfang.screening import selectors, services
from lianfang.screening.access import WORK_ROUNDS
from lianfang.screening.coverage import coverage_of
from lianfang.screening.models import STANDINGS, Door, Round
from lianfang.screening.rules import Behind, Outcome, Standing
from lianfang.screening.services import Seen
from lianfang.screening.sheets import CLOSE, CORRECTION, DOOR, NEW_DOOR
from lianfang.sync.registry import Carried, carry
from lianfang.tasks.catalogue import question_of
from lianfang.tasks.knocks import Slot
from lianfang.tasks.questions import PEOPLE_AT_HOME
from lianfang.tasks.rules import Reached
from lianfang.tasks.sheets import VISIT
from lianfang.tasks.sync import item_asking
from lianfang.territory.selectors import full_name

MOST = 400
"""Doors of a day that a phone carries: more than anybody walks."""
AS_A_VISIT = {
    Outcome.DONE: Reached.REACHED,
    Outcome.NOT_AT_HOME: Reached.NOT_AT_HOME,
    Outcome.REFUSED: Reached.REFUSED,
    Outcome.EMPTY: Reached.EMPTY,
    Outcome.MOVED: Reached.MOVED,
}
"""What an outcome is called where the household's tasks are answered at the same door."""
WORDED = {Standing(code): words for code, words in STANDINGS}
ASKED_WHEN = {"ask": "outcome", "is_one_of": [Outcome.DONE.value], "at_least": None}


def _walked_by(actor: Actor) -> list[Round]:
    """The rounds that run and of which this actor walks some part, the one that ends first before the others."""
    if not actor.may_somewhere(WORK_ROUNDS):
        return []
    return list(selectors.rounds_visible_to(actor, WORK_ROUNDS).filter(closed_at=None).order_by("until_at", "id"))


def _doors(actor: Actor) -> Iterator[Carried]:
    """Where this actor has to go today; a door of two rounds stands in the one that ends first."""
    rounds = {each.pk: each for each in _walked_by(actor)}
    doors = list(selectors.to_walk_today(actor, rounds.values())[:MOST])
    order = {pk: number for number, pk in enumerate(rounds)}
    codes = codes_for("people.household", [each.household_id for each in doors if each.household_id], actor=actor)
    carried: set[UUID] = set()
    for door in sorted(doors, key=lambda each: order[each.round_id]):
        if door.about not in carried:
            carried.add(door.about)
            yield Carried(str(door.about), _door(rounds[door.round_id], door, codes))


def _door(round_: Round, door: Door, codes: dict[UUID, str]) -> dict[str, Any]:
    place = full_name(door.area_path)
    code = codes.get(door.household_id) if door.household_id else None
    return {
        "title": f"{place} {door.household.door}" if door.household else place,
        "says": _says(round_, door),
        "sort": f"{place} {door.household.door if door.household else ''}",
        "round": str(round_.pk),
        "about": {DOOR.code: str(door.pk), VISIT.code: str(door.about)},
        "records": [DOOR.code],
        "tells": {VISIT.code: _tells(round_)},
        **({"code": code} if code else {}),
        **_before(door),
        **({"asks": {DOOR.code: _asks(round_)}} if round_.questions else {}),
    }


def _before(door: Door) -> dict[str, Any]:
    """When somebody was here last in this round and what came of it, and when the next visit is planned."""
    seen = {"says": in_both(WORDED[Standing(door.state)]), "outcome": door.state}
    planned = {"planned_at": door.next_at.isoformat()} if door.next_at else {}
    return planned | ({"seen": seen | {"at": door.last_at.isoformat()}} if door.last_at else {})


def _says(round_: Round, door: Door) -> dict[str, str]:
    """The round, and what came of the last visit; never anything about the people."""
    state = in_both(WORDED[Standing(door.state)]) if door.state != Standing.OPEN else {}
    return {short: f"{round_.name} {state.get(short, '')}".strip() for short in ("zh", "en")}


def _tells(round_: Round) -> dict[str, Any]:
    """What the round's form answers for the visit of the household's tasks at the same door."""
    outcomes = {outcome.value: reached.value for outcome, reached in AS_A_VISIT.items()}
    same = {_key(code): {"from": _key(code)} for code in round_.questions}
    at_home = {_key(PEOPLE_AT_HOME.code): {"from": "people_here"}}
    return {"outcome": {"from": "outcome", "as": outcomes}} | at_home | same


def _asks(round_: Round) -> list[dict[str, Any]]:
    return [
        item_asking(question_of(code)) | {"name": _key(code), "required": False, "ask_when": ASKED_WHEN}
        for code in round_.questions
    ]


def _key(question: str) -> str:
    return Slot(question_of(question), None).key


def _rounds(actor: Actor) -> Iterator[Carried]:
    """The rounds that run, each with the numbers of this actor's own part."""
    for round_ in _walked_by(actor):
        part = selectors.part_of(actor, round_)
        counted = coverage_of(round_, part)
        if counted.doors:
            yield Carried(str(round_.pk), _round(round_, part, counted.as_json()))


def _round(round_: Round, part: list[str], counts: dict[str, int]) -> dict[str, Any]:
    return {
        "title": round_.name,
        "says": full_name(selectors.shared_path(part) or round_.area_path),
        "sort": round_.until_at.isoformat(),
        "about": str(round_.pk),
        "page": "round",
        "records": [*([NEW_DOOR.code] if round_.behind == Behind.HOUSEHOLDS else []), CLOSE.code],
        "counts": {name: counts[name] for name in COUNTS},
        "places": [{"path": path, "name": full_name(path)} for path in selectors.buildings_in(part)],
        **({"asks": {NEW_DOOR.code: _asks(round_)}} if round_.questions else {}),
    }


COUNTS = ("doors", "occupied", "reached", "worked", "open", "stale", "new")


def _visit(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.record_visit(actor=actor, stamp=stamp, door=about, seen=Seen.of(values))


def _correct(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.correct_visit(actor=actor, stamp=stamp, visit=about, seen=Seen.of(values))


def _new_door(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    where = {"area_path": values["area_path"], "door": values["door"]}
    return services.record_new_door(actor=actor, stamp=stamp, round_=about, seen=Seen.of(values, Outcome.DONE), **where)


def _close(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.close_part(actor=actor, stamp=stamp, round_=about, **values)


ROUND = _("screening round")
carry("round_doors", _doors, joins="doors")
carry("rounds", _rounds, name=_("Screening rounds"), order=1)
record_kind(DOOR, about=_("door of a round"), take=_visit, freely=("answers",))
record_kind(CORRECTION, about=_("visit in a round"), take=_correct, freely=("answers",))
record_kind(NEW_DOOR, about=ROUND, take=_new_door, freely=("answers",))
record_kind(CLOSE, about=ROUND, take=_close)
