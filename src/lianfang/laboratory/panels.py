"""Somebody's samples and what follows them, on the person's page, for whoever may open results."""

from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.laboratory.access import READ_RESULTS
from lianfang.laboratory.models import Resample
from lianfang.laboratory.selectors.people import may_link, own_samples
from lianfang.people.models import Person
from lianfang.people.panels import Panel, of_person


def _results_of(actor: Actor, person: Person) -> dict[str, Any] | None:
    may_read, may_give = actor.may(READ_RESULTS, area_path=person.area_path), may_link(actor, person)
    if not may_read and not may_give:
        return None
    running = Resample.objects.filter(person=person).select_related("tube").order_by("-asked_at")[:10]
    return {
        "person": person,
        "samples": own_samples(person)[:10] if may_read else [],
        "resamples": list(running) if may_read else [],
        "may_read": may_read,
        "may_give": may_give,
    }


of_person.add("laboratory", Panel("laboratory/parts/person.html", _results_of))
