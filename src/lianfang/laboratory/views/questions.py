"""Open questions about results: each with what is wrong, what to do, and a person's decision."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.laboratory import selectors, services
from lianfang.laboratory.access import ENTER_RESULTS
from lianfang.laboratory.forms import BecauseForm, TakeForm
from lianfang.laboratory.models import DECISIONS, VALUES, WHATS, Doubt, Result
from lianfang.laboratory.rules import Decision, Value, What
from lianfang.laboratory.views.lines import RESULT_TONES
from lianfang.sampling.models import Tube
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView
from lianfang.ui.templatetags.ui import chip

QUESTIONS = ListPage(
    "laboratory.questions",
    gettext_lazy("Open questions about results"),
    columns=(
        Column("what", gettext_lazy("what is open"), lambda doubt: doubt.get_what_display()),
        Column("code", gettext_lazy("code of the tube"), lambda doubt: str(doubt.code)),
        Column(
            "value",
            gettext_lazy("test result"),
            lambda doubt: doubt.get_value_display(),
            draw=lambda doubt: chip(doubt.get_value_display(), RESULT_TONES[Value(doubt.value)]),
        ),
        Column("row", gettext_lazy("row of the list"), lambda doubt: doubt.row or None, is_number=True),
        Column("raised", gettext_lazy("raised at"), lambda doubt: doubt.raised_at, order=("raised_at",)),
        Column("decision", gettext_lazy("what was decided"), lambda doubt: doubt.get_decision_display()),
        Column("unit", gettext_lazy("unit"), lambda doubt: str(doubt.unit), is_shown=False),
    ),
    filters=(
        Choices("what", gettext_lazy("what is open"), WHATS),
        Choices("value", gettext_lazy("test result"), VALUES),
        Choices("decision", gettext_lazy("what was decided"), DECISIONS),
        Days("raised", gettext_lazy("raised on"), "raised_at"),
    ),
    order=("-raised_at",),
    views=(
        SavedView("open", gettext_lazy("open"), lambda rows, request: rows.filter(decided_at=None)),
        SavedView(
            "positive",
            gettext_lazy("open, positive"),
            lambda rows, request: rows.filter(decided_at=None, value=Value.POSITIVE.value),
        ),
    ),
    href=lambda doubt: reverse("laboratory:question", args=[doubt.pk]),
    empty=gettext_lazy("A result that does not fit its tube waits here for a person; nothing is guessed."),
)


@login_required
def questions(request: StaffRequest) -> HttpResponseBase:
    """Everything that is open about results, or was."""
    if not request.actor.may_somewhere(ENTER_RESULTS):
        raise NotFound
    return QUESTIONS.answer(request, selectors.doubts_visible_to(request.actor), writer=writer_for(request.actor))


@login_required
def question(request: StaffRequest, doubt_id: UUID) -> HttpResponse:
    """One question: what came, what is on record, what to do."""
    return _page(request, selectors.get_doubt_for(request.actor, doubt_id))


def _page(request: StaffRequest, doubt: Doubt, **bound: TakeForm | BecauseForm) -> HttpResponse:
    tube = doubt.tube or Tube.objects.filter(response=doubt.response_id, code=str(doubt.code)).first()
    take = TakeForm(initial={"code": doubt.code})
    context = {
        "doubt": doubt,
        "tube": tube,
        "is_known_now": doubt.what == What.UNKNOWN_TUBE and tube is not None,
        "held": Result.kept.filter(tube=tube).first() if tube else None,
        "others": _others(doubt),
        "take": take,
        "drop": BecauseForm(),
        "tone": RESULT_TONES[Value(doubt.value)],
        **bound,
    }
    failed = any(form.errors for form in bound.values())
    return render(request, "laboratory/question.html", context, status=422 if failed else 200)


def _others(doubt: Doubt) -> list[Doubt]:
    """The other lines of the list about the same tube."""
    if doubt.what != What.TWICE or doubt.tube_id is None:
        return []
    same = Doubt.objects.filter(of_list=doubt.of_list_id, tube=doubt.tube_id, what=What.TWICE.value)
    return list(same.exclude(pk=doubt.pk).order_by("row"))


@login_required
@require_POST
def decide(request: StaffRequest, doubt_id: UUID, what: str) -> HttpResponse:
    """Take the result, or drop it with a reason."""
    doubt = selectors.get_doubt_for(request.actor, doubt_id)
    if what == "take":
        return _take(request, doubt)
    if what == "drop":
        return _drop(request, doubt)
    raise NotFound


def _take(request: StaffRequest, doubt: Doubt) -> HttpResponse:
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _page(request, doubt, take=form)
    try:
        decided = services.take_doubt(actor=request.actor, doubt=doubt, **form.cleaned_data)
    except Invalid as refused:
        show_refusals(form, refused)
        return _page(request, doubt, take=form)
    if decided.decision != Decision.TAKEN:
        messages.warning(request, _("Something else is open now: %(what)s.") % {"what": decided.get_what_display()})
        return redirect("laboratory:question", doubt.pk)
    messages.success(request, _("The result is taken."))
    return redirect(f"{reverse('laboratory:questions')}?view=open")


def _drop(request: StaffRequest, doubt: Doubt) -> HttpResponse:
    form = BecauseForm(request.POST)
    if not form.is_valid():
        return _page(request, doubt, drop=form)
    services.drop_doubt(actor=request.actor, doubt=doubt, **form.cleaned_data)
    messages.success(request, _("The result is dropped; nothing was changed."))
    return redirect(f"{reverse('laboratory:questions')}?view=open")
