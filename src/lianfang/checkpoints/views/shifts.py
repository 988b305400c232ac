"""The shift book of the posts: handing over at the desk, taking over, and every shift with its counts and kit."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor, names_of_actors
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import READ_CHECKS, SEE_POSTS, WORK_AT_POST
from lianfang.checkpoints.forms import ShiftForm, TakeForm
from lianfang.checkpoints.models import Post, Shift
from lianfang.checkpoints.rules import TAKE_WITHIN, Kit, kit_compared, was_taken_late
from lianfang.checkpoints.views.stamps import stamp_of
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid
from lianfang.kernel.ids import new_id
from lianfang.ui.due import words_of
from lianfang.ui.lists import Column, Days, ListPage, SavedView, Search


def _is_late(shift: Any) -> bool:
    return was_taken_late(shift.happened_at, shift.taken_at, now())


def _taken(shift: Any) -> str:
    """How long it took until somebody signed, or that nobody has."""
    if shift.taken_at is None:
        return gettext("not taken over yet")
    return gettext("after %(length)s") % {"length": words_of(shift.taken_at - shift.happened_at)}


def _learn_names(request: HttpRequest, rows: list[Any], how: str) -> None:
    names = names_of_actors(filter(None, (name for row in rows for name in (row.recorded_by, row.taken_by))))
    for row in rows:
        row.left, row.came = names[row.recorded_by], names.get(row.taken_by or "", "")


NOT_TAKEN = {"taken_at": None}
SHIFTS = ListPage(
    "checkpoints.shifts",
    _("Shift book"),
    columns=(
        Column("at", _("Handed over"), lambda shift: shift.happened_at, order=("happened_at",)),
        Column("post", _("Checkpoint"), lambda shift: str(shift.post), order=("post__name",)),
        Column("left", _("Handed over by"), lambda shift: shift.left),
        Column("came", _("Taken over by"), lambda shift: shift.came),
        Column("taken", _("Taken over"), _taken),
        Column("vehicles", _("Vehicles"), lambda shift: shift.vehicles, is_number=True),
        Column("stated_vehicles", _("Vehicles, stated"), lambda shift: shift.stated_vehicles, is_number=True),
        Column("people", _("People"), lambda shift: shift.people, is_number=True),
        Column("stated_people", _("People, stated"), lambda shift: shift.stated_people, is_number=True),
        Column("stopped", _("Stopped"), lambda shift: shift.stopped, is_number=True),
        Column("stated_stopped", _("Stopped, stated"), lambda shift: shift.stated_stopped, is_number=True),
        Column("began", _("Shift began"), lambda shift: shift.began_at, is_shown=False),
    ),
    filters=(
        Search(_("checkpoint"), lambda rows, text: rows.filter(post__name__contains=text), is_personal=False),
        Days("handed", _("Handed over"), "happened_at"),
    ),
    order=("-happened_at",),
    views=(
        SavedView("open", _("not taken over"), lambda rows, request: rows.filter(**NOT_TAKEN)),
        SavedView("late", _("taken over late"), lambda rows, request: rows.filter(selectors.taken_late())),
        SavedView("other", _("counted otherwise"), lambda rows, request: rows.filter(selectors.stated_otherwise())),
    ),
    href=lambda shift: reverse("checkpoints:shift", args=[shift.pk]),
    tone=lambda shift: "late" if _is_late(shift) else "",
    empty=_("A crew hands its shift over on its phone or on the page of its post."),
)


@login_required
def shifts(request: StaffRequest) -> HttpResponseBase:
    """Every shift of the posts one may see, the latest first."""
    request.actor.require_somewhere(SEE_POSTS)
    rows = selectors.shifts_visible_to(request.actor).order_by()
    return SHIFTS.answer(request, rows, writer=writer_for(request.actor), seen=_learn_names)


@login_required
def shift(request: StaffRequest, shift_id: UUID) -> HttpResponse:
    """One shift: what was counted and what was stated, the kit beside the kit before, and who signed."""
    return _page(request, selectors.get_shift_for(request.actor, shift_id))


def _page(request: StaffRequest, found: Shift, take: forms.Form | None = None) -> HttpResponse:
    book: Any = found  # with what the book adds to it
    signed = list(selectors.taken_of(found))
    before = selectors.shift_before(found)
    works_here = selectors.may_at(request.actor, found.post, WORK_AT_POST)
    context = {
        "shift": found,
        "counts": _counts(book),
        "kit": kit_compared(found.kit, before.kit if before else {}),
        "left": name_of_actor(found.recorded_by),
        "signed": [(each, name_of_actor(each.recorded_by)) for each in signed],
        "due": found.happened_at + TAKE_WITHIN,
        "opens": works_here or selectors.may_at(request.actor, found.post, READ_CHECKS),
        "may_take": works_here and not signed and found.recorded_by != request.actor.name,
        "take": take or TakeForm(),
        "stamp": new_id(),
    }
    status = 422 if take is not None and take.errors else 200
    return render(request, "checkpoints/shift.html", context, status=status)


def _counts(book: Any) -> list[tuple[str, int, int | None]]:
    """What was counted and what was stated, line by line."""
    return [
        (gettext("Vehicles"), book.vehicles, book.stated_vehicles),
        (gettext("People"), book.people, book.stated_people),
        (gettext("Stopped"), book.stopped, book.stated_stopped),
    ]


@login_required
@require_POST
def take(request: StaffRequest, shift_id: UUID) -> HttpResponse:
    """Sign for a shift at the desk."""
    found = selectors.get_shift_for(request.actor, shift_id, action=WORK_AT_POST)
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    services.take_shift(
        actor=request.actor, stamp=stamp_of(request), post=found.post_id, shift=found.pk, **form.cleaned_data
    )
    messages.success(request, gettext("The shift is yours now."))
    return redirect("checkpoints:shift", found.pk)


@login_required
def hand_over(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """The sheet of a shift at its end; the kit is offered as it was handed over last."""
    at = selectors.get_post_for(request.actor, post_id, action=WORK_AT_POST)
    last = selectors.last_shift_of(request.actor, at)
    form = ShiftForm(request.POST or None, initial=_offered(last))
    if request.method == "POST" and form.is_valid():
        try:
            handed = services.hand_over_shift(
                actor=request.actor, stamp=stamp_of(request), post=at.pk, values=form.cleaned_data
            )
            messages.success(request, gettext("Handed over. The arriving crew signs for it."))
            return redirect("checkpoints:shift", handed.pk)
        except Invalid as invalid:
            show_refusals(form, invalid)
    return render(request, "checkpoints/hand_over.html", _sheet(at, form), status=422 if form.errors else 200)


def _offered(last: Shift | None) -> dict[str, int]:
    return {f"kit_{item}": last.kit[item] for item in Kit if item in last.kit} if last else {}


def _sheet(at: Post, form: forms.Form) -> dict[str, Any]:
    since = selectors.running_since(at)
    return {
        "post": at,
        "form": form,
        "stated": [form[name] for name in ("to_name", "stated_vehicles", "stated_people", "stated_stopped")],
        "kit": [form[f"kit_{item}"] for item in Kit],
        "stamp": form.data.get("stamp") or new_id(),
        "since": since,
        "counts": selectors.counts_of(at, since),
        "calls": selectors.calls_open_at(at),
        "on_their_way": selectors.travellers_on_their_way(at),
    }
