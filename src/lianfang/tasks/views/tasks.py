"""One task, and one knock."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.tasks import knocks, presenting, selectors, services
from lianfang.tasks.access import DO_TASKS, RECEIVE, SEE_TASKS
from lianfang.tasks.answers import spoken
from lianfang.tasks.forms import KnockForm, ReturnForm
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.subjects import DECIDE
from lianfang.territory.names import full_name


@login_required
def task(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """What is asked, by when, for whom, and what can be done now."""
    found = selectors.get_task_for(request.actor, task_id, action=SEE_TASKS)
    line = presenting.lines(request.actor, [found])[0]
    sees = presenting.may_see_people(request.actor, found)
    if found.person is not None and sees:
        log_reads(request.actor, How.DETAIL, "tasks.task", [found.person.pk])
    context = {
        "task": found,
        "line": line,
        "person": found.person if sees else None,
        "page": presenting.page_of_task(request.actor, found),
        "may_do": selectors.may_do(request.actor, found),
        "may_let_go": selectors.may_do(request.actor, found, RECEIVE),
        "is_done_here": presenting.is_done_here(found),
        "is_decision": found.kind == DECIDE.code,
        "steps": presenting.risen(found),
        "answers": presenting.answers_to(found) if sees else [],
        "askers": presenting.askers([found]),
        "form": ReturnForm(),
    }
    return render(request, "tasks/task.html", context)


@login_required
@require_POST
def change(request: StaffRequest, task_id: UUID, step: str) -> HttpResponse:
    """Take, finish, return or let go."""
    actor = request.actor
    if step == "accept":
        services.accept(actor=actor, task=task_id)
        messages.success(request, _("The task is yours."))
    elif step == "done":
        services.answer(actor=actor, task=task_id, outcome="done")
        messages.success(request, _("Done."))
    elif step == "let-go":
        services.let_go(actor=actor, task=task_id)
        messages.success(request, _("Nothing more is needed; the person is released."))
    elif step == "return":
        services.return_task(actor=actor, task=task_id, because=_because(request))
        messages.success(request, _("The task went back to the unit above."))
        return redirect("tasks:inbox")
    else:
        raise Http404
    return redirect("tasks:task", task_id)


def _because(request: StaffRequest) -> Reason:
    form = ReturnForm(request.POST)
    return Reason.of(form.cleaned_data["because"] if form.is_valid() else "tasks.return_other")


@login_required
def visit(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """A visit or call that was recorded: where, with what outcome, and what it answered."""
    found = selectors.get_visit_for(request.actor, visit_id)
    answered = selectors.tasks_visible_to(request.actor).filter(answered_by_id=found.pk).order_by("due_at", "id")
    log_list(request.actor, "tasks.visit")
    context = {
        "visit": found,
        "place": full_name(found.area_path),
        "lines": presenting.lines(request.actor, answered),
    }
    return render(request, "tasks/visit.html", context)


@login_required
def knock(request: StaffRequest, kind: str, which: UUID) -> HttpResponse:
    """One visit or call with one form for everything that waits at this door."""
    waiting = knocks.knock_for(request.actor, kind, which, action=DO_TASKS)
    form = KnockForm(
        request.POST or None, knock=waiting, sees=presenting.may_see_people(request.actor, waiting.tasks[0])
    )
    if request.method == "POST" and form.is_valid() and _recorded(request, form, (kind, which)):
        return redirect("tasks:inbox")
    sees = presenting.may_see_people(request.actor, waiting.tasks[0])
    if sees and waiting.people:
        log_reads(request.actor, How.DETAIL, "tasks.knock", [person.pk for person in waiting.people])
    context = {
        "knock": waiting,
        "door": presenting.door_of(waiting),
        "lines": presenting.lines(request.actor, waiting.tasks),
        "tried": knocks.tried_before(waiting),
        "extra": list(dict.fromkeys(str(errand.title) for errand in waiting.errands)),
        "askers": presenting.askers(waiting.tasks),
        "also": presenting.lines(request.actor, knocks.also_here(request.actor, waiting)),
        "people": [each for each in waiting.people if each.pk not in form.asked] if sees else [],
        "known": [(slot.question.wording, spoken(slot.question, answer.value)) for slot, answer in waiting.from_record],
        "form": form,
    }
    return render(request, "tasks/knock.html", context, status=422 if form.errors else 200)


def _recorded(request: StaffRequest, form: KnockForm, door: tuple[str, UUID]) -> bool:
    given = form.cleaned_data
    knocked = services.Knocked(
        Channel(given["channel"]),
        Reached(given["outcome"]),
        form.answers(),
        note=given.get("note", ""),
        absent=form.absent(),
    )
    try:
        services.record_visit(actor=request.actor, stamp=Stamp(id=given["stamp"]), door=door, knocked=knocked)
    except Invalid as invalid:
        form.show(invalid)
        return False
    messages.success(request, _said(knocked))
    return True


def _said(knocked: services.Knocked) -> str:
    if knocked.outcome is not Reached.REACHED:
        return _("Noted once for everybody who asks here. The tasks wait for the next try.")
    if knocked.absent:
        return _("Recorded. What is asked of those who were out waits for the next visit.")
    return _("Recorded. Everybody who asked has the answers.")
