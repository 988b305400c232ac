from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.orgs.models import UNIT_KINDS, Unit
from lianfang.reporting.rules import BulletinState, Call, SentHow, State, UpwardState, state_of, upward_state
from lianfang.response.models import Response
from lianfang.vault.fields import EncryptedText

STATES = labels(
    State,
    DUE=pgettext_lazy("report", "due"),
    FILED=pgettext_lazy("report", "filed"),
    ZERO=pgettext_lazy("report", "zero affirmed"),
    LATE=pgettext_lazy("report", "filed late"),
    MISSING=pgettext_lazy("report", "missing"),
)
BULLETIN_STATES = labels(
    BulletinState,
    DRAFT=pgettext_lazy("bulletin", "draft"),
    SUBMITTED=pgettext_lazy("bulletin", "waiting for approval"),
    APPROVED=pgettext_lazy("bulletin", "approved"),
    PUBLISHED=pgettext_lazy("bulletin", "published"),
)
UPWARD_STATES = labels(
    UpwardState,
    DUE=pgettext_lazy("upward report", "due"),
    MISSING=pgettext_lazy("upward report", "missing"),
    AFFIRMED=pgettext_lazy("upward report", "affirmed, to be sent"),
    SENT=pgettext_lazy("upward report", "sent"),
    LATE=pgettext_lazy("upward report", "sent late"),
)
SENT_HOW = labels(
    SentHow,
    SYSTEM=_("entered in the system of the level above"),
    MAIL=_("by mail"),
    FAX=_("by fax"),
    PAPER=_("on paper"),
    PHONE=_("read out by phone"),
)
CALLS = labels(Call, DUE=_("due soon"), MISSING=_("missing"), UPWARD=_("to be sent upward"))


