"""Looking areas up: by name or code, down the tree, and one by one."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor
from lianfang.kernel.wording import label_of
from lianfang.territory import selectors
from lianfang.territory.access import IMPORT_DIVISIONS, MANAGE_AREAS
from lianfang.territory.models import Area, Change
from lianfang.territory.outlines import draw
from lianfang.territory.panels import counted, panels
from lianfang.territory.rules import Happening, Level
from lianfang.ui.parts import Entry, Link

FOUND = 50
SHOWN = 500
"""Areas of a page; a parent of more is searched rather than read."""


@login_required
def tree(request: StaffRequest) -> HttpResponse:
    """Where one's own work is, the top of the tree, and search by part of a name or the beginning of a code."""
    visible = selectors.require_lookup(request.actor)
    text = request.GET.get("q", "").strip()
    found = selectors.search_areas(text, limit=FOUND) if text else []
    own = visible.filter(path__in=[held.area_path for held in request.actor.held if held.area_path], retired_at=None)
    context = {
        "q": text,
        "found": with_full_names(found),
        "full": len(found) == FOUND,
        "own": own.defer("geometry"),
        "top": visible.filter(parent=None, retired_at=None).defer("geometry"),
        "may_import": request.actor.may(IMPORT_DIVISIONS, area_path=""),
    }
    return render(request, "territory/tree.html", context)


@login_required
def area(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """One area: where it stands, what is below it, who answers for it, what happened to it."""
    shown = selectors.get_area_for(request.actor, area_id)
    children = list(shown.children.filter(retired_at=None).order_by("path")[:SHOWN])
    context = {
        "area": shown,
        "line": [Link(str(each), url_of(each)) for each in selectors.line_above(shown)],
        "groups": _by_level(children),
        "counters": [label for label, _counts in counted([])],
        "full": len(children) == SHOWN,
        "panels": _panels(request.actor, shown),
        "drawing": draw(children) or draw([shown]),
        "history": [_entry(change) for change in shown.changes.all()],
        "successor": _successor(shown),
        "may_manage": not shown.is_retired and request.actor.may(MANAGE_AREAS, area_path=shown.path),
    }
    return render(request, "territory/area.html", context)


def url_of(each: Area) -> str:
    return reverse("territory:area", args=[each.pk])


def with_full_names(areas: list[Area]) -> list[tuple[Area, str]]:
    selectors.names_of([each.path for each in areas])
    return [(each, selectors.full_name(each.path)) for each in areas]


def _by_level(children: list[Area]) -> list[tuple[str, list[tuple[Area, list[int]]]]]:
    """The children level by level, each with its counts."""
    counts = [by_path for _label, by_path in counted([child.path for child in children])] if children else []
    groups: dict[str, list[tuple[Area, list[int]]]] = {}
    for child in children:
        row = [by_path.get(child.path, 0) for by_path in counts]
        groups.setdefault(label_of(Level(child.level)), []).append((child, row))
    return list(groups.items())


def _panels(actor: Actor, shown: Area) -> list[tuple[str, dict[str, Any]]]:
    given = [(panel.template, panel.context(actor, shown)) for panel in panels.values()]
    return [(template, context) for template, context in given if context is not None]


def _successor(shown: Area) -> Area | None:
    return Area.objects.filter(path=shown.successor_path).first() if shown.successor_path else None


def _entry(change: Change) -> Entry:
    said = label_of(Happening(change.what))
    arrow = " → ".join(part for part in (change.before, change.after) if part)
    return Entry(change.at, f"{said}: {arrow}" if arrow else said, who=name_of_actor(change.by), note=change.document)
