"""What follows an area to its new path, and what an area's page says about who lives there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.paths import under
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.models import Household, ImportRun, Person
from lianfang.territory.models import Area
from lianfang.territory.movers import movers, path_column
from lianfang.territory.panels import Counter, Panel, counters, panels

movers.add("people.household", path_column(Household, "area_path", label=_("households")))
movers.add("people.person", path_column(Person, "area_path", label=_("people")))
movers.add("people.importrun", path_column(ImportRun, "area_path", label=_("lists of residents being imported")))


def households_by_area(paths: Sequence[str]) -> Mapping[str, int]:
    """Households that are lived in, for each path with everything below it."""
    return _counted(Household.objects.filter(is_occupied=True), paths)


def residents_by_area(paths: Sequence[str]) -> Mapping[str, int]:
    """People of the standing register who live here, for each path with everything below it."""
    return _counted(Person.objects.filter(response=None, merged_into=None, gone_at=None), paths)


def _counted(rows: Any, paths: Sequence[str]) -> Mapping[str, int]:
    """One query: a conditional count for each path."""
    if not paths:
        return {}
    reached = Q(pk__in=[])
    for path in paths:
        reached |= under("area_path", path)
    counts = {f"n{at}": Count("pk", filter=under("area_path", path)) for at, path in enumerate(paths)}
    found = rows.filter(reached).aggregate(**counts)
    return {path: found[f"n{at}"] for at, path in enumerate(paths)}


def _people_of_area(actor: Actor, area: Area) -> dict[str, Any] | None:
    if not actor.may(SEE_PEOPLE, area_path=area.path):
        return None
    return {
        "area": area,
        "households": households_by_area([area.path])[area.path],
        "residents": residents_by_area([area.path])[area.path],
    }


counters.add("people.households", Counter(_("households"), households_by_area))
counters.add("people.residents", Counter(_("residents"), residents_by_area))
panels.add("people", Panel("people/parts/area.html", _people_of_area))
