"""Boxes: the list, packing, one box with its hand-overs, receiving, the waybill."""

from typing import Any
from uuid import UUID

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.codes.rules import plain, spaced
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.laboratory import selectors, services
from lianfang.laboratory.access import CARRY_BOXES, SEE_LABORATORY
from lianfang.laboratory.forms import BecauseForm, BoxForm, CourierForm, ReceiveForm, ScanForm, SealForm
from lianfang.laboratory.models import BOX_STATES, Box, Packed
from lianfang.laboratory.rules import BoxState, Place
from lianfang.laboratory.views.lines import box_history, box_lines
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView, Search

ARRIVED = Packed.objects.filter(box=OuterRef("pk"), place=Place.ARRIVED.value, result_at=None)
WITHOUT_RESULTS = Q(Exists(ARRIVED), state=BoxState.RECEIVED.value)
UNDER_WAY = Q(state=BoxState.UNDER_WAY.value)


def _found(rows: QuerySet[Box], text: str) -> QuerySet[Box]:
    return rows.filter(Q(code__startswith=plain(text)) | Q(session__site__name__contains=text))


def _tone(box: Box) -> str:
    return "late" if box.is_late else ""


BOXES = ListPage(
    "laboratory.boxes",
    gettext_lazy("Boxes of tubes"),
    columns=(
        Column("code", gettext_lazy("code of the box"), lambda box: spaced(box.code)),
        Column("session", gettext_lazy("sampling session"), lambda box: str(box.session)),
        Column("laboratory", gettext_lazy("laboratory"), lambda box: box.laboratory),
        Column("state", gettext_lazy("state"), lambda box: box.get_state_display(), order=("state",)),
        Column("tubes", gettext_lazy("tubes"), lambda box: box.tubes, order=("tubes",), is_number=True),
        Column("unit", gettext_lazy("packed by"), lambda box: str(box.unit), is_shown=False),
        Column("opened", gettext_lazy("packing began at"), lambda box: box.opened_at, order=("opened_at",)),
        Column("due", gettext_lazy("due at the laboratory"), lambda box: box.due_at, order=("due_at",)),
        Column("received", gettext_lazy("received at"), lambda box: box.received_at, order=("received_at",)),
    ),
    filters=(
        Search(gettext_lazy("code or site"), _found, is_personal=False),
        Choices("state", gettext_lazy("state"), BOX_STATES),
        Days("opened", gettext_lazy("packed on"), "opened_at"),
    ),
    order=("-opened_at",),
    views=(
        SavedView("under_way", gettext_lazy("on its way"), lambda rows, request: rows.filter(UNDER_WAY)),
        SavedView("late", gettext_lazy("late"), lambda rows, request: rows.filter(UNDER_WAY, due_at__lte=now())),
        SavedView("results", gettext_lazy("without all results"), lambda rows, request: rows.filter(WITHOUT_RESULTS)),
        SavedView(
            "here",
            gettext_lazy("at the site"),
            lambda rows, request: rows.filter(state__in=[BoxState.PACKING.value, BoxState.SEALED.value]),
        ),
    ),
    href=lambda box: reverse("laboratory:box", args=[box.pk]),
    tone=_tone,
    empty=gettext_lazy("Closed tubes are packed into a box at their site; it appears here with everybody who has it."),
)


@login_required
def boxes(request: StaffRequest) -> HttpResponseBase:
    """All boxes one has to do with, the newest first."""
    if not request.actor.may_somewhere(SEE_LABORATORY):
        raise NotFound
    context: dict[str, Any] = {"may_carry": request.actor.may_somewhere(CARRY_BOXES)}
    seen = selectors.boxes_visible_to(request.actor)
    return BOXES.answer(request, seen, writer=writer_for(request.actor), template="laboratory/boxes.html", **context)


@login_required
def choose(request: StaffRequest) -> HttpResponse:
    """The sessions whose closed tubes lie at their site."""
    if not request.actor.may_somewhere(CARRY_BOXES):
        raise NotFound
    return render(request, "laboratory/choose.html", {"sessions": selectors.sessions_to_pack(request.actor)[:100]})


