"""Members of a unit, the places they answer for, and the numbers behind the stars."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Invalid
from lianfang.orgs import selectors, services
from lianfang.orgs.access import MANAGE_MEMBERS
from lianfang.orgs.forms import ChargeForm, LastDayForm, MemberForm
from lianfang.orgs.models import Unit
from lianfang.privacy.reads import How, log_reads
from lianfang.territory.forms import show_refusals


@login_required
def add(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """A new member."""
    unit = selectors.get_unit_for(request.actor, unit_id, action=MANAGE_MEMBERS)
    form = MemberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_member(actor=request.actor, unit=unit, **form.as_member())
            messages.success(request, _("Entered."))
            return redirect("orgs:unit", unit.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return _form(request, form, unit, _("A member of %(name)s") % {"name": unit}, _("Enter"))


@login_required
def end(request: StaffRequest, member_id: UUID) -> HttpResponse:
    """The last day of a membership."""
    member = selectors.get_member_for(request.actor, member_id, action=MANAGE_MEMBERS)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_member(actor=request.actor, member=member, on=form.cleaned_data["on"])
            messages.success(request, _("The membership has its last day."))
            return redirect("orgs:unit", member.unit_id)
        except Invalid as refused:
            form.add_error("on", str(refused))
    title = _("%(name)s leaves %(unit)s") % {"name": member.name, "unit": member.unit}
    return _form(request, form, member.unit, title, _("End the membership"))


@login_required
@require_POST
@never_cache
def reveal(request: StaffRequest, member_id: UUID) -> HttpResponse:
    """The whole number of one member, which is logged."""
    member = selectors.get_member_for(request.actor, member_id)
    log_reads(request.actor, How.REVEAL, "orgs:reveal", [member.pk])
    return render(request, "orgs/parts/member_line.html", {"member": member, "open": True})


@login_required
def charge(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """The unit, or one of its members, answers for a place from now on."""
    unit = selectors.get_unit_for(request.actor, unit_id, action=MANAGE_MEMBERS)
    members = {str(member.pk): member for member in selectors.members_of(unit)}
    form = ChargeForm(
        request.POST if request.method == "POST" else None,
        members=[(key, f"{member.name} {member.post}".strip()) for key, member in members.items()],
        initial={"area_path": request.GET.get("area", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        services.charge(actor=request.actor, unit=unit, **{**given, "member": members.get(given["member"])})
        messages.success(request, _("Somebody answers for the place now."))
        return redirect("orgs:unit", unit.pk)
    return _form(request, form, unit, _("A place for %(name)s") % {"name": unit}, _("Enter"))


@login_required
@require_POST
def end_charge(request: StaffRequest, charge_id: UUID) -> HttpResponse:
    """Today is the last day on which they answer for the place."""
    ended = services.end_charge(actor=request.actor, charge_id=charge_id)
    messages.success(request, _("The responsibility has its last day."))
    return redirect("orgs:unit", ended.unit_id)


def _form(request: StaffRequest, form: object, unit: Unit, title: str, button: str) -> HttpResponse:
    errors = getattr(form, "errors", None)
    context = {"form": form, "unit": unit, "title": title, "button": button}
    return render(request, "orgs/form.html", context, status=422 if errors else 200)
