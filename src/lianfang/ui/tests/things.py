"""A list page of things, as a module would declare and mount it."""

import csv
import io
from enum import StrEnum
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import include, path

from lianfang.kernel.identifiers import mask_name
from lianfang.ui.lists import Bulk, Choices, Column, Days, Export, ListPage, Preview, SavedView, Search, Under
from lianfang.ui.tests.make import Thing


class Kind(StrEnum):
    A = "a"
    B = "b"
    C = "c"


def write(export: Export) -> HttpResponse:
    """A writer as `exchange` brings one, of CSV alone."""
    file = io.StringIO()
    csv.writer(file).writerows([export.headings, *export.rows])
    return HttpResponse(file.getvalue(), headers={"X-File": f"{export.name}.{export.format}"})


def preview(request: HttpRequest, rows: list[Any]) -> Preview:
    return Preview(f"{len(rows)} things would be weighed", [row.kind for row in rows])


def weigh(request: HttpRequest, rows: list[Any]) -> str:
    Thing.objects.filter(pk__in=[row.pk for row in rows]).update(weight=100)
    return f"{len(rows)} things were weighed"


LEFT: list[tuple[str, int]] = []
"""What the list said had left: how, and how many rows."""

THINGS = ListPage(
    "ui.things",
    "Things",
    columns=(
        Column("kind", "kind", lambda row: mask_name(row.kind + "xx"), order=("kind",)),
        Column("arrived", "arrived", lambda row: row.arrived_at, order=("arrived_at",)),
        Column("seen", "seen", lambda row: row.seen_at, order=("seen_at",), is_shown=False),
        Column("weight", "weight", lambda row: row.weight, is_number=True, total=Sum("weight")),
    ),
    filters=(
        Choices("kind", "kind", [("a", "Kind A"), ("b", "Kind B")]),
        Days("came", "came", "arrived_at"),
        Under("under", "place", lambda request: [("a", "below A")], field="kind"),
        Search("name", lambda rows, text: rows.filter(kind=text)),
    ),
    order=("-arrived_at",),
    views=(SavedView("heavy", "heavy", lambda rows, request: rows.filter(weight__gte=10)),),
    bulk=(Bulk("weigh", "Weigh", preview, weigh),),
    href=lambda row: f"/things/{row.pk}/",
    empty="Things that arrive stand here.",
    size=3,
)


def things(request: HttpRequest) -> HttpResponseBase:
    rows = Thing.objects.exclude(kind="c")
    return THINGS.answer(request, rows, writer=write, seen=lambda _, rows, how: LEFT.append((how, len(rows))))


urlpatterns = [
    path("things/", things, name="things"),
    path("", include("lianfang.project.urls")),
]
