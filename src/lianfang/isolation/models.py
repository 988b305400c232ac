from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.isolation.rules import COLDEST, HOTTEST, DayState, Finding, Reporter, SlotState, Symptom
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.limits import ChoicesField, body_temperature
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.measures.models import Measure
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.vault.fields import EncryptedText

SYMPTOMS = labels(
    Symptom,
    COUGH=_("cough"),
    SORE_THROAT=_("sore throat"),
    RUNNY_NOSE=_("runny nose"),
    FATIGUE=_("fatigue"),
    DIARRHOEA=_("diarrhoea"),
    LOSS_OF_SMELL=_("loss of smell or taste"),
    SHORT_BREATH=_("short of breath"),
    HEADACHE=_("headache"),
    MUSCLE_PAIN=_("muscle pain"),
    JOINT_PAIN=_("joint pain"),
    RASH=_("rash"),
)
REPORTERS = labels(Reporter, WORKER=_("worker"), RESIDENT=_("the person"), FAMILY=_("a relative"))
FINDINGS = labels(
    Finding,
    NORMAL=_("normal"),
    SYMPTOMS=_("symptoms"),
    FEVER_UNCONFIRMED=_("high, to be measured again"),
    FEVER=_("fever"),
)
SLOT_STATES = labels(
    SlotState,
    DONE=_("told"),
    DONE_LATE=_("told late"),
    EXPECTED=_("expected"),
    LATER=_("later today"),
    MISSED=_("missed"),
)
DAY_STATES = labels(
    DayState,
    URGENT=_("urgent need"),
    ABNORMAL=_("abnormal"),
    MISSED=_("missed"),
    EXPECTED=_("expected"),
    DONE=_("done"),
    NOT_ASKED=_("no report asked"),
)

BODY = body_temperature(COLDEST, HOTTEST, says="isolation.impossible")


class HealthReport(Act):
    """Temperature and symptoms of somebody under a measure (健康监测记录)."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("measure"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    day = models.DateField(_("calendar day"))
    day_number = models.SmallIntegerField(_("day of the measure"))
    slot = models.PositiveSmallIntegerField(_("which report of the day"), null=True)
    """Counted from 0; empty for one beyond those that the edition asks."""
    temperature = models.DecimalField(_("temperature, °C"), max_digits=3, decimal_places=1, validators=BODY)
    second_temperature = models.DecimalField(
        _("second reading, °C"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=BODY,
        help_text=_("After ten minutes' rest, where the first was high."),
    )
    symptoms = ChoicesField(_("symptoms"), of=SYMPTOMS)
    finding = models.CharField(_("result"), max_length=20, choices=FINDINGS)
    reporter = models.CharField(_("told by"), max_length=10, choices=REPORTERS, default=Reporter.WORKER.value)
    note = EncryptedText(_("note"), longest=300, blank=True)

    class Meta:
        verbose_name = _("health report")
        constraints = act_constraints(
            "health_report",
            models.CheckConstraint(
                condition=Q(temperature__gte=COLDEST, temperature__lte=HOTTEST), name="health_report_possible"
            ),
        )
        indexes = [
            *act_indexes("health_report"),
            models.Index(fields=["measure", "day"], name="health_report_of_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%F} {self.temperature}"

    @property
    def names_of_symptoms(self) -> list[str]:
        return [str(name) for code, name in SYMPTOMS if code in self.symptoms]


class UrgentNeed(Act):
    """Somebody under a measure needs help at once (紧急就医需求); until it is answered the measure is open."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("measure"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    reporter = models.CharField(_("told by"), max_length=10, choices=REPORTERS, default=Reporter.WORKER.value)
    task_id = models.UUIDField(_("task"), null=True, editable=False)
    said = EncryptedText(_("what is needed"), longest=300, blank=True)

    class Meta:
        verbose_name = _("urgent need")
        constraints = act_constraints("urgent_need")
        indexes = [*act_indexes("urgent_need"), models.Index(fields=["measure"], name="urgent_need_of_measure")]

    def __str__(self) -> str:
        return f"{self.happened_at:%F %H:%M}"


class Missed(models.Model):
    """A report that was not there by its hour (漏报), found by the clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("measure"))
    area_path = PathField(_("area"))
    unit_path = PathField(_("responsible unit"))
    day = models.DateField(_("calendar day"))
    slot = models.PositiveSmallIntegerField(_("which report of the day"))
    due_at = models.DateTimeField(_("due at"))
    found_at = models.DateTimeField(_("found at"), default=now)
    told_at = models.DateTimeField(_("told later at"), null=True)

    class Meta:
        verbose_name = _("missed report")
        constraints = [models.UniqueConstraint(fields=["measure", "day", "slot"], name="missed_once")]
        indexes = [models.Index(fields=["area_path", "due_at"], name="missed_by_area")]

    def __str__(self) -> str:
        return f"{self.day:%F} {self.slot}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id
