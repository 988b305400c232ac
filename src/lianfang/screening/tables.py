"""The list pages: rounds, and the doors of one."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import end_of, now, today
from lianfang.kernel.numbers import walk_key
from lianfang.kernel.paths import under
from lianfang.screening import selectors
from lianfang.screening.coverage import OCCUPIED, REACHED, stale
from lianfang.screening.models import BEHIND, STANDINGS, Door, Round
from lianfang.screening.rules import Standing
from lianfang.screening.selectors import TO_WALK, any_of
from lianfang.territory.names import full_name
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under
from lianfang.ui.lists import Choices, Column, ListPage, SavedView, Search, Under


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


ROUNDS = ListPage(
    "screening.rounds",
    _("Screening rounds"),
    columns=(
        Column("name", _("name of the round"), lambda row: row.name),
        Column("area", _("area"), lambda row: full_name(row.area_path), order=("area_path",)),
        Column("behind", _("door to door among"), lambda row: str(row.get_behind_display()), order=("behind",)),
        Column("from", _("begins"), lambda row: row.from_at, order=("from_at",)),
        Column("until", _("ends"), lambda row: row.until_at, order=("until_at",)),
        Column("state", _("state"), lambda row: _("is over") if row.closed_at else _("runs"), order=("closed_at",)),
        Column("unit", _("unit"), lambda row: str(row.unit), order=("unit_path",), is_shown=False),
    ),
    filters=(Choices("behind", _("door to door among"), BEHIND),),
    views=(
        SavedView("running", _("running"), lambda rows, request: rows.filter(closed_at=None)),
        SavedView("closed", _("closed ones"), lambda rows, request: rows.exclude(closed_at=None)),
    ),
    order=("-from_at",),
    href=lambda row: reverse("screening:round", args=[row.pk]),
    tone=lambda row: "late" if row.closed_at is None and row.until_at <= now() else "",
    empty=_("A round is opened over the households of an area. Nobody has opened one where you work."),
)


def find_doors(rows: Any, text: str) -> Any:
    """Doors by what stands on them (3-2-601, or the first parts of it), or workplaces by name."""
    return rows.filter(Q(walk__startswith=walk_key(text)) | Q(place__name__contains=text.strip()))


def _areas(request: HttpRequest) -> list[tuple[str, str]]:
    """The areas by which the doors of this round are narrowed: two levels below what the reader sees of it."""
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    round_ = selectors.get_round_for(actor_of(request), kwargs["round_id"])
    paths = selectors.base_of(actor_of(request), round_)
    wide = areas_under("").filter(any_of(under("path", path) for path in paths))
    for levels in ((Level.STREET, Level.COMMUNITY), (Level.GRID,), (Level.BUILDING,)):
        found = wide.filter(level__in=[level.value for level in levels]).exclude(path__in=paths)
        if named := list(found.order_by("path").values_list("path", flat=True)[:300]):
            return [(path, full_name(path)) for path in named]
    return []


def _tone(row: Door) -> str:
    if row.is_disputed or (row.next_at is not None and row.next_at <= now()):
        return "late"
    return "soon" if row.state in (Standing.NOT_AT_HOME, Standing.REFUSED) else ""


def _marks(row: Door) -> str:
    marks = [_("new") if row.is_new else "", _("two versions") if row.is_disputed else ""]
    return " · ".join(str(mark) for mark in marks if mark)


def _own(rows: Any, request: HttpRequest) -> Any:
    grids = selectors.own_grids(actor_of(request))
    return rows.filter(any_of(under("area_path", grid) for grid in grids))


def _today(rows: Any, request: HttpRequest) -> Any:
    due = Q(state=Standing.OPEN.value) | Q(next_at__lt=end_of(today()))
    return rows.filter(due, state__in=TO_WALK)


DOORS = ListPage(
    "screening.doors",
    _("Doors of the round"),
    columns=(
        Column("door", _("door"), lambda row: str(row)),
        Column("area", _("area"), lambda row: full_name(row.area_path), order=("area_path", "walk")),
        Column("state", _("state"), lambda row: str(row.get_state_display()), order=("state", "area_path", "walk")),
        Column("tries", _("visits"), lambda row: row.tries, is_number=True),
        Column("last", _("last visit"), lambda row: row.last_at),
        Column("next", _("next visit planned"), lambda row: row.next_at),
        Column("marks", _("notable"), _marks),
        Column("lived_in", _("occupied"), lambda row: row.is_lived_in, is_shown=False),
        Column("added", _("in the round since"), lambda row: row.added_at, is_shown=False),
    ),
    filters=(
        Search(_("Door or workplace"), find_doors, is_personal=False),
        Under("area", _("area"), _areas),
        Choices("state", _("state"), STANDINGS, counted=False),
    ),
    views=(
        SavedView("today", _("to walk today"), _today, counted=False),
        SavedView(
            "missing", _("not spoken to"), lambda rows, request: rows.filter(OCCUPIED).exclude(REACHED), counted=False
        ),
        SavedView("stale", _("next visit overdue"), lambda rows, request: rows.filter(stale(now())), counted=False),
        SavedView(
            "gave_up",
            _("no visit left"),
            lambda rows, request: rows.filter(state__in=TO_WALK[1:], next_at=None),
            counted=False,
        ),
        SavedView("new", _("new in the round"), lambda rows, request: rows.filter(is_new=True), counted=False),
        SavedView("disputed", _("two versions"), lambda rows, request: rows.filter(is_disputed=True), counted=False),
        SavedView("mine", _("my grids"), _own, counted=False),
    ),
    order=("area_path", "walk"),
    href=lambda row: reverse("screening:door", args=[row.pk]),
    tone=_tone,
    empty=_("This round has no door that you may see."),
    counted=False,
)
__all__ = ["DOORS", "ROUNDS", "Round", "actor_of"]
