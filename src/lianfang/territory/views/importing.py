"""A table of places below an area: chosen, previewed, brought in, and given back with what became of each row."""

import io
from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange import CONTENT_TYPES, ResultFile, template_for
from lianfang.kernel.errors import Invalid, LianfangError, Refused
from lianfang.territory import selectors, services
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.exchange import COLUMNS
from lianfang.territory.forms import PlacesForm, show_refusals
from lianfang.territory.models import Area
from lianfang.territory.selectors import get_area_for
from lianfang.territory.services.placing import PlacePlan

SALT = "territory.places"
LONGEST = 4_000_000
"""Bytes of a table; it travels through the preview page, signed, and is kept nowhere."""
SHOWN = 200


@login_required
def places(request: StaffRequest, area_id: UUID) -> HttpResponseBase:
    """Choose a table, see what it would add, bring it in."""
    area = get_area_for(request.actor, area_id, action=MANAGE_AREAS)
    if carried := request.POST.get("carried"):
        return _go(request, area, *_unpacked(carried))
    form = PlacesForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"area": area, "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = _within_reason(file.read())
            plan = services.plan_places(actor=request.actor, area=area, content=content, filename=file.name)
            context |= _shown(plan) | {"carried": _packed(file.name, content)}
        except Invalid as refused:
            show_refusals(form, refused)
        except LianfangError as refused:
            form.add_error("file", str(refused))
    return render(request, "territory/places.html", context, status=422 if form.errors else 200)


@login_required
def places_template(request: StaffRequest) -> HttpResponse:
    """An empty table to fill in."""
    selectors.require_lookup(request.actor)
    content = template_for(COLUMNS, language=get_language() or "zh", rows=1000)
    answer = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    answer["Content-Disposition"] = 'attachment; filename="places.xlsx"'
    return answer


def _go(request: StaffRequest, area: Area, name: str, content: bytes) -> HttpResponseBase:
    if "result" in request.POST:
        return _result(services.plan_places(actor=request.actor, area=area, content=content, filename=name))
    plan = services.apply_places(actor=request.actor, area=area, content=content, filename=name)
    messages.success(request, _("%(count)s places were added.") % {"count": f"{len(plan.new):,}"})
    return redirect("territory:area", area.pk)


def _result(plan: PlacePlan) -> FileResponse:
    """The user's own file with what would become of each row."""
    result = ResultFile(plan.table, plan.mapping)
    for number, reason in plan.outcomes.items():
        result.note(number, _outcome(plan, number), str(reason or ""))
    target = io.BytesIO()
    result.save(target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=result.filename)


def _outcome(plan: PlacePlan, number: int) -> str:
    if plan.outcomes[number] is None:
        return _("added")
    return _("refused") if number in plan.refused else _("known")


def _shown(plan: PlacePlan) -> dict[str, Any]:
    columns = [
        (plan.table.header.names[match.index], match.column.heading(get_language() or "zh"))
        for match in plan.mapping.matches.values()
    ]
    refused = [(number, str(reason)) for number, reason in plan.refused.items()]
    return {"plan": plan, "columns": columns, "refused": refused[:SHOWN], "more": max(0, len(refused) - SHOWN)}


def _within_reason(content: bytes) -> bytes:
    if len(content) > LONGEST:
        raise Refused("exchange.too_large", size=f"{len(content) / 1e6:.1f}", limit=f"{LONGEST / 1e6:.0f}")
    return content


def _packed(name: str, content: bytes) -> str:
    return signing.dumps([name, b64encode(content).decode()], salt=SALT, compress=True)


def _unpacked(carried: str) -> tuple[str, bytes]:
    try:
        name, content = signing.loads(carried, salt=SALT, max_age=12 * 3600)
    except signing.BadSignature:
        raise Refused("territory.preview_too_old") from None
    return str(name), b64decode(content)
