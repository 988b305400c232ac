from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.laboratory.models.results import Result
from lianfang.laboratory.rules import UNDER_WAY, Step
from lianfang.measures.models.links import Link
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.sampling.models import WHYS, Tube

STEPS = labels(
    Step,
    WAITING=_("to be sampled"),
    DRAWN=_("sampled, waits for the result"),
    NEGATIVE=_("negative"),
    POSITIVE=_("positive"),
    INVALID=_("invalid"),
    ENDED=_("ended without a sample"),
)


class Resample(models.Model):
    """Somebody who is sampled again singly because of a result (复采、复核), from the asking to the result."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, related_name="+", verbose_name=_("because of the result")
    )
    """Empty where the tube was lost."""
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="+", verbose_name=_("tube"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    why = models.CharField(_("why"), max_length=20, choices=WHYS)
    stays = models.BooleanField(_("asked to stay"), default=False)
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("responsible unit"))
    unit_path = PathField(_("path of the responsible unit"))
    sender_path = PathField(_("path of the unit that sampled"))
    step = models.CharField(_("how far it is"), max_length=10, choices=STEPS, default=Step.WAITING.value)
    asked_at = models.DateTimeField(_("asked at"), default=now)
    due_at = models.DateTimeField(_("to be sampled by"))
    drawn_at = models.DateTimeField(_("sampled at"), null=True)
    drawn_tube = models.ForeignKey(Tube, models.PROTECT, null=True, related_name="+", verbose_name=_("single tube"))
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("follows"), db_index=False
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)
    stays_until = models.DateTimeField(_("free since"), null=True)
    """When the stay ended; empty while somebody is asked to stay, and where nobody was."""
    because = models.CharField(_("why it ended"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("sampling again")
        indexes = [
            models.Index(fields=["area_path", "step", "due_at"], name="resample_by_area"),
            models.Index(fields=["unit_path", "step", "due_at"], name="resample_by_unit"),
            models.Index(fields=["person", "asked_at"], name="resample_of_person"),
            models.Index(fields=["tube"], name="resample_of_tube"),
            models.Index(fields=["drawn_tube"], name="resample_drawn"),
            models.Index(fields=["result"], name="resample_of_result"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(step__in=sorted(UNDER_WAY)), name="resample_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(step__in=sorted(UNDER_WAY)) | Q(ended_at__isnull=False), name="resample_ended_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.asked_at:%F %H:%M}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def is_under_way(self) -> bool:
        return self.step in UNDER_WAY


class ResultLink(Link):
    """A link to one's own results, without an account (个人结果链接)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("personal link to results")
        indexes = [models.Index(fields=["person", "revoked_at"], name="result_link_of_person")]
