from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.measures.models.measures import Measure
from lianfang.measures.words import APPEAL_DECISIONS
from lianfang.orgs.models import Unit
from lianfang.response.models import Response
from lianfang.tasks.models import HandOver
from lianfang.vault.fields import EncryptedText


class Appeal(models.Model):
    """Somebody objects to a measure (申诉): decided by another unit than the one that ordered it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="appeals", verbose_name=_("measure"))
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, related_name="+")
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    unit_path = PathField(_("path of the deciding unit"))
    said = EncryptedText(_("what the person says"), longest=1000)
    filed_at = models.DateTimeField(_("appeal filed at"), default=now)
    filed_by = models.CharField(_("appeal filed by"), max_length=80)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    decision = models.CharField(_("decision on the appeal"), max_length=10, choices=APPEAL_DECISIONS, blank=True)
    decided_because = EncryptedText(_("why decided so"), longest=1000, blank=True)

    class Meta:
        verbose_name = _("appeal")
        indexes = [models.Index(fields=["unit_path", "decided_at"], name="appeal_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["measure"], condition=Q(decided_at=None), name="appeal_one_open"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="") | Q(decided_at__isnull=False) & ~Q(decision=""),
                name="appeal_decided_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.filed_at:%F}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id
