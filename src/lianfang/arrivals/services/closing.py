"""An arrival is closed, and the task that asked for its verification with it."""

from lianfang.accounts.actors import Actor
from lianfang.arrivals.models import Arrival, Verification
from lianfang.arrivals.rules import Mark, Result, State
from lianfang.arrivals.subjects import ARRIVAL
from lianfang.kernel.clock import now
from lianfang.privacy.audit import audit
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.rules import State as TaskState
from lianfang.tasks.services.answering import close as close_task


def close(actor: Actor, arrival: Arrival, mark: Mark | Result) -> None:
    arrival.state, arrival.closed_at, arrival.closed_as = State.CLOSED.value, now(), mark.value
    arrival.save(update_fields=["state", "closed_at", "closed_as"])
    audit(actor, "arrival.closed", arrival, mark=mark.value)


def answer_task(actor: Actor, arrival: Arrival, act: Verification | None = None) -> None:
    for task in Task.objects.filter(subject_kind=ARRIVAL, subject_id=arrival.pk, state__in=sorted(WAITING)):
        close_task(actor, task, TaskState.DONE, outcome=arrival.result or arrival.closed_as, act=act)
