"""Adding an area and changing what is said of one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Invalid
from lianfang.territory import services
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.forms import AreaForm, NewAreaForm, show_refusals
from lianfang.territory.selectors import get_area_for


@login_required
def add(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """A new area below this one."""
    parent = get_area_for(request.actor, area_id, action=MANAGE_AREAS)
    form = NewAreaForm(request.POST or None, parent=parent)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_area(actor=request.actor, parent=parent, **form.cleaned_data)
            messages.success(request, _("%(name)s stands in the tree.") % {"name": made})
            return redirect("territory:area", made.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    title = _("Add below %(name)s") % {"name": parent}
    return render(
        request,
        "territory/form.html",
        {"form": form, "area": parent, "title": title, "button": _("Add")},
        status=_status(form),
    )


@login_required
def edit(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """What is said of an area."""
    area = get_area_for(request.actor, area_id, action=MANAGE_AREAS)
    form = AreaForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_area(actor=request.actor, area=area, **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("territory:area", area.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    title = _("Change %(name)s") % {"name": area}
    return render(
        request,
        "territory/form.html",
        {"form": form, "area": area, "title": title, "button": _("Change")},
        status=_status(form),
    )


def _status(form: AreaForm) -> int:
    return 422 if form.errors else 200
