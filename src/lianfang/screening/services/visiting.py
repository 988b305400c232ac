"""What came of a knock is recorded, and what has to follow is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import day_of, now
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.paths import contains
from lianfang.kernel.wording import Reason
from lianfang.orgs.selectors import unit_for_area
from lianfang.people.services import door_at
from lianfang.screening import rules, selectors
from lianfang.screening.access import WORK_ROUNDS
from lianfang.screening.denominator import doors_entering
from lianfang.screening.events import ArrivalFound
from lianfang.screening.found import Found
from lianfang.screening.models import Door, DoorVisit, LetStand, Round
from lianfang.screening.rules import Behind, Outcome, Standing
from lianfang.screening.services.raising import answer_tasks, raise_tasks
from lianfang.tasks.answers import NotAnAnswer, cleaned
from lianfang.tasks.catalogue import question_of
from lianfang.tasks.knocks import Slot
from lianfang.tasks.questions import PEOPLE_AT_HOME

NOTHING = Found()


@dataclass(frozen=True)
class Seen:
    """What came of one knock: the outcome, how many live there now, and what was told."""

    outcome: Outcome
    people_here: int | None = None
    found: Found = NOTHING
    note: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any], outcome: Outcome | None = None) -> "Seen":
        """From what a sheet has read, with the answers to the round's questions beside it."""
        answers = {str(key): str(value) for key, value in values.get("answers", {}).items()}
        return cls(
            outcome or Outcome(values["outcome"]), values["people_here"], Found.of(values, answers), values["note"]
        )

    def checked(self, round_: Round) -> "Seen":
        """The same with every answer in its one spelling. Raises Invalid, naming the items."""
        problems: dict[str, Reason] = {}
        if self.outcome is not Outcome.DONE and (self.found or self.people_here):
            problems["outcome"] = Reason.of("screening.nobody_spoken_to")
        for number, sick in enumerate(self.found.unwell):
            if sick.temperature is None and not sick.symptoms and not sick.urgent:
                problems[f"unwell-{number}-symptoms"] = Reason.of("screening.say_what")
        for number, person in enumerate(self.found.in_need):
            if not person.needs and not person.urgent:
                problems[f"in_need-{number}-needs"] = Reason.of("screening.say_which_need")
        answers, wrong = _answers(round_, self.found.answers)
        if problems | wrong:
            raise Invalid(problems | wrong)
        return replace(self, found=replace(self.found, answers=answers))

    def answers(self) -> dict[str, str]:
        """What was told that is a question of the catalogue, by its code; how many live there is one of them."""
        told = {key.partition(":")[0]: value for key, value in self.found.answers.items()}
        return told if self.people_here is None else {PEOPLE_AT_HOME.code: str(self.people_here)} | told

    def as_fields(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value,
            "people_here": self.people_here,
            "arrived": len(self.found.arrived),
            "unwell": len(self.found.unwell),
            "in_need": len(self.found.in_need),
            "found": self.found.write(),
            "note": self.note,
        }


def _answers(round_: Round, given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Reason]]:
    """The answers by the keys of the round's questions, each asked once of the household; one may stay empty."""
    slots = {Slot(question_of(code), None).key: question_of(code) for code in round_.questions}
    answers: dict[str, str] = {}
    wrong = {key: Reason.of("screening.not_of_the_catalogue") for key in given if key not in slots}
    for key, question in slots.items():
        if not given.get(key, "").strip():
            continue
        try:
            answers[key] = cleaned(question, given[key])
        except NotAnAnswer as refused:
            wrong[key] = refused.reason
    return answers, wrong


@transaction.atomic
def record_visit(*, actor: Actor, stamp: Stamp, door: UUID | str, seen: Seen) -> DoorVisit:
    """Record a knock at a door of a round. The same stamp with the same content returns the first record.

    A second, different visit of one day is kept beside the first, and the door shows both until a person has decided.
    Raises NotFound, Refused (before the beginning, after the close), Invalid (names the items) or Conflict.
    """
    return write_visit(actor, stamp, selectors.get_door_for(actor, door, action=WORK_ROUNDS), seen)


def write_visit(
    actor: Actor,
    stamp: Stamp,
    door: Door,
    seen: Seen,
    *,
    is_new_door: bool = False,
    instead_of: DoorVisit | None = None,
) -> DoorVisit:
    """Write a visit, put the door to rights, and ask for what has to follow; call it in a transaction.

    Whose arrival the record told of that this one replaces (``instead_of``) is not announced again.
    """
    checked = seen.checked(door.round)
    _must_run(door.round, stamp)
    Door.objects.select_for_update().get(pk=door.pk)  # two phones at one door: one after the other
    repeated = was_recorded(DoorVisit, stamp)
    visit = record(
        DoorVisit,
        actor=actor,
        stamp=stamp,
        scene=_scene(door),
        round=door.round,
        door=door,
        is_new_door=is_new_door,
        corrects=instead_of.pk if instead_of else None,
        **checked.as_fields(),
    )
    if not repeated:
        put_right(door)
        raise_tasks(actor, visit, checked.found)
        answer_tasks(actor, visit, checked.answers())
        announced = instead_of.told().arrived if instead_of else ()
        for who in checked.found.arrived:
            if who not in announced:
                publish(ArrivalFound(visit, who))
    return visit


