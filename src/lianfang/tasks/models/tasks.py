from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField, labels
from lianfang.orgs.models import Unit
from lianfang.people.models import Household, Person
from lianfang.response.models import Response
from lianfang.tasks.rules import WAITING, Lateness, State, lateness
from lianfang.vault.fields import EncryptedText

STATES = labels(
    State,
    OPEN=_("open"),
    ACCEPTED=_("accepted"),
    DONE=_("done"),
    RETURNED=_("returned"),
    LAPSED=_("lapsed"),
    CANCELLED=_("cancelled"),
)


class Task(models.Model):
    """Something somebody must do by a time (任务)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    kind = models.CharField(_("kind"), max_length=40)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person"), db_index=False
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("household"), db_index=False
    )
    subject_kind = models.CharField(_("about what"), max_length=40)
    subject_id = models.UUIDField(_("about which"))
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("responsible unit"))
    unit_path = PathField(_("path of the responsible unit"))
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given to"), db_index=False
    )
    questions = models.JSONField(_("questions"), default=list, blank=True)
    """Codes of the catalogue `tasks.questions`."""
    asked_by = models.JSONField(_("asked by"), default=list, blank=True)
    """Paths of the units that want to know."""
    because = ReasonField(_("why"))
    note = EncryptedText(_("note"), longest=300, blank=True)
    opens_at = models.DateTimeField(_("opens at"), default=now)
    due_at = models.DateTimeField(_("to be done by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=State.OPEN.value)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    answered_by_kind = models.CharField(_("kind of the act that answered"), max_length=40, blank=True)
    answered_by_id = models.UUIDField(_("act that answered"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("steps of escalation"), default=0)
    is_red = models.BooleanField(_("nobody on duty"), default=False)
    """The responsible unit had nobody on duty when it mattered: a red line (红线)."""
    returned_because = ReasonField(_("returned because"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.CharField(_("accepted by"), max_length=80, blank=True)
    closed_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    closed_by = models.CharField(_("finished by"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("created at"), default=now)
    created_by = models.CharField(_("created by"), max_length=80)

    class Meta:
        verbose_name = _("task")
        indexes = [
            models.Index(fields=["area_path", "state", "due_at"], name="task_by_area"),
            models.Index(fields=["unit_path", "state", "due_at"], name="task_by_unit"),
            models.Index(fields=["due_at", "id"], name="task_by_due"),
            models.Index(fields=["state", "due_at"], name="task_by_state"),
            models.Index(fields=["user", "state"], name="task_of_user"),
            models.Index(fields=["state"], name="task_came_back", condition=Q(returned_because__isnull=False)),
            models.Index(fields=["person", "state"], name="task_of_person"),
            models.Index(fields=["household", "state"], name="task_of_household"),
            models.Index(fields=["subject_kind", "subject_id"], name="task_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id", "due_at"],
                condition=Q(state__in=sorted(WAITING)),
                name="task_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(WAITING)) | Q(closed_at__isnull=False), name="task_closed_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def lateness(self) -> Lateness:
        return lateness(self.due_at, now()) if self.is_waiting else Lateness.IN_TIME


class Reassignment(models.Model):
    """Tasks given to somebody else at once (批量改派), with what is needed to take it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("at"), default=now)
    by = models.CharField(_("by"), max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("to the unit"))
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("to the person"))
    before = models.JSONField(_("as it was before"), default=list)
    """A list of [task, unit, user or None, state], as ids."""
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("reassignment")

    def __str__(self) -> str:
        return f"{len(self.before)} {self.at:%F %H:%M}"
