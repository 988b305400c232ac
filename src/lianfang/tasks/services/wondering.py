"""A unit wants to know something of a household: it is asked by whoever visits there, once for all who want to know."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.wording import Reason
from lianfang.orgs.selectors import unit_for_area, unit_of
from lianfang.people.models import Household, Person
from lianfang.response.selectors import current_response
from lianfang.tasks.access import ASK
from lianfang.tasks.catalogue import questions as catalogue
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.models import Task
from lianfang.tasks.services.asking import ask
from lianfang.tasks.subjects import ASKED, HOUSEHOLD, PERSON, Subject


def get_asked(actor: Actor, kind: str, which: UUID | str) -> Household | Person:
    """The household or person, where the actor may ask; NotFound otherwise."""
    if kind == "household":
        return get_by_id(scope(Household.objects.all(), actor, ASK), which)
    return get_by_id(scope(Person.objects.select_related("household"), actor, ASK), which)


@transaction.atomic
def wonder(
    *, actor: Actor, about: Household | Person, questions: Sequence[str], due_at: datetime, purpose: Purpose
) -> Task:
    """Ask a household or one of its people; what is on record already is answered at once.

    Raises NotFound, Refused (no unit answers there), and Invalid for no question, one that is not open to all, one about
    a person asked of a household, and a time that has passed.
    """
    kind = "household" if isinstance(about, Household) else "person"
    mine = get_asked(actor, kind, about.pk)
    _check(mine, questions, due_at)
    unit = unit_for_area(mine.area_path)
    if unit is None:
        raise Refused("tasks.nobody_visits")
    return ask(
        actor=actor,
        response=current_response(mine.area_path),
        kind=ASKED[purpose].code,
        subject=Subject(HOUSEHOLD if kind == "household" else PERSON, mine.pk),
        area_path=mine.area_path,
        unit=unit,
        due_at=due_at,
        because=Reason.of("tasks.wanted_by", unit=str(unit_of(actor))),
        household=mine if isinstance(mine, Household) else mine.household,
        person=None if isinstance(mine, Household) else mine,
        questions=questions,
        asked_by_units=[unit_of(actor)],
    )


def _check(about: Household | Person, questions: Sequence[str], due_at: datetime) -> None:
    known = [catalogue.get(code) for code in questions]
    wrong = {}
    if not questions or not all(question and question.open_to_all for question in known):
        wrong["questions"] = Reason.of("tasks.which_question")
    elif isinstance(about, Household) and not all(question and question.of_household for question in known):
        wrong["questions"] = Reason.of("tasks.about_a_person")
    if due_at <= now():
        wrong["due_at"] = Reason.of("tasks.due_passed")
    if wrong:
        raise Invalid(wrong)