class DutyToReport(models.Model):
    """Units of a kind report every day of a response (报告义务)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    unit_kind = models.CharField(_("kind of unit"), max_length=16, choices=UNIT_KINDS)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    """The last day on which they must."""

    class Meta:
        verbose_name = _("duty to report")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "unit_kind"], condition=Q(until_on__isnull=True), name="duty_to_report_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")), name="duty_to_report_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kind} {self.from_on:%F}"


class DailyReport(models.Model):
    """What a unit filed for a day, frozen (日报告)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    area_path = PathField(_("area"), blank=True, default="")
    day = models.DateField(_("day"))
    from_at = models.DateTimeField(_("counted from"))
    until_at = models.DateTimeField(_("counted until"))
    due_at = models.DateTimeField(_("due at"))
    known_at = models.DateTimeField(_("as known at"))
    is_zero = models.BooleanField(_("zero affirmed"), default=False)
    filed_at = models.DateTimeField(_("filed at"), default=now)
    filed_by = models.CharField(_("filed by"), max_length=80)

    class Meta:
        verbose_name = _("daily report")
        constraints = [models.UniqueConstraint(fields=["response", "unit", "day"], name="report_once_a_day")]
        indexes = [
            models.Index(fields=["day", "unit_path"], name="report_by_unit"),
            models.Index(fields=["day", "area_path"], name="report_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_path} {self.day:%F}"

    @property
    def state(self) -> State:
        return state_of(self.due_at, self.filed_at, self.filed_at, is_zero=self.is_zero)


class ReportLine(models.Model):
    """One figure of a report: what was counted when it was filed, and what the unit states (报告数与系统数)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(DailyReport, models.PROTECT, related_name="lines", verbose_name=_("report"))
    figure = models.CharField(_("figure"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))
    counted = models.BigIntegerField(_("counted"))
    stated = models.BigIntegerField(_("stated"))
    because = EncryptedText(_("why the stated number differs"), longest=200, blank=True)

    class Meta:
        verbose_name = _("line of a report")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "figure"], name="line_once"),
            models.CheckConstraint(condition=Q(stated__gte=0), name="stated_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.stated}"

    @property
    def keyring_id(self) -> UUID:
        return self.report.response_id


class UpwardReport(models.Model):
    """What a unit reports to the level above at an hour, frozen when a person affirms it (上报). ``content`` is plain JSON:

    a list of ``{"figure", "name": {"zh", "en"}, "counted", "stated"}`` in the order of the unit's form.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    area_path = PathField(_("area"), blank=True, default="")
    day = models.DateField(_("day"))
    due_at = models.DateTimeField(_("due at"))
    from_at = models.DateTimeField(_("counted from"))
    until_at = models.DateTimeField(_("counted until"))
    content = models.JSONField(_("content"), editable=False)
    affirmed_at = models.DateTimeField(_("affirmed at"), default=now)
    """The numbers are those known at this instant."""
    affirmed_by = models.CharField(_("affirmed by"), max_length=80)
    sent_at = models.DateTimeField(_("sent upward at"), null=True)
    sent_by = models.CharField(_("sent upward by"), max_length=80, blank=True)
    sent_how = models.CharField(_("how it was sent"), max_length=10, choices=SENT_HOW, blank=True)
    sent_to = EncryptedText(_("to whom, under what number"), longest=120, blank=True)

    class Meta:
        verbose_name = _("report to the level above")
        constraints = [
            models.UniqueConstraint(fields=["response", "unit", "due_at"], name="upward_once_an_hour"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by="", sent_how="")
                | (Q(sent_at__isnull=False) & ~Q(sent_by="") & ~Q(sent_how="")),
                name="upward_sent_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["day", "unit_path"], name="upward_by_unit")]

    def __str__(self) -> str:
        return f"{self.unit_path} {self.due_at:%F %H:%M}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def state(self) -> UpwardState:
        return upward_state(self.due_at, now(), affirmed=True, sent_at=self.sent_at)


class Reminder(models.Model):
    """A unit was reminded of a day's report, once for each reason (催报)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    day = models.DateField(_("day"))
    call = models.CharField(_("reason"), max_length=10, choices=CALLS)
    due_at = models.DateTimeField(_("due at"))
    at = models.DateTimeField(_("at"), default=now)

    class Meta:
        verbose_name = _("reminder of a report")
        constraints = [
            models.UniqueConstraint(fields=["response", "unit", "day", "call", "due_at"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day:%F} {self.call}"


class Bulletin(models.Model):
    """A bulletin of a response for an area and a day (战报、通报). From its submission on ``content`` holds its numbers frozen.

    It is a public document and outlives the response, so its free text is locked by the standing ring.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("issued by"))
    area_path = PathField(_("area"), blank=True, default="")
    template = models.CharField(_("template"), max_length=40)
    number = models.PositiveIntegerField(_("number"))
    day = models.DateField(_("day"))
    from_at = models.DateTimeField(_("counted from"))
    until_at = models.DateTimeField(_("counted until"))
    state = models.CharField(_("state"), max_length=10, choices=BULLETIN_STATES, default=BulletinState.DRAFT.value)
    note_zh = EncryptedText(_("remarks in Chinese"), longest=2000, blank=True)
    note_en = EncryptedText(_("remarks in English"), longest=2000, blank=True)
    content = models.JSONField(_("content"), null=True, editable=False)
    known_at = models.DateTimeField(_("as known at"), null=True, editable=False)
    written_by = models.CharField(_("written by"), max_length=80, editable=False)
    written_at = models.DateTimeField(_("written at"), default=now, editable=False)
    submitted_by = models.CharField(_("submitted by"), max_length=80, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    returned_because = EncryptedText(_("why returned"), longest=200, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=80, blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    published_by = models.CharField(_("published by"), max_length=80, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("bulletin")
        ordering = ["-day", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "template", "area_path", "number"], name="bulletin_number_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="")
                | (~Q(approved_by=models.F("written_by")) & ~Q(approved_by=models.F("submitted_by"))),
                name="bulletin_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(content__isnull=False), name="bulletin_frozen_when_submitted"
            ),
        ]
        indexes = [models.Index(fields=["area_path", "day"], name="bulletin_by_area")]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

    @property
    def is_frozen(self) -> bool:
        return self.content is not None
