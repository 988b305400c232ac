from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id


class AuditEntry(models.Model):
    """One change, chained to the one before it (审计记录). Ids and codes only."""

    id = models.BigAutoField(primary_key=True)
    chain = models.PositiveSmallIntegerField(_("chain"))
    number = models.PositiveBigIntegerField(_("number in the chain"))
    at = models.DateTimeField(_("at"), default=now)
    actor = models.CharField(_("who"), max_length=80)
    verb = models.CharField(_("what"), max_length=60)
    subject_kind = models.CharField(_("kind of thing"), max_length=40)
    subject_id = models.CharField(_("which"), max_length=40, blank=True)
    detail = models.JSONField(_("detail"), default=dict)
    mac = models.BinaryField(_("seal"), max_length=32)

    class Meta:
        verbose_name = _("audit entry")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_number_once")]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_of_subject"),
            models.Index(fields=["actor", "at"], name="audit_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.verb}"


class AuditHead(models.Model):
    """The end of a chain: how many entries it has and the seal of the last, itself sealed (审计链头)."""

    chain = models.PositiveSmallIntegerField(_("chain"), primary_key=True)
    number = models.PositiveBigIntegerField(_("entries"), default=0)
    mac = models.BinaryField(_("seal of the last entry"), max_length=32)
    seal = models.BinaryField(_("seal of this head"), max_length=32)

    class Meta:
        verbose_name = _("head of an audit chain")

    def __str__(self) -> str:
        return f"{self.chain}/{self.number}"


class Read(models.Model):
    """Somebody's data were opened (查阅记录): by whom, for whom, how."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("at"), default=now)
    actor = models.CharField(_("who"), max_length=80)
    unit_path = models.CharField(_("unit"), max_length=48, blank=True)
    person_id = models.UUIDField(_("whose"), null=True)
    """Empty for a masked list, which logs its query once."""
    how = models.CharField(_("how"), max_length=20)
    """list, reveal, detail, export, print, phone, link"""
    where = models.CharField(_("page"), max_length=80)

    class Meta:
        verbose_name = _("read")
        indexes = [models.Index(fields=["person_id", "at"], name="read_of_person")]

    def __str__(self) -> str:
        return f"{self.how} {self.where}"


class JobRun(models.Model):
    """When a job of the worker last ran (定时任务)."""

    code = models.CharField(_("job"), max_length=60, primary_key=True)
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    failure = models.CharField(_("kind of error"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("run of a job")

    def __str__(self) -> str:
        return f"{self.code} {self.began_at:%F %H:%M}"
