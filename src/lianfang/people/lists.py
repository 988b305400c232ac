"""The lists of people, households and imports, declared once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.people.models import SEXES, Person
from lianfang.people.selectors import matching
from lianfang.people.shown import MASKED
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import active_responses
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under, full_name, names_of
from lianfang.ui.lists import Choices, Column, ListPage, SavedView, Search, Under


def _find(rows: Any, text: str) -> Any:
    return matching(rows, text, active_responses())


def places(request: HttpRequest) -> Sequence[tuple[str, str]]:
    """Streets and communities to which somebody's grants reach; the grids of whoever answers for one community."""
    reached = {held.area_path for held in request.actor.held if held.area_path is not None}  # type: ignore[attr-defined]
    paths = sorted({area for path in reached for area in _choices_below(path)})
    names_of(paths)
    return [(path, full_name(path)) for path in paths]


def names_of_places(request: HttpRequest) -> list[str]:
    """What a field for an area offers while one types."""
    return [name for _path, name in places(request)]


def _choices_below(path: str) -> list[str]:
    wide = areas_under(path).filter(level__in=[Level.STREET.value, Level.COMMUNITY.value])
    found = list(wide.values_list("path", flat=True)[:300])
    return found if len(found) > 1 else list(areas_under(path, Level.GRID.value).values_list("path", flat=True)[:300])


PEOPLE = ListPage(
    "people.residents",
    _("People"),
    columns=(
        Column("name", _("name"), MASKED["name"]),
        Column("sex", _("sex"), MASKED["sex"]),
        Column("born", _("born"), MASKED["born"]),
        Column("id_number", _("ID number"), MASKED["id_number"]),
        Column("phone", _("phone"), MASKED["phone"]),
        Column("area", _("area"), MASKED["area"], order=("area_path",)),
        Column("door", _("door"), MASKED["door"]),
        Column("relation", _("relation to the head"), MASKED["relation"], is_shown=False),
    ),
    filters=(
        Search(_("Name, part of it, pinyin, ID number or phone"), _find),
        Under("area", _("area"), places),
        Choices("sex", _("sex"), SEXES, counted=False),
    ),
    order=("area_path",),
    views=(
        SavedView("register", _("In the register"), lambda rows, _request: rows.filter(response=None), counted=False),
        SavedView("met", _("Met by a response"), lambda rows, _request: rows.exclude(response=None), counted=False),
        SavedView(
            "doorless", _("No door on record"), lambda rows, _request: rows.filter(household=None), counted=False
        ),
    ),
    href=lambda each: reverse("people:person", args=[each.pk]),
    empty=_("Residents come from a list that is imported, or are registered one by one."),
)

HOUSEHOLDS = ListPage(
    "people.households",
    _("Households"),
    columns=(
        Column("door", _("door"), lambda each: each.door),
        Column("area", _("area"), lambda each: full_name(each.area_path), order=("area_path", "door")),
        Column("people", _("people living here"), lambda each: each.living, is_number=True),
        Column("is_occupied", _("lived in"), lambda each: each.is_occupied),
    ),
    filters=(
        Search(_("Door"), lambda rows, text: rows.filter(door__startswith=text), is_personal=False),
        Under("area", _("area"), places),
        Choices("is_occupied", _("lived in"), (("True", _("yes")), ("False", _("no"))), counted=False),
    ),
    order=("area_path", "door"),
    views=(SavedView("empty", _("Nobody registered"), lambda rows, _request: rows.filter(living=0), counted=False),),
    href=lambda each: reverse("people:household", args=[each.pk]),
    empty=_("Households come with a list of residents, or are added one by one."),
)

_BEHIND = Person.objects.filter(household=OuterRef("pk"), merged_into=None, gone_at=None).order_by().values("household")
LIVING = Coalesce(Subquery(_BEHIND.annotate(count=Count("pk")).values("count")), 0)
"""How many people live behind a door, counted for the doors of a page: a join would count them behind every door there is."""


def seen_people(request: HttpRequest, rows: list[Person], how: str) -> None:
    """A masked list logs its query; a file logs each person. The names of areas are read in one go."""
    actor = request.actor  # type: ignore[attr-defined]
    names_of({person.area_path for person in rows})
    if how == "export":
        log_reads(actor, How.EXPORT, "people:find", [person.pk for person in rows])
    else:
        log_list(actor, "people:find")
