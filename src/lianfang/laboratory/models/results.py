from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import Reason, ReasonField, labels
from lianfang.laboratory.rules import Decision, Own, Reading, Source, Value, What
from lianfang.orgs.models import Unit
from lianfang.response.models import Response
from lianfang.sampling.models import Tube
from lianfang.vault.fields import EncryptedText

VALUES = labels(Value, NEGATIVE=_("negative"), POSITIVE=_("positive"), INVALID=_("invalid"))
SOURCES = labels(Source, FILE=_("by file"), API=_("by API"), HAND=_("by hand"))
WHATS = labels(
    What,
    UNKNOWN_TUBE=_("no tube has this code"),
    TWICE=_("the list has this tube twice, with different results"),
    NOT_CLOSED=_("the tube was never closed"),
    NOT_RECEIVED=_("the tube was never received"),
    ELSEWHERE=_("the tube was received elsewhere"),
    LOST=_("the tube was given up as lost"),
    BEFORE_SAMPLING=_("tested before it was drawn"),
    CHANGED=_("another result is on record"),
    OTHER_NUMBERS=_("the same result with other numbers is on record"),
)
OWNS = labels(
    Own,
    WAITING=_("not there yet"),
    NEGATIVE=_("negative"),
    AGAIN=_("please be sampled again"),
    POSITIVE=_("positive"),
)
DECISIONS = labels(
    Decision,
    TAKEN=_("result taken"),
    DROPPED=_("result dropped"),
)


class Result(Act):
    """What a laboratory found in a tube (检测结果). A result that changes voids the one before."""

    tube = models.ForeignKey(Tube, models.PROTECT, related_name="+", verbose_name=_("tube"))
    sender_path = PathField(_("path of the unit that sampled"))
    value = models.CharField(_("test result"), max_length=10, choices=VALUES)
    ct_n = models.DecimalField(_("Ct of N"), max_digits=5, decimal_places=2, null=True, blank=True)
    ct_orf1ab = models.DecimalField(_("Ct of ORF1ab"), max_digits=5, decimal_places=2, null=True, blank=True)
    tested_at = models.DateTimeField(_("tested at"), null=True, blank=True)
    source = models.CharField(_("how it came in"), max_length=6, choices=SOURCES)
    people = models.PositiveSmallIntegerField(_("people in the tube"), default=0)
    minutes = models.PositiveIntegerField(_("minutes from the first swab"), null=True)
    """Between the first swab of the tube and this result."""

    class Meta(Act.Meta):
        verbose_name = _("result of a tube")
        constraints = act_constraints(
            "result",
            models.UniqueConstraint(fields=["tube"], condition=Q(voided_at=None), name="result_of_tube_once"),
        )
        indexes = [
            *act_indexes("result"),
            models.Index(fields=["value", "happened_at"], name="result_by_value"),
            models.Index(fields=["sender_path", "happened_at"], name="result_by_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.happened_at:%F %H:%M}"

    @property
    def reading(self) -> Reading:
        return Reading("", Value(self.value), self.ct_n, self.ct_orf1ab, self.tested_at)


class ResultList(models.Model):
    """A laboratory's list of results as it was sent (结果清单); the same file twice is one list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    area_path = PathField(_("area"), blank=True)
    filename = EncryptedText(_("file"), longest=200)
    digest = models.BinaryField(_("digest of the content"), max_length=32)
    file_id = models.UUIDField(_("file as sent"), editable=False)
    answer_id = models.UUIDField(_("file with the results"), null=True, editable=False)
    mapping = models.JSONField(_("columns chosen"), default=dict)
    counts = models.JSONField(_("numbers"), default=dict)
    """Rows by outcome: taken, known, asked, refused."""
    problem = ReasonField(_("what is wrong with the file"), null=True)
    sent_at = models.DateTimeField(_("sent at"), default=now)
    sent_by = models.CharField(_("sent by"), max_length=80)
    read_at = models.DateTimeField(_("read at"), null=True)

    class Meta:
        verbose_name = _("list of results")
        indexes = [
            models.Index(fields=["unit_path", "sent_at"], name="result_list_of_unit"),
            models.Index(fields=["area_path", "sent_at"], name="result_list_by_area"),
        ]
        constraints = [models.UniqueConstraint(fields=["response", "unit", "digest"], name="result_list_once")]

    def __str__(self) -> str:
        return f"{self.sent_at:%F %H:%M}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id


class Doubt(models.Model):
    """A result that could not be taken as it came (存疑结果), for a person to decide; never guessed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    area_path = PathField(_("area"), blank=True)
    what = models.CharField(_("what is open"), max_length=16, choices=WHATS)
    cleared = models.JSONField(_("cleared up before"), default=list)
    tube = models.ForeignKey(Tube, models.PROTECT, null=True, related_name="+", verbose_name=_("tube"))
    code = EncryptedText(_("code as it was written"), longest=60)
    """Encrypted: where a list is mixed up a name may stand there."""
    key = models.BinaryField(_("digest of what was said"), max_length=16)
    value = models.CharField(_("test result"), max_length=10, choices=VALUES)
    ct_n = models.DecimalField(_("Ct of N"), max_digits=5, decimal_places=2, null=True)
    ct_orf1ab = models.DecimalField(_("Ct of ORF1ab"), max_digits=5, decimal_places=2, null=True)
    tested_at = models.DateTimeField(_("tested at"), null=True)
    source = models.CharField(_("how it came in"), max_length=6, choices=SOURCES)
    of_list = models.ForeignKey(
        ResultList, models.PROTECT, null=True, related_name="doubts", verbose_name=_("list of results")
    )
    row = models.PositiveIntegerField(_("row of the list"), default=0)
    raised_at = models.DateTimeField(_("raised at"), default=now)
    raised_by = models.CharField(_("raised by"), max_length=80)
    decision = models.CharField(_("what was decided"), max_length=10, choices=DECISIONS, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    because = EncryptedText(_("reason for the decision"), longest=200, blank=True)

    class Meta:
        verbose_name = _("open question about a result")
        indexes = [
            models.Index(fields=["unit_path", "decided_at"], name="doubt_of_unit"),
            models.Index(fields=["area_path", "decided_at"], name="doubt_by_area"),
            models.Index(fields=["tube"], name="doubt_of_tube"),
        ]
        constraints = [models.UniqueConstraint(fields=["response", "key"], name="doubt_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.row}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def reading(self) -> Reading:
        return Reading(str(self.code), Value(self.value), self.ct_n, self.ct_orf1ab, self.tested_at, self.row)

    @property
    def advice(self) -> Reason:
        """What to do about it."""
        return Reason.of(f"laboratory.advice_{self.what}")
