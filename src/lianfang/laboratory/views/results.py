"""Results: the list with how long they took, entering one tube after the other, one tube with its whole way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.laboratory import selectors, services
from lianfang.laboratory.access import ENTER_RESULTS, READ_RESULTS, SEE_LABORATORY
from lianfang.laboratory.forms import CorrectForm, EnterForm
from lianfang.laboratory.models import SOURCES, VALUES, Doubt, Result
from lianfang.laboratory.rules import Source, Value
from lianfang.laboratory.selectors.people import people_in
from lianfang.laboratory.services.intake import ASKED, KNOWN, Outcome
from lianfang.laboratory.views.lines import RESULT_TONES, tube_history
from lianfang.people.shown import masked
from lianfang.privacy.reads import log_list
from lianfang.response.selectors import current_response
from lianfang.sampling.models import Tube
from lianfang.sampling.rules import tube_code
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView, Search
from lianfang.ui.templatetags.ui import chip


def _found(rows: QuerySet[Result], text: str) -> QuerySet[Result]:
    return rows.filter(tube__code__startswith=tube_code(text))


def _hours(result: Result) -> float | None:
    return round(result.minutes / 60, 1) if result.minutes is not None else None


RESULTS = ListPage(
    "laboratory.results",
    gettext_lazy("Results by tube"),
    columns=(
        Column("tube", gettext_lazy("tube"), lambda result: result.tube.code),
        Column(
            "value",
            gettext_lazy("test result"),
            lambda result: result.get_value_display(),
            order=("value",),
            draw=lambda result: chip(result.get_value_display(), RESULT_TONES[Value(result.value)]),
        ),
        Column("ct_n", gettext_lazy("Ct of N"), lambda result: _number(result.ct_n), is_number=True),
        Column("ct_orf1ab", gettext_lazy("Ct of ORF1ab"), lambda result: _number(result.ct_orf1ab), is_number=True),
        Column("at", gettext_lazy("result reported at"), lambda result: result.happened_at, order=("happened_at",)),
        Column("tested", gettext_lazy("tested at"), lambda result: result.tested_at, is_shown=False),
        Column("people", gettext_lazy("people in the tube"), lambda result: result.people, is_number=True),
        Column("hours", gettext_lazy("hours from the first swab"), _hours, order=("minutes",), is_number=True),
        Column("session", gettext_lazy("sampling session"), lambda result: str(result.tube.session)),
        Column("source", gettext_lazy("how it came in"), lambda result: result.get_source_display(), is_shown=False),
    ),
    filters=(
        Search(gettext_lazy("code of the tube"), _found, is_personal=False),
        Choices("value", gettext_lazy("test result"), VALUES),
        Choices("source", gettext_lazy("how it came in"), SOURCES),
        Days("on", gettext_lazy("reported on"), "happened_at"),
    ),
    order=("-happened_at",),
    views=(
        SavedView("positive", gettext_lazy("positive"), lambda rows, request: rows.filter(value=Value.POSITIVE.value)),
        SavedView("invalid", gettext_lazy("invalid"), lambda rows, request: rows.filter(value=Value.INVALID.value)),
    ),
    href=lambda result: reverse("laboratory:tube", args=[result.tube_id]),
    empty=gettext_lazy("Results come by file, by API or are entered by hand once the laboratory has the tubes."),
)


def _number(value: Any) -> float | None:
    return float(value) if value is not None else None


@login_required
def results(request: StaffRequest) -> HttpResponseBase:
    """Results one may see, the newest first, with the median of the hours they took."""
    if not request.actor.may_somewhere(SEE_LABORATORY):
        raise NotFound
    seen = selectors.results_visible_to(request.actor)
    context: dict[str, Any] = {
        "waits": selectors.waits_by_day(request.actor),
        "may_enter": request.actor.may_somewhere(ENTER_RESULTS),
        "open_questions": _open_questions(request),
    }
    writer = writer_for(request.actor)
    return RESULTS.answer(request, seen, writer=writer, template="laboratory/results.html", **context)


def _open_questions(request: StaffRequest) -> int:
    if not request.actor.may_somewhere(ENTER_RESULTS):
        return 0
    return selectors.doubts_visible_to(request.actor).filter(decided_at=None).count()


@login_required
def enter(request: StaffRequest) -> HttpResponse:
    """Scan a tube, say its result, the next one."""
    if not request.actor.may_somewhere(ENTER_RESULTS):
        raise NotFound
    form = EnterForm(request.POST or None)
    done = None
    if request.method == "POST" and form.is_valid():
        done = _enter(request, form)
        form = _next(form) if done is not None else form
    recent = selectors.results_visible_to(request.actor, ENTER_RESULTS).filter(source=Source.HAND.value)
    context = {"form": form, "recent": recent.order_by("-received_at", "-id")[:10], "done": done}
    return render(request, "laboratory/enter.html", context, status=422 if form.errors else 200)


def _enter(request: StaffRequest, form: EnterForm) -> Outcome | None:
    origin = services.origin_of(request.actor, current_response(), Source.HAND)
    outcome = services.take_in(origin, [form.reading(form.cleaned_data["tube"])])[0]
    if outcome.state == ASKED:
        form.add_error("tube", str(outcome.says))
        return None
    words = {"tube": outcome.reading.tube, "value": dict(VALUES)[outcome.reading.value.value]}
    said = _("%(tube)s was known already as %(value)s.") if outcome.state == KNOWN else _("%(tube)s: %(value)s.")
    messages.success(request, said % words)
    return outcome


def _next(form: EnterForm) -> EnterForm:
    """An empty form with the last value and time offered again."""
    return EnterForm(initial={name: form.cleaned_data[name] for name in ("value", "tested_at")})


@login_required
def tube(request: StaffRequest, tube_id: UUID) -> HttpResponse:
    """One tube with everything that happened to it, and its result to be put right."""
    shown = selectors.get_tube_for(request.actor, tube_id)
    held = Result.kept.filter(tube=shown).first()
    form = CorrectForm(request.POST or None, initial=_as_it_is(held))
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_result(
                actor=request.actor, tube=shown, reading=form.reading(shown.code), because=form.cleaned_data["because"]
            )
            messages.success(request, _("The result was put right; what followed from the old one is taken back."))
            return redirect("laboratory:tube", tube_id)
        except Invalid as refused:
            show_refusals(form, refused)
    return render(
        request, "laboratory/tube.html", _tube(request, shown, held, form), status=422 if form.errors else 200
    )


def _as_it_is(held: Result | None) -> dict[str, Any]:
    if held is None:
        return {}
    return {"value": held.value, "ct_n": held.ct_n, "ct_orf1ab": held.ct_orf1ab, "tested_at": held.tested_at}


def _tube(request: StaffRequest, shown: Tube, held: Result | None, form: CorrectForm) -> dict[str, Any]:
    may_read = request.actor.may(READ_RESULTS, area_path=shown.area_path, unit_path=shown.unit_path)
    people = [swab.person for swab in people_in([shown.pk]) if swab.person is not None] if may_read else []
    if people:
        log_list(request.actor, "laboratory:tube")
    doubts = Doubt.objects.filter(tube=shown, decided_at=None)
    return {
        "tube": shown,
        "result": held,
        "tone": RESULT_TONES[Value(held.value)] if held else "",
        "history": tube_history(request.actor, shown),
        "people": [(person.pk, masked(person)) for person in people],
        "doubts": doubts if request.actor.may_somewhere(ENTER_RESULTS) else [],
        "may_correct": held is not None and _may_correct(request, shown),
        "form": form,
    }


def _may_correct(request: StaffRequest, shown: Tube) -> bool:
    try:
        selectors.get_tube_for(request.actor, shown.pk, action=ENTER_RESULTS)
    except NotFound:
        return False
    return True
