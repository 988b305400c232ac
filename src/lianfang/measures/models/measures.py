from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now, today
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField
from lianfang.measures import words
from lianfang.measures.rules import Stage, State, Term, stage
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.protocols import Edition, MeasureRules, load_edition
from lianfang.response.models import Response
from lianfang.vault.fields import EncryptedText


class Measure(models.Model):
    """What somebody is asked to keep to, by whose order, why and until when (管控措施)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("measure"), max_length=20, choices=words.KINDS)
    edition = models.CharField(_("protocol edition"), max_length=40, editable=False)
    ground_code = models.CharField(_("ground"), max_length=24, choices=words.GROUNDS, blank=True)
    ground = ReasonField(_("reason given"))
    counts_from = models.CharField(_("days count from"), max_length=20, choices=words.EVENTS)
    counted_from = models.DateField(_("day of that event"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day of the measure"))
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("responsible unit"))
    unit_path = PathField(_("path of the responsible unit"))
    place = EncryptedText(_("where it is spent"), longest=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=words.STATES, default=State.PROPOSED.value)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    proposed_at = models.DateTimeField(_("proposed at"), default=now, editable=False)
    proposed_by = models.CharField(_("proposed by"), max_length=80, editable=False)
    decided_at = models.DateTimeField(_("ordered or refused at"), null=True, editable=False)
    decided_by = models.CharField(_("ordered or refused by"), max_length=80, blank=True, editable=False)
    ordered_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)
    """The unit whose order it is; an appeal goes to another."""
    refused_because = EncryptedText(_("why refused"), longest=300, blank=True)
    begins_at = models.DateTimeField(_("counts from"), null=True, editable=False)
    """The instant from which somebody is under it: the first day or the order, whichever is later."""
    release_due_at = models.DateTimeField(_("release due by"), null=True, editable=False)
    """The end of the last day."""
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.CharField(_("measure ended by"), max_length=80, blank=True, editable=False)
    ending = models.CharField(_("how it ended"), max_length=20, choices=words.ENDINGS, blank=True, editable=False)

    excess = models.CharField(_("excess over the edition"), max_length=12, choices=words.EXCESSES, blank=True)
    excess_days = models.PositiveSmallIntegerField(_("days above the edition"), default=0)
    excess_path = models.CharField(_("place in the edition"), max_length=80, blank=True)
    excess_authority = models.CharField(_("authority for the excess"), max_length=80, blank=True)
    excess_reason = EncryptedText(_("reason for the excess"), longest=300, blank=True)

    class Meta:
        verbose_name = _("measure")
        indexes = [
            models.Index(fields=["area_path", "state", "last_day"], name="measure_by_area"),
            models.Index(fields=["unit_path", "state", "last_day"], name="measure_by_unit"),
            models.Index(fields=["person", "state"], name="measure_of_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="measure_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(state__in=["ordered", "ended"])
                | Q(ordered_unit__isnull=False, begins_at__isnull=False, release_due_at__isnull=False),
                name="measure_ordered_by_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | ~Q(state="ended") & Q(ended_at__isnull=True),
                name="measure_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(excess="") | Q(state__in=["proposed", "refused"]) | ~Q(excess_authority=""),
                name="measure_excess_has_authority",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(state="ordered"), name="measure_of_a_kind_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def number(self) -> str:
        """The number on its papers: the year and the last of its id, which says nothing about the person."""
        return f"{self.proposed_at:%Y}-{self.id.hex[-8:].upper()}"

    @property
    def term(self) -> Term:
        return Term(self.first_day, self.last_day)

    @property
    def stage(self) -> Stage:
        return stage(self.state, self.term, today())

    @property
    def is_in_force(self) -> bool:
        return self.state == State.ORDERED

    @property
    def edition_rules(self) -> Edition:
        return load_edition(self.edition)

    @property
    def rules(self) -> MeasureRules | None:
        """The rules of its kind and ground in its edition; None for a kind that the edition does not have."""
        return self.edition_rules.measure(self.kind, self.ground_code or None)

    @property
    def day_number(self) -> int:
        """Which day of the measure today is; 0 or less before it begins."""
        return (today() - self.first_day).days + 1


class Change(models.Model):
    """What happened to a measure (措施经过): who, when, from which last day to which, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="changes", verbose_name=_("measure"))
    area_path = PathField(_("area"))
    unit_path = PathField(_("unit of the step"))
    at = models.DateTimeField(_("at"), default=now)
    by = models.CharField(_("by"), max_length=80)
    step = models.CharField(_("which step"), max_length=16, choices=words.STEPS)
    last_day_before = models.DateField(_("last day before"), null=True)
    last_day = models.DateField(_("last day of the measure"))
    because = EncryptedText(_("reason given"), longest=300, blank=True)
    authority = models.CharField(_("authority"), max_length=80, blank=True)
    excess = models.CharField(_("excess over the edition"), max_length=12, choices=words.EXCESSES, blank=True)
    excess_days = models.PositiveSmallIntegerField(_("days above the edition"), default=0)

    class Meta:
        verbose_name = _("step of a measure")
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["measure", "at"], name="change_of_measure"),
            models.Index(fields=["step", "at"], name="change_by_step"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%F %H:%M}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id
