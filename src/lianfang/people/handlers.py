"""What people bring to the packages below: movers and panels of areas, what is held about somebody, lists in the open."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.paths import under
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.exports import PERSONAL, PLAIN
from lianfang.people.models import Household, ImportRun, Person
from lianfang.people.selectors import whole
from lianfang.people.shown import in_the_open
from lianfang.privacy.subject_access import Piece, Subject, found_by, holds
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


@found_by
def find_subject(person_id: UUID) -> Subject | None:
    """Somebody who asks about their own record, at the record that stands for all that were merged into it."""
    found = Person.objects.filter(pk=person_id).select_related("merged_into").first()
    if found is None:
        return None
    one = whole(found)
    return Subject(one.pk, str(one.name), one.area_path)


@holds("people.person", _("person"), table=Person)
def record_of(person_id: UUID) -> Sequence[Piece]:
    """What the register, or the response that met them, holds about somebody."""
    person = Person.objects.select_related("household").filter(pk=person_id).first()
    if person is None:
        return []
    shown = in_the_open(person).as_dict()
    told = {**PERSONAL, **PLAIN}
    return [Piece(told[code], shown[code], person.created_at) for code in told if shown[code]]


counters.add("people.households", Counter(_("households"), households_by_area))
counters.add("people.residents", Counter(_("residents"), residents_by_area))
panels.add("people", Panel("people/parts/area.html", _people_of_area))
