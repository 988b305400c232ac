from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField
from lianfang.tasks.models.tasks import Task


class Clock(models.Model):
    """A due time that fires once with nobody looking (时钟); what it means is registered with `tasks.clocks`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(_("what happens"), max_length=40)
    subject_id = models.UUIDField(_("to which"))
    due_at = models.DateTimeField(_("to be done by"))
    fired_at = models.DateTimeField(_("fired at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("failed attempts"), default=0)

    class Meta:
        verbose_name = _("clock")
        indexes = [models.Index(fields=["fired_at", "due_at"], name="clock_due")]
        constraints = [models.UniqueConstraint(fields=["what", "subject_id", "due_at"], name="clock_set_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.due_at:%F %H:%M}"


class Escalation(models.Model):
    """Lateness rose one step up the tree of units (升级)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="escalations", verbose_name=_("task"))
    step = models.PositiveSmallIntegerField(_("step"))
    at = models.DateTimeField(_("at"), default=now)
    from_unit_path = PathField(_("of the unit"))
    to_unit_path = PathField(_("raised to"))
    area_path = PathField(_("area"))
    because = ReasonField(_("why"))

    class Meta:
        verbose_name = _("escalation")
        indexes = [models.Index(fields=["to_unit_path", "at"], name="escalation_to_unit")]
        constraints = [models.UniqueConstraint(fields=["task", "step"], name="escalation_step_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.step}"
