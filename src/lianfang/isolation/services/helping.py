"""Help comes first: an urgent need opens every measure; a fever goes on to a clinic."""

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.isolation.access import RECORD_HEALTH, SEND_TO_CLINIC
from lianfang.isolation.events import UrgentNeedTold
from lianfang.isolation.models import UrgentNeed
from lianfang.isolation.rules import Reporter
from lianfang.isolation.services.asking import ask, close
from lianfang.isolation.services.reporting import LINK
from lianfang.isolation.subjects import ABNORMAL, URGENT
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures.models import Measure
from lianfang.measures.selectors import get_measure_for
from lianfang.measures.services import measure_of_link
from lianfang.measures.services.steps import MeasureOrId
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.tasks import services as tasks
from lianfang.tasks.models import HandOver
from lianfang.tasks.rules import What


@transaction.atomic
def need_help(
    *, actor: Actor, stamp: Stamp, measure: MeasureOrId, said: str = "", reporter: Reporter = Reporter.WORKER
) -> UrgentNeed:
    """Somebody needs help at once: the responsible unit has minutes (`urgent_need`), and the measure is open meanwhile.

    The same stamp again returns the first record. Raises NotFound.
    """
    mine = get_measure_for(actor, measure.pk if isinstance(measure, Measure) else measure, action=RECORD_HEALTH)
    return _tell(actor, stamp, mine, said, reporter)


@transaction.atomic
def need_help_by_link(*, token: str, stamp: Stamp, said: str = "") -> UrgentNeed:
    """The same by the person or a relative, with one button; never limited by rate."""
    return _tell(LINK, stamp, measure_of_link(token, count_use=False), said, Reporter.RESIDENT)


def _tell(actor: Actor, stamp: Stamp, measure: Measure, said: str, reporter: Reporter) -> UrgentNeed:
    if was_recorded(UrgentNeed, stamp):
        return UrgentNeed.objects.get(pk=stamp.id)
    task = ask(measure, URGENT, "urgent_need", Reason.of("isolation.urgent"))
    need = record(
        UrgentNeed,
        actor=actor,
        stamp=stamp,
        scene=Scene(measure.response, measure.area_path, measure.unit),
        measure=measure,
        person=measure.person,
        reporter=reporter.value,
        task_id=task.pk,
        said=said,
    )
    publish(UrgentNeedTold(need))
    return need


@transaction.atomic
def send_to_clinic(*, actor: Actor, measure: MeasureOrId, clinic: Unit, note: str = "") -> HandOver:
    """Hand somebody over to a clinic; the community answers for the person until the clinic accepts.

    Raises NotFound, Invalid (no clinic) or Conflict (the person is in another hand-over).
    """
    mine = get_measure_for(actor, measure.pk if isinstance(measure, Measure) else measure, action=SEND_TO_CLINIC)
    if clinic.kind != UnitKind.HEALTH or clinic.has_ended:
        raise Invalid({"clinic": Reason.of("isolation.not_a_clinic")})
    sent = tasks.hand_over(
        actor=actor,
        response=mine.response,
        person=mine.person,
        from_unit=mine.unit,
        to_unit=clinic,
        area_path=clinic.area_path or mine.area_path,
        expected_at=now(),
        because=Reason.of("isolation.to_clinic"),
        kind=What.CLINIC,
        note=note,
    )
    close(mine, ABNORMAL, URGENT, outcome="to_clinic")
    return sent
