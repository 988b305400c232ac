"""What follows from below: areas that move, responses that end; and what the packages below ask about units."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from lianfang.accounts.actors import Actor
from lianfang.accounts.events import AccountChanged
from lianfang.accounts.models import User
from lianfang.accounts.places import Place, know_units
from lianfang.kernel.events import handles
from lianfang.kernel.paths import under
from lianfang.orgs.access import SEE_UNITS
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import (
    charges_of,
    open_duties,
    search_units,
    unit_at,
    unit_for_area,
    units_answering_for,
    units_at_work,
    units_of,
    workers_visible_to,
)
from lianfang.orgs.services.duties import go_off_duty
from lianfang.orgs.services.units import end_units_of
from lianfang.privacy.reads import know_unit_of, log_list
from lianfang.response.events import ResponseEnded
from lianfang.territory.models import Area
from lianfang.territory.panels import Panel, counted, panels


@handles(ResponseEnded)
def end_what_was_founded(event: ResponseEnded) -> None:
    """Teams founded for a response end with it."""
    end_units_of(actor=Actor.system("response-ended"), response_id=event.response.pk)


@handles(AccountChanged)
def leave_duty(changed: AccountChanged) -> None:
    """Whoever has no account any more is on duty nowhere: the unit shows that it has nobody."""
    if changed.verb == "user.deactivated" and isinstance(changed.subject, User):
        for duty in open_duties().filter(user=changed.subject):
            go_off_duty(actor=Actor.system("account-closed"), duty=duty)


def find_units(text: str) -> Sequence[Place]:
    """The unit of a path, a code or a name; the nearest few where the text is not exact."""
    exact = units_at_work().filter(Q(path=text) | Q(name=text) | Q(code=text)) if text else Unit.objects.none()
    return [Place(unit.path, str(unit)) for unit in list(exact[:8]) or search_units(text, limit=8)]


def units_within(area_path: str) -> list[str]:
    """Paths of the units that sit in an area."""
    return list(units_at_work().filter(under("area_path", area_path)).values_list("path", flat=True))


know_units(name=lambda path: str(unit_at(path)), find=find_units, within=units_within)
know_unit_of(lambda actor: next((unit.path for unit in units_of(actor)), ""))


def responsible(actor: Actor, area: Area) -> dict[str, Any] | None:
    """Who answers for an area, with the people of a grid and how many households each has."""
    if area.is_retired or not actor.may_somewhere(SEE_UNITS):
        return None
    workers = list(workers_visible_to(actor, area.path)) if area.level in ("grid", "building", "entrance") else []
    if workers:
        log_list(actor, "territory:area")
    counts = counted([worker.grid_path for worker in workers]) if workers else []
    unit = unit_for_area(area.path)
    return {
        "unit": unit,
        "is_own": unit is not None and unit.area_path == area.path,
        "twice": [each for each in units_answering_for(area.path) if each != unit],
        "charges": charges_of([area.path]),
        "workers": [(worker, [by_path.get(worker.grid_path, 0) for _label, by_path in counts]) for worker in workers],
        "counters": [label for label, _counts in counts],
        "area": area,
    }


panels.add("orgs.responsible", Panel("orgs/parts/responsible.html", responsible))
