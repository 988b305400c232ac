"""Posts and passes, as the command's office keeps them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import MANAGE_POSTS
from lianfang.checkpoints.forms import ExtendForm, MannedForm, PassForm, PostForm, communities, names_of
from lianfang.checkpoints.rules import PostKind
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.selectors import unit_for_area, units_at_work
from lianfang.response.selectors import current_response

MOST_UNITS = 400


@login_required
def open_post(request: StaffRequest) -> HttpResponse:
    """A new post on its approving document."""
    _require(request)
    form = PostForm(request.POST or None)
    response = current_response()
    form.fields["area"].within = response.area_path  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        area_path = given.pop("area")
        kind = PostKind(given.pop("kind"))
        unit = unit_for_area(area_path)
        try:
            if unit is None:
                raise NotFound
            post = services.open_post(
                actor=request.actor, response=response, area_path=area_path, unit=unit, kind=kind, **given
            )
            messages.success(request, _("The post is open."))
            return redirect("checkpoints:post", post.pk)
        except Invalid as invalid:
            _show(form, invalid)
        except Refused as refused:
            form.add_error("area", str(refused))
    context = {"form": form, "communities": communities(response.area_path), "units": _units()}
    return render(request, "checkpoints/open_post.html", context, status=422 if form.errors else 200)


@login_required
def extend(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """A longer time for a post, on a document of its own."""
    post = selectors.get_post_for(request.actor, post_id, action=MANAGE_POSTS)
    form = ExtendForm(request.POST or None, initial={"until_at": post.until_at})
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_post(actor=request.actor, post=post_id, **form.cleaned_data)
            messages.success(request, _("The post stands longer."))
            return redirect("checkpoints:post", post_id)
        except Invalid as invalid:
            _show(form, invalid)
    return render(request, "checkpoints/extend.html", {"form": form, "post": post}, status=422 if form.errors else 200)


@login_required
def man(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """Which units man a post together."""
    post = selectors.get_post_for(request.actor, post_id, action=MANAGE_POSTS)
    form = MannedForm(request.POST or None, initial={"with_units": names_of(each.unit for each in post.partners.all())})
    if request.method == "POST" and form.is_valid():
        try:
            services.man_post(actor=request.actor, post=post_id, **form.cleaned_data)
            messages.success(request, _("Who mans the post is recorded; it holds for what is counted from now on."))
            return redirect("checkpoints:post", post_id)
        except Invalid as invalid:
            _show(form, invalid)
    context = {"form": form, "post": post, "units": _units()}
    return render(request, "checkpoints/man.html", context, status=422 if form.errors else 200)


def _units() -> list[str]:
    """The organisations offered while one types; temporary teams are typed by name."""
    return [str(unit) for unit in units_at_work().exclude(kind=UnitKind.TEAM.value).order_by("path")[:MOST_UNITS]]


@login_required
@require_POST
def close(request: StaffRequest, post_id: UUID) -> HttpResponse:
    services.close_post(actor=request.actor, post=post_id)
    messages.success(request, _("The post is closed."))
    return redirect("checkpoints:post", post_id)


@login_required
def passes(request: StaffRequest) -> HttpResponse:
    """The passes in force and past, and a new one."""
    _require(request)
    form = PassForm(request.POST or None)
    response = current_response()
    if request.method == "POST" and form.is_valid():
        try:
            services.issue_pass(
                actor=request.actor, response=response, area_path=response.area_path, **form.cleaned_data
            )
            messages.success(request, _("The pass is issued."))
            return redirect("checkpoints:passes")
        except Invalid as invalid:
            _show(form, invalid)
    context = {"form": form, "passes": selectors.passes_visible_to(request.actor, MANAGE_POSTS)[:200]}
    return render(request, "checkpoints/passes.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: StaffRequest, pass_id: UUID) -> HttpResponse:
    services.withdraw_pass(actor=request.actor, issued=pass_id)
    messages.success(request, _("The pass is withdrawn."))
    return redirect("checkpoints:passes")


def _require(request: StaffRequest) -> None:
    """NotFound for whoever manages no posts anywhere."""
    if not request.actor.may_somewhere(MANAGE_POSTS):
        raise NotFound


def _show(form: forms.Form, invalid: Invalid) -> None:
    for name, reason in invalid.fields.items():
        form.add_error(name if name in form.fields else None, str(reason))
