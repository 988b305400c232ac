"""Closed tubes that lie too long at their site, found with nobody looking."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min

from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.laboratory.services.asking import SYSTEM, waiting
from lianfang.laboratory.subjects import PACK, of_session
from lianfang.laboratory.terms import within
from lianfang.response.selectors import active_responses
from lianfang.sampling.models import Session, Tube
from lianfang.sampling.rules import TubeState
from lianfang.tasks import services as tasks

LOOKED_BACK = timedelta(days=7)


def ask_for_packing() -> int:
    """Ask the unit of every session where closed tubes lie longer than the edition allows; gives how many were asked.

    A sweep, so that closing a tube, of which there are hundreds a second, asks nothing more of the database.
    """
    asked = 0
    for response in active_responses():
        late = now() - within(response, "sample.pack")
        rows = Tube.objects.filter(session__in=_recent(response.pk), state=TubeState.CLOSED.value)
        lying = rows.values("session").annotate(count=Count("pk"), first=Min("closed_at")).filter(first__lte=late)
        for row in lying.order_by("session"):
            asked += _ask(Session.objects.select_related("unit", "response").get(pk=row["session"]), row["count"])
    return asked


def _recent(response: UUID) -> list[UUID]:
    rows = Session.objects.filter(response=response, until_at__gt=now() - LOOKED_BACK)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _ask(session: Session, count: int) -> int:
    if waiting(of_session(session), PACK).exists():
        return 0
    tasks.ask(
        actor=SYSTEM,
        response=session.response,
        kind=PACK.code,
        subject=of_session(session),
        area_path=session.area_path,
        unit=session.unit,
        due_at=now() + within(session.response, "sample.to_courier"),
        because=Reason.of("laboratory.pack_tubes", count=count),
    )
    return 1
