"""The measures of somebody on their page, for whoever may see measures, with the door to propose one."""

from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.measures.access import PROPOSE_MEASURE, SEE_MEASURES
from lianfang.measures.selectors import measures_visible_to
from lianfang.people.models import Person
from lianfang.people.panels import Panel, of_person


def _measures_of(actor: Actor, person: Person) -> dict[str, Any] | None:
    may_see, may_propose = actor.may_somewhere(SEE_MEASURES), actor.may_somewhere(PROPOSE_MEASURE)
    if not may_see and not may_propose:
        return None
    rows = measures_visible_to(actor).filter(person=person).order_by("-first_day", "-proposed_at")
    return {"person": person, "measures": list(rows[:10]), "may_propose": may_propose}


of_person.add("measures", Panel("measures/parts/person.html", _measures_of))