@login_required
def pack(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """A new box for a session, and those that are being packed."""
    session = selectors.get_session_to_pack(request.actor, session_id)
    form = BoxForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_box(actor=request.actor, session=session, **form.cleaned_data)
            return redirect("laboratory:box", made.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    begun = selectors.boxes_visible_to(request.actor, CARRY_BOXES).filter(session=session)
    context = {"session": session, "form": form, "begun": begun.filter(state=BoxState.PACKING.value)}
    return render(request, "laboratory/pack.html", context, status=422 if form.errors else 200)


@login_required
def box(request: StaffRequest, box_id: UUID) -> HttpResponse:
    """One box: its tubes, its hand-overs, and what may be done with it now."""
    return _box_page(request, selectors.get_box_for(request.actor, box_id))


FORMS: dict[str, type[forms.Form]] = {
    "scan": ScanForm,
    "seal": SealForm,
    "hand": CourierForm,
    "pass_on": CourierForm,
}


def _box_page(request: StaffRequest, shown: Box, **bound: forms.Form) -> HttpResponse:
    may_carry = any(
        request.actor.may(CARRY_BOXES, area_path=shown.area_path, unit_path=path)
        for path in (shown.unit_path, shown.to_unit_path)
        if path
    )
    lines = box_lines(shown)
    context: dict[str, Any] = {
        "box": shown,
        "code": spaced(shown.code),
        "lines": lines,
        "waits_for_results": any(line.packed.place == Place.ARRIVED and line.result is None for line in lines),
        "history": box_history(shown),
        "may_carry": may_carry,
        "scan": ScanForm(),
        "seal": SealForm(),
        "hand": CourierForm(),
        "pass_on": CourierForm(),
        "give_up": BecauseForm(),
        "has_late": shown.is_late,
        **bound,
    }
    failed = any(form.errors for form in bound.values())
    return render(request, "laboratory/box.html", context, status=422 if failed else 200)


@login_required
@require_POST
def act(request: StaffRequest, box_id: UUID, what: str) -> HttpResponse:
    """Scan a tube, seal, open again, hand over, pass on, bring back."""
    shown = selectors.get_box_for(request.actor, box_id, action=CARRY_BOXES)
    if what in ("open", "back"):
        _without_form(request, shown, what)
        return redirect("laboratory:box", box_id)
    if what not in FORMS:
        raise NotFound
    form = FORMS[what](request.POST)
    if form.is_valid():
        try:
            _with_form(request, shown, what, form)
            return redirect("laboratory:box", box_id)
        except Invalid as refused:
            show_refusals(form, refused)
    return _box_page(request, shown, **{what: form})


def _without_form(request: StaffRequest, shown: Box, what: str) -> None:
    if what == "open":
        services.open_again(actor=request.actor, box=shown)
        messages.success(request, _("The box is open again. Seal it anew before it leaves."))
    else:
        services.bring_back(actor=request.actor, box=shown)
        messages.success(request, _("The box is back at its site and waits for another courier."))


def _with_form(request: StaffRequest, shown: Box, what: str, form: forms.Form) -> None:
    given = form.cleaned_data
    if what == "scan":
        packed = services.pack(actor=request.actor, box=shown, code=given["tube"])
        inside = shown.contents.filter(place=Place.INSIDE.value).count()
        messages.success(
            request, _("%(tube)s is in the box. It holds %(count)s.") % {"tube": packed.tube.code, "count": inside}
        )
    elif what == "seal":
        services.seal(actor=request.actor, box=shown, **given)
        messages.success(request, _("The box is sealed and waits for its courier."))
    elif isinstance(form, CourierForm):
        hand = services.hand_to_courier if what == "hand" else services.pass_on
        hand(actor=request.actor, box=shown, taken=form.taken())
        messages.success(request, _("The courier has the box and answers for it."))


@login_required
@require_POST
def act_on_tube(request: StaffRequest, packed_id: UUID, what: str) -> HttpResponse:
    """Take a tube out of a box, or say what became of one that was missing."""
    packed = selectors.get_packed_for(request.actor, packed_id)
    if what == "out":
        services.take_out(actor=request.actor, packed=packed)
        messages.success(request, _("%(tube)s is out of the box again.") % {"tube": packed.tube.code})
    elif what == "found":
        services.find_tube(actor=request.actor, packed=packed)
        messages.success(request, _("%(tube)s is found and at the laboratory.") % {"tube": packed.tube.code})
    elif what == "lost":
        return _give_up(request, packed)
    else:
        raise NotFound
    return redirect("laboratory:box", packed.box_id)


def _give_up(request: StaffRequest, packed: Packed) -> HttpResponse:
    form = BecauseForm(request.POST)
    if not form.is_valid():
        return _box_page(request, selectors.get_box_for(request.actor, packed.box_id), give_up=form)
    services.give_up(actor=request.actor, packed=packed, **form.cleaned_data)
    messages.warning(request, _("%(tube)s is lost; its people are sampled again.") % {"tube": packed.tube.code})
    return redirect("laboratory:box", packed.box_id)


@login_required
def receive(request: StaffRequest, box_id: UUID) -> HttpResponse:
    """The laboratory counts what came; where the number is another, every tube is scanned."""
    shown = selectors.get_box_for(request.actor, box_id, action=CARRY_BOXES)
    if shown.state != BoxState.UNDER_WAY:
        return redirect("laboratory:box", box_id)
    form = ReceiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.receive(actor=request.actor, box=shown, taken=form.taken(), scanned=form.codes())
            messages.success(request, _("The box is received."))
            return redirect("laboratory:box", box_id)
        except Invalid as refused:
            show_refusals(form, refused)
    context = {"box": shown, "code": spaced(shown.code), "form": form}
    return render(request, "laboratory/receive.html", context, status=422 if form.errors else 200)


@login_required
def waybill(request: StaffRequest, box_id: UUID) -> HttpResponse:
    """The paper that goes with the box: its code, its tubes, and lines to sign; it names no person."""
    shown = selectors.get_box_for(request.actor, box_id)
    contents = list(selectors.contents_of(shown))
    context = {"box": shown, "code": spaced(shown.code), "contents": contents, "drawn": qr(shown.code)}
    return render(request, "laboratory/waybill.html", context)


def qr(text: str) -> str:
    """A code as a picture, for a scanner."""
    return segno.make(text, error="m").svg_inline(scale=4, omitsize=False)
