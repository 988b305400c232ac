"""The day's work of whoever looks: what waits for acceptance, what is late, then the knocks in walking order."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import now
from lianfang.orgs import selectors as orgs
from lianfang.privacy.reads import log_list
from lianfang.tasks import presenting, selectors
from lianfang.tasks.access import OVERSEE, SEE_TASKS
from lianfang.tasks.access import RECEIVE as MAY_RECEIVE
from lianfang.tasks.kinds import name_of_kind
from lianfang.tasks.knocks import Knock, key_of, knocks_of
from lianfang.tasks.models import HandOver, Task
from lianfang.tasks.rules import Handing
from lianfang.tasks.subjects import RECEIVE
from lianfang.tasks.views.access import must_somewhere

MOST = 400
"""Tasks on one page; more are found in the list."""


@login_required
def inbox(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    must_somewhere(actor, SEE_TASKS)
    units = orgs.units_of(actor)
    paths = tuple(unit.path for unit in units)
    tasks = list(selectors.inbox_of(actor, paths).select_related("user", "hand_over")[:MOST])
    presenting.learn_places(tasks)
    others = [task for task in tasks if task.kind != RECEIVE.code]
    at_doors = [task for task in others if key_of(task) is not None and selectors.may_do(actor, task)]
    knocks = knocks_of(at_doors)
    alone = [task for task in others if task not in at_doors]
    context = {
        "units": units,
        "waiting": _cards(actor, paths, Handing.SENT) if actor.may_somewhere(MAY_RECEIVE) else [],
        "coming": _cards(actor, paths, Handing.ACCEPTED, Handing.NOT_ARRIVED),
        "returned": presenting.lines(actor, [task for task in tasks if task.kind == RECEIVE.code and _is_back(task)]),
        "late_knocks": [_knock(actor, knock) for knock in knocks if _is_late(knock)],
        "late": presenting.lines(actor, [task for task in alone if _is_late(task)]),
        "knocks": [_knock(actor, knock) for knock in knocks if not _is_late(knock)],
        "others": presenting.lines(actor, [task for task in alone if not _is_late(task)]),
        "oversees": actor.may_somewhere(OVERSEE),
        "red": _red(actor),
    }
    log_list(actor, "tasks.inbox")
    return render(request, "tasks/inbox.html", context)


def _cards(actor: Actor, paths: tuple[str, ...], *states: Handing) -> list[presenting.Card]:
    rows = selectors.hand_overs_visible_to(actor).filter(
        to_unit_path__in=paths, state__in=[each.value for each in states]
    )
    duties = presenting.phones_of(paths)
    return [presenting.Card(actor, each, duties) for each in rows.order_by("accept_by", "id")[:MOST]]


def _is_late(work: Task | Knock) -> bool:
    return work.due_at is not None and work.due_at <= now()


def _is_back(task: Task) -> bool:
    """Whether the sender has to decide again."""
    hand_over: HandOver = task.hand_over
    return not hand_over.is_pending and hand_over.state != Handing.NOT_ARRIVED


def _knock(actor: Actor, knock: Knock) -> dict[str, object]:
    kind, which = key_of(knock.tasks[0]) or ("", None)
    return {
        "door": presenting.door_of(knock),
        "names": presenting.names(actor, knock.people, knock.tasks[0]),
        "what": list(dict.fromkeys(name_of_kind(task.kind) for task in knock.tasks)),
        "due_at": knock.due_at,
        "kind": kind,
        "which": which,
    }


def _red(actor: Actor) -> list[object]:
    """Units with nobody on duty below whoever oversees."""
    if not actor.may_somewhere(OVERSEE):
        return []
    return [unit for unit in orgs.units_with_nobody_on_duty() if selectors.side_may(actor, OVERSEE, unit)]
