"""Who has not been sampled, and who need not be."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.ids import new_id
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.models import Person
from lianfang.people.selectors import matching
from lianfang.people.shown import MASKED
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import active_responses
from lianfang.sampling import selectors, services
from lianfang.sampling.access import DRAW, READ_SWABS
from lianfang.sampling.forms import ExemptForm, show
from lianfang.sampling.live import flagged_in, twice_in
from lianfang.sampling.models import Session
from lianfang.sampling.register import called_paths, open_at, rolled_up, standing
from lianfang.sampling.rules import Exempt
from lianfang.sampling.views.common import stamp_in, status_of
from lianfang.territory.names import full_name, names_of
from lianfang.territory.selectors import areas_under, community_of
from lianfang.ui.lists import Column, ListPage, Search, Under

WHERE = "sampling:not_sampled"
MOST_PLACES = 300


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    """The areas called and what lies below them, to narrow the list by."""
    called: list[str] = getattr(request, "called_paths", [])
    paths = [path for each in called for path in areas_under(each).values_list("path", flat=True)[:MOST_PLACES]]
    names_of(paths)
    return [(path, full_name(path)) for path in sorted(set(paths))[:MOST_PLACES]]


OPEN_PEOPLE = ListPage(
    "sampling.not_sampled",
    _("Not sampled yet"),
    columns=(
        Column("area", _("area"), MASKED["area"], order=("area_path",)),
        Column("door", _("door"), MASKED["door"]),
        Column("name", _("name"), MASKED["name"]),
        Column("sex", _("sex"), MASKED["sex"]),
        Column("born", _("born"), MASKED["born"]),
        Column("phone", _("phone"), MASKED["phone"]),
    ),
    filters=(
        Search(
            _("Name, part of it, pinyin, ID number or phone"),
            lambda rows, text: matching(rows, text, active_responses()),
        ),
        Under("area", _("area"), _places),
    ),
    order=("area_path",),
    href=lambda each: reverse("people:person", args=[each.pk]),
    empty=_("Everybody who is called was sampled or is exempt."),
)

OPENING_NOBODY = replace(OPEN_PEOPLE, href=None)
"""The same for whoever samples them and has no register to open."""


def _seen(request: HttpRequest, rows: list[Person], how: str) -> None:
    actor = request.actor  # type: ignore[attr-defined]
    names_of({person.area_path for person in rows})
    if how == "export":
        log_reads(actor, How.EXPORT, WHERE, [person.pk for person in rows])
    else:
        log_list(actor, WHERE)


@login_required
def not_sampled(request: StaffRequest, session_id: UUID) -> HttpResponseBase:
    """Who is called and was neither sampled nor exempt in the whole round: in numbers, and as a list to take along.

    This session's areas building by building, or with ``whole`` those of all sessions of the round that one may open,
    community by community.
    """
    found = selectors.get_session_for(request.actor, session_id, action=READ_SWABS)
    every = list(selectors.round_of(found))
    whole = "whole" in request.GET
    calling = selectors.round_for(request.actor, found) if whole else [found]
    request.called_paths = called_paths(calling)  # type: ignore[attr-defined]
    lines = standing(calling, every)
    names_of({each.area_path for each in lines})
    shown = rolled_up(lines, community_of) if whole else lines
    page = OPEN_PEOPLE if request.actor.may_somewhere(SEE_PEOPLE) else OPENING_NOBODY
    return page.answer(
        request,
        open_at(lines, calling, every).select_related("household"),
        writer=writer_for(request.actor),
        seen=_seen,
        template="sampling/not_sampled.html",
        session=found,
        whole=whole,
        places=[(full_name(each.area_path), each) for each in shown if each.open],
        left=sum(each.open for each in lines),
        called=sum(each.called for each in lines),
    )


@login_required
def to_look_at(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """What was taken and is to be looked at: samples a desk would have refused, people in several tubes, counts that differ."""
    found = selectors.get_session_for(request.actor, session_id, action=READ_SWABS)
    flagged, twice = flagged_in(found), twice_in(found)
    people = {swab.person_id for swab in (*flagged, *twice) if swab.person_id}
    log_reads(request.actor, How.DETAIL, "sampling:to_look_at", sorted(people))
    context = {
        "session": found,
        "flagged": flagged,
        "twice": twice,
        "differing": found.tubes.filter(selectors.differing()).order_by("code"),
    }
    return render(request, "sampling/to_look_at.html", context)


@login_required
def exempt(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """Who need not come, with the reason; somebody is exempted here."""
    found = selectors.get_session_for(request.actor, session_id, action=READ_SWABS)
    form = ExemptForm(request.POST or None, initial={"stamp": new_id(), "person": request.GET.get("person", "")})
    if request.method == "POST" and form.is_valid() and _exempted(request, found, form):
        return redirect("sampling:exempt", found.pk)
    rows = list(selectors.exemptions_visible_to(request.actor).filter(session=found)[:500])
    log_reads(request.actor, How.DETAIL, "sampling:exempt", [each.person_id for each in rows if each.person_id])
    names_of({each.person.area_path for each in rows if each.person})
    context = {
        "session": found,
        "form": form,
        "lines": [(each, full_name(each.person.area_path) if each.person else "") for each in rows],
        "may_draw": selectors.may_at(request.actor, found, DRAW),
    }
    return render(request, "sampling/exempt.html", context, status=status_of(form))


def _exempted(request: StaffRequest, found: Session, form: ExemptForm) -> bool:
    given = form.cleaned_data
    try:
        services.exempt(
            actor=request.actor,
            stamp=stamp_in(form),
            session=found.pk,
            person=given["person"],
            code=given["code"],
            reason=Exempt(given["reason"]),
            note=given["note"],
        )
    except LianfangError as refused:
        show(form, refused)
        return False
    messages.success(request, _now("Recorded. This person is not called any more."))
    return True


@login_required
@require_POST
def void_exemption(request: StaffRequest, exemption_id: UUID) -> HttpResponse:
    """Somebody is to come after all."""
    found = selectors.get_exemption_for(request.actor, exemption_id, action=DRAW)
    try:
        services.void_exemption(
            actor=request.actor, exemption=exemption_id, because=request.POST.get("because", "")[:200]
        )
        messages.success(request, _now("This person is called again."))
    except LianfangError as refused:
        messages.error(request, str(refused))
    return redirect("sampling:exempt", found.session_id)
