"""What is told to somebody who asks what is held about them: the readings, and calls for help."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.isolation.models import HealthReport, UrgentNeed
from lianfang.privacy.subject_access import Piece, holds


@holds("isolation.healthreport", gettext_lazy("health reports"), table=HealthReport)
def reports_of(person_id: UUID) -> Sequence[Piece]:
    rows = HealthReport.objects.filter(person=person_id).order_by("happened_at")
    return [Piece(each.get_finding_display(), _words(each), each.happened_at) for each in rows]


@holds("isolation.urgentneed", gettext_lazy("urgent needs of people at home"), table=UrgentNeed)
def needs_of(person_id: UUID) -> Sequence[Piece]:
    rows = UrgentNeed.objects.filter(person=person_id).order_by("happened_at")
    return [Piece(_("urgent need"), str(each.said), each.happened_at) for each in rows]


def _words(report: HealthReport) -> str:
    readings = [report.temperature, report.second_temperature]
    told = " / ".join(f"{each} °C" for each in readings if each is not None)
    return ", ".join([told, *report.names_of_symptoms])
