"""A round is opened over its denominator, and changed while it runs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs.selectors import unit_for_area
from lianfang.privacy.audit import audit
from lianfang.response.selectors import current_response
from lianfang.screening import selectors
from lianfang.screening.access import MANAGE_ROUNDS
from lianfang.screening.denominator import Denominator, fill
from lianfang.screening.models import Door, Round
from lianfang.screening.rules import MOST_TRIES, Behind
from lianfang.tasks.catalogue import questions as catalogue
from lianfang.tasks.kinds import Purpose


@dataclass(frozen=True)
class Plan:
    """What a round is to be: where, among whom, what is asked, from when until when, and how often somebody goes."""

    name: str
    area_path: str
    until_at: datetime
    from_at: datetime = field(default_factory=now)
    behind: Behind = Behind.HOUSEHOLDS
    purpose: Purpose = Purpose.CONTROL
    questions: tuple[str, ...] = ()
    tries: int = 3
    households: tuple[UUID, ...] | None = None
    left_over_of: UUID | None = None

    def check(self) -> None:
        """Raises Invalid, naming the fields."""
        problems = {}
        if not self.name.strip():
            problems["name"] = Reason.of("kernel.required")
        if self.until_at <= self.from_at:
            problems["until_at"] = Reason.of("screening.ends_before_it_begins")
        elif self.until_at <= now():
            problems["until_at"] = Reason.of("screening.end_has_passed")
        if not 1 <= self.tries <= MOST_TRIES:
            problems["tries"] = Reason.of("screening.tries_wrong", least=1, most=MOST_TRIES)
        if not all(code in catalogue and catalogue[code].open_to_all for code in self.questions):
            problems["questions"] = Reason.of("screening.unknown_question")
        if self.behind is not Behind.HOUSEHOLDS and (self.households is not None or self.left_over_of):
            problems["behind"] = Reason.of("screening.lists_are_of_households")
        if problems:
            raise Invalid(problems)


def denominator_of(actor: Actor, plan: Plan) -> Denominator:
    """Where the doors of a planned round come from. Raises NotFound for a round the actor does not see."""
    earlier = selectors.get_round_for(actor, plan.left_over_of) if plan.left_over_of else None
    return Denominator(plan.area_path, plan.behind, plan.households, earlier)


@transaction.atomic
def open_round(*, actor: Actor, plan: Plan) -> Round:
    """Open a round: its doors are put down at once, and every unit that has some is told.

    Raises Refused, NotFound (no response is active there), or Invalid (by field; no unit, no doors).
    """
    unit = unit_for_area(plan.area_path)
    actor.require(MANAGE_ROUNDS, area_path=plan.area_path, unit_path=unit.path if unit else None)
    plan.check()
    if unit is None:
        raise Invalid({"area": Reason.of("screening.no_unit")})
    response = current_response(plan.area_path)
    denominator = denominator_of(actor, plan)
    round_ = Round.objects.create(
        response=response, unit=unit, unit_path=unit.path, opened_by=actor.name, **_columns(plan, denominator)
    )
    doors = fill(round_, denominator)
    if not doors:
        raise Invalid({"area": Reason.of("screening.no_doors")})
    audit(actor, "round.opened", round_, doors=doors, area=round_.area_path)
    _tell_units(actor, round_)
    return round_


def _columns(plan: Plan, denominator: Denominator) -> dict[str, Any]:
    return {
        "name": plan.name.strip(),
        "purpose": plan.purpose.value,
        "behind": plan.behind.value,
        "area_path": plan.area_path,
        "questions": list(dict.fromkeys(plan.questions)),
        "is_by_list": denominator.is_by_list,
        "from_at": plan.from_at,
        "until_at": plan.until_at,
        "tries": plan.tries,
    }


def _tell_units(actor: Actor, round_: Round) -> None:
    """Each unit that has doors learns once how many."""
    by_unit = Door.objects.filter(round=round_).order_by("unit_path").values_list("unit_path").annotate(Count("pk"))
    for unit, doors in by_unit:
        tell(
            actor=actor,
            unit=unit,
            code="screening.tell_round",
            params={"doors": doors},
            link=f"/screening/{round_.pk}/",
        )


@transaction.atomic
def change_round(*, actor: Actor, round_: UUID | str, name: str, until_at: datetime, tries: int) -> Round:
    """Change the name, the end or the number of visits of a round that runs. Raises NotFound, Conflict or Invalid."""
    mine = selectors.get_round_for(actor, round_, action=MANAGE_ROUNDS)
    Plan(name, mine.area_path, until_at, mine.from_at, tries=tries).check()
    mine.name, mine.until_at, mine.tries = name.strip(), until_at, tries
    mine.save(update_fields=["name", "until_at", "tries"])
    audit(actor, "round.changed", mine, until=until_at.isoformat(), tries=tries)
    return mine
