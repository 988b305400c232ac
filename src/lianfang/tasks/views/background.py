"""What the program does by itself, for whoever keeps it running: due times that failed, recurring work, whether the worker runs."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import now
from lianfang.kernel.jobs import last_runs
from lianfang.messaging.selectors import undelivered
from lianfang.tasks import clocks, services
from lianfang.tasks.access import KEEP_RUNNING
from lianfang.tasks.views.access import must_somewhere

MOST = 100
SILENT_AFTER = timedelta(minutes=15)
"""A worker that has begun nothing for so long is not running: the shortest recurring work comes every five minutes."""


@login_required
def background(request: StaffRequest) -> HttpResponse:
    must_somewhere(request.actor, KEEP_RUNNING)
    runs = last_runs()
    last = max((run.began_at for _job, run in runs if run is not None), default=None)
    context = {
        "broken": clocks.broken()[:MOST],
        "overdue": clocks.overdue().count(),
        "runs": runs,
        "last": last,
        "is_silent": last is None or last < now() - SILENT_AFTER,
        "undelivered": undelivered().count(),
    }
    return render(request, "tasks/background.html", context)


@login_required
@require_POST
def start_again(request: StaffRequest, clock_id: UUID) -> HttpResponse:
    """A due time that was given up is tried again at the next round."""
    services.start_clock_again(actor=request.actor, clock=clock_id)
    messages.success(request, _("It will be tried again in the next round."))
    return redirect("tasks:background")
