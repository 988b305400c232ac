"""Moving, merging and retiring: choose where to, see what would happen, do it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Text
from lianfang.territory import services
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.forms import DocumentForm
from lianfang.territory.models import Area
from lianfang.territory.rules import Level, may_contain
from lianfang.territory.selectors import get_area_for, search_areas
from lianfang.territory.tree.previews import Preview
from lianfang.territory.views.browsing import with_full_names


@dataclass(frozen=True)
class Way:
    """A way in which an area goes to another: what it says, which levels may take it, how it is previewed and done."""

    title: Text
    button: Text
    done: Text
    levels: Callable[[Area], list[str]]
    preview: Callable[[Actor, Area, Area], Preview]
    go: Callable[[Actor, Area, Area, str], Area]


MOVE = Way(
    gettext_lazy("Move %(name)s"),
    gettext_lazy("Move"),
    gettext_lazy("%(name)s now stands below %(target)s."),
    lambda area: [level.value for level in Level if may_contain(level, Level(area.level))],
    lambda actor, area, target: services.preview_move(actor=actor, area=area, parent=target),
    lambda actor, area, target, document: services.move_area(actor=actor, area=area, parent=target, document=document),
)
MERGE = Way(
    gettext_lazy("Merge %(name)s into another"),
    gettext_lazy("Merge"),
    gettext_lazy("%(name)s is now part of %(target)s."),
    lambda area: [area.level],
    lambda actor, area, target: services.preview_merge(actor=actor, area=area, into=target),
    lambda actor, area, target, document: services.merge_area(actor=actor, area=area, into=target, document=document),
)


@login_required
def move(request: StaffRequest, area_id: UUID) -> HttpResponse:
    return _rearrange(request, area_id, MOVE)


@login_required
def merge(request: StaffRequest, area_id: UUID) -> HttpResponse:
    return _rearrange(request, area_id, MERGE)


def _rearrange(request: StaffRequest, area_id: UUID, way: Way) -> HttpResponse:
    area = get_area_for(request.actor, area_id, action=MANAGE_AREAS)
    named = {"name": area}
    context: dict[str, object] = {"area": area, "title": way.title % named, "button": way.button}
    if not (chosen := request.POST.get("to") or request.GET.get("to")):
        return _choose(request, area, way, context)
    target = get_area_for(request.actor, chosen, action=MANAGE_AREAS)
    try:
        if request.method == "POST":
            form = DocumentForm(request.POST)
            document = form.cleaned_data["document"] if form.is_valid() else ""
            way.go(request.actor, area, target, document)
            messages.success(request, way.done % {"name": area, "target": target})
            return redirect("territory:area", area.pk)
        context["preview"] = way.preview(request.actor, area, target)
    except Invalid as refused:
        return _choose(request, area, way, {**context, "problems": [str(why) for why in refused.fields.values()]})
    return render(request, "territory/preview.html", {**context, "target": target, "form": DocumentForm()})


def _choose(request: StaffRequest, area: Area, way: Way, context: dict[str, object]) -> HttpResponse:
    """Search for where it goes; only areas that the actor may change are offered."""
    text = request.GET.get("q", "").strip()
    found = [each for each in search_areas(text, levels=way.levels(area), limit=50) if each.pk != area.pk]
    allowed = [each for each in found if request.actor.may(MANAGE_AREAS, area_path=each.path)]
    shown = {**context, "q": text, "found": with_full_names(allowed[:20])}
    return render(request, "territory/choose.html", shown, status=422 if "problems" in context else 200)


@login_required
def retire(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """Retire an area that nothing continues."""
    area = get_area_for(request.actor, area_id, action=MANAGE_AREAS)
    form = DocumentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.retire_area(actor=request.actor, area=area, document=form.cleaned_data["document"])
        messages.success(request, _("%(name)s is retired.") % {"name": area})
        return redirect("territory:area", area.pk)
    preview = services.preview_retire(actor=request.actor, area=area)
    title = _("Retire %(name)s") % {"name": area}
    context = {"area": area, "preview": preview, "form": form, "title": title, "button": _("Retire")}
    return render(request, "territory/preview.html", context)
