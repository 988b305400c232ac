"""The table at a desk: scan a tube, scan people into it, close it; the cursor stands where the next scan belongs."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.kernel.ids import new_id
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.privacy.reads import How, log_reads
from lianfang.sampling import selectors, services
from lianfang.sampling.access import DRAW
from lianfang.sampling.forms import CloseForm, TableForm, UnknownForm, show, words_of
from lianfang.sampling.models import WHYS, Session, Swab, Tube
from lianfang.sampling.recognising import meant_by
from lianfang.sampling.rules import Why, tube_code
from lianfang.sampling.said import SwabSaid
from lianfang.sampling.views.common import first_error, stamp_in
from lianfang.territory.names import full_name

WHERE = "sampling:table"


@dataclass
class Desk:
    """What the page of a table shows after something was scanned."""

    session: Session
    tube: str = ""
    who: str = ""
    line: str = ""
    wrong: str = ""
    why: Why = Why.ROUND
    offered: list[Person] = field(default_factory=list)
    nobody: bool = False
    unknown: UnknownForm | None = None


@login_required
def table(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """One scan after the other; two are needed for a sample, in any order."""
    desk = Desk(selectors.get_session_for(request.actor, session_id, action=DRAW), request.GET.get("tube", ""))
    if request.method == "POST":
        form = TableForm(request.POST)
        if form.is_valid():
            _scanned(request, desk, form)
        else:
            desk.wrong = first_error(form)
    return _page(request, desk)


def _scanned(request: StaffRequest, desk: Desk, form: TableForm) -> None:
    """Put what was scanned where it belongs, and record once both are there."""
    given = form.cleaned_data
    desk.why = Why(given["why"] or Why.ROUND)
    first, second = meant_by(given["tube"], desk.session), meant_by(given["who"], desk.session)
    desk.tube = second.tube or first.tube or _typed_tube(given["tube"], first.person)
    person = given["person"] or second.person or (first.person if not first.tube else None)
    if person is not None and desk.tube:
        _draw(request, desk, SwabSaid(stamp_in(form), person))
    elif person is not None:
        desk.who = given["who"] or given["tube"]
    elif given["who"] and not second.tube:
        desk.who, desk.offered = given["who"], list(second.offered)
        desk.nobody = not desk.offered
        log_reads(request.actor, How.LIST, WHERE, [each.pk for each in desk.offered])


def _typed_tube(text: str, person: UUID | None) -> str:
    """What stands in the field of the tube, unless it was a person's code; a code that was misread is answered when used."""
    return "" if person is not None else text.strip()


def _draw(request: StaffRequest, desk: Desk, said: SwabSaid) -> None:
    try:
        taken = services.draw(actor=request.actor, session=desk.session.pk, tube=desk.tube, said=said, why=desk.why)
    except LianfangError as refused:
        desk.wrong = str(next(iter(refused.fields.values()))) if isinstance(refused, Invalid) else str(refused)
        return
    desk.tube, desk.who = taken.tube.code, ""
    desk.line = _("In tube %(tube)s: %(people)s of %(size)s.") % {
        "tube": taken.tube.code,
        "people": taken.tube.people,
        "size": taken.tube.size,
    }


@login_required
@require_POST
def unknown(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """Somebody who is on no record."""
    desk = Desk(selectors.get_session_for(request.actor, session_id, action=DRAW), request.POST.get("tube", ""))
    form = UnknownForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        who = Identity(given["name"], given["id_number"], given["phone"])
        try:
            taken = services.draw(
                actor=request.actor, session=session_id, tube=given["tube"], said=SwabSaid(stamp_in(form), identity=who)
            )
            desk.tube, desk.line = (
                taken.tube.code,
                _("Entered and sampled into tube %(tube)s.") % {"tube": taken.tube.code},
            )
        except LianfangError as refused:
            show(form, refused)
    desk.unknown = form if form.errors else None
    return _page(request, desk)


@login_required
@require_POST
def close(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """The tube is closed; the cursor stands ready for the next one."""
    desk = Desk(selectors.get_session_for(request.actor, session_id, action=DRAW), request.POST.get("tube", ""))
    form = CloseForm(request.POST)
    if not form.is_valid():
        desk.wrong = first_error(form)
        return _page(request, desk)
    given = form.cleaned_data
    try:
        done = services.close_tube(
            actor=request.actor, stamp=stamp_in(form), session=session_id, tube=given["tube"], counted=given["counted"]
        )
    except LianfangError as refused:
        desk.wrong = str(refused)
        return _page(request, desk)
    desk.tube, desk.line = "", _closed(done.tube)
    return _page(request, desk)


def _closed(tube: Tube) -> str:
    if tube.differs:
        return _("Tube %(tube)s is closed. Counted %(counted)s, recorded %(people)s: somebody has to say why.") % {
            "tube": tube.code,
            "counted": tube.counted,
            "people": tube.people,
        }
    return _("Tube %(tube)s is closed with %(people)s.") % {"tube": tube.code, "people": tube.people}


@login_required
@require_POST
def undo(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """Take back the last sample of this table."""
    desk = Desk(selectors.get_session_for(request.actor, session_id, action=DRAW))
    try:
        taken = services.undo_last_swab(actor=request.actor, session=session_id)
        desk.tube, desk.line = taken.tube.code, _("Taken back from tube %(tube)s.") % {"tube": taken.tube.code}
    except LianfangError as refused:
        desk.wrong = str(refused)
    return _page(request, desk)


def _page(request: StaffRequest, desk: Desk) -> HttpResponse:
    tube = (
        Tube.objects.filter(response=desk.session.response_id, code=tube_code(desk.tube)).first() if desk.tube else None
    )
    inside = list(selectors.swabs_in(tube)) if tube else []
    log_reads(request.actor, How.LIST, WHERE, [swab.person_id for swab in inside if swab.person_id])
    context: dict[str, Any] = {
        "desk": desk,
        "session": desk.session,
        "words": words_of(desk.session),
        "whys": WHYS,
        "tube": tube,
        "inside": [_line(swab) for swab in inside],
        "offered": [(each, full_name(each.area_path)) for each in desk.offered],
        "stamp": new_id(),
        "unknown": desk.unknown or UnknownForm(initial={"tube": desk.tube}),
        "counted": tube.people if tube else 0,
    }
    return render(request, "sampling/table.html", context, status=422 if desk.wrong or desk.unknown else 200)


def _line(swab: Swab) -> dict[str, object]:
    home = swab.person.household if swab.person else None
    return {"swab": swab, "name": swab.person.name if swab.person else "", "door": home.door if home else ""}