def _must_run(round_: Round, stamp: Stamp) -> None:
    """What happened while the round ran is taken, whenever it is received."""
    if stamp.happened_at < round_.from_at:
        raise Refused("screening.not_begun")
    if round_.closed_at is not None and stamp.happened_at > round_.closed_at:
        raise Refused("screening.round_closed")


def _scene(door: Door) -> Scene:
    unit = unit_for_area(door.area_path) or door.round.unit
    return Scene(response=door.round.response, area_path=door.area_path, unit=unit)


def put_right(door: Door) -> Door:
    """Let a door say what its visits come to, from the rows: in whatever order they came, were voided or corrected."""
    visits = list(DoorVisit.kept.filter(door=door))
    knocks = {each.pk: rules.Knock(each.pk, each.happened_at, Outcome(each.outcome)) for each in visits}
    after = rules.door_after(knocks.values())
    door.state, door.tries = after.state.value, after.tries
    door.worked_at, door.reached_at, door.last_at = after.worked_at, after.reached_at, after.last_at
    door.is_lived_in = rules.is_lived_in(after.state, door.was_lived_in)
    last = timezone.localtime(after.last_at) if after.last_at else None
    door.next_at = rules.planned(after, tries=door.round.tries, until=door.round.plans_until, last=last)
    door.is_disputed = bool(undecided(door, visits))
    door.changed_at = now()
    door.save(update_fields=DERIVED)
    return door


DERIVED = [
    "state",
    "tries",
    "worked_at",
    "reached_at",
    "last_at",
    "is_lived_in",
    "next_at",
    "is_disputed",
    "changed_at",
]
"""What of a door follows from its visits."""


def undecided(door: Door, visits: list[DoorVisit] | None = None) -> list[tuple[UUID, UUID]]:
    """The pairs of visits that are two versions of one day and that nobody has let stand."""
    kept = list(DoorVisit.kept.filter(door=door)) if visits is None else visits
    versions = [
        rules.Version(
            rules.Knock(each.pk, each.happened_at, Outcome(each.outcome)), day_of(each.happened_at), bytes(each.digest)
        )
        for each in kept
    ]
    pairs = rules.contradictions(versions)
    return [pair for pair in pairs if pair not in _let_stand(door)] if pairs else []


def _let_stand(door: Door) -> set[tuple[UUID, UUID]]:
    return set(LetStand.objects.filter(door=door).values_list("one", "other"))


@transaction.atomic
def record_new_door(
    *, actor: Actor, stamp: Stamp, round_: UUID | str, area_path: str, door: str, seen: Seen
) -> DoorVisit:
    """A household that is on no list is found: it comes into the register and into the round, visibly as new, and is visited.

    Where the door is known already, the visit belongs to it. Raises NotFound, Refused, Invalid or Conflict.
    """
    earlier = DoorVisit.objects.select_related("door__round__response", "door__round__unit").filter(pk=stamp.id).first()
    if earlier is not None:
        return write_visit(actor, stamp, earlier.door, seen, is_new_door=earlier.is_new_door)
    at = selectors.get_round_for(actor, round_, action=WORK_ROUNDS)
    entered = _enter(actor, at, area_path, door)
    return write_visit(actor, stamp, entered, seen, is_new_door=entered.is_new)


def _enter(actor: Actor, round_: Round, area_path: str, door: str) -> Door:
    """The door of a household found, in the register and in the round."""
    if round_.behind != Behind.HOUSEHOLDS:
        raise Refused("screening.no_households_here")
    if not contains(round_.area_path, area_path) or not selectors.is_in_use(area_path):
        raise Invalid({"area_path": Reason.of("screening.not_here")})
    if not actor.may(WORK_ROUNDS, area_path=area_path, unit_path=_unit_path(area_path)):
        raise NotFound
    Round.objects.select_for_update().get(pk=round_.pk)  # two phones that find one door: one after the other
    # Who walks there may found a door, which the right to register people would allow only to few.
    household = door_at(actor=Actor(name=actor.name, is_system=True), area_path=area_path, door=door)
    for new in doors_entering(round_, [household]):
        new.round = round_
        new.save(force_insert=True)
    return Door.objects.select_related("round__response", "round__unit").get(round=round_, household=household)


def _unit_path(area_path: str) -> str | None:
    unit = unit_for_area(area_path)
    return unit.path if unit is not None else None


__all__ = ["Seen", "Standing", "put_right", "record_new_door", "record_visit", "undecided", "write_visit"]
