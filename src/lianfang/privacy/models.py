from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.privacy.rules import ExportState, Proof
from lianfang.vault.fields import EncryptedText

EXPORT_STATES = labels(
    ExportState,
    ASKED=_("waits for a second person"),
    REFUSED=_("not released"),
    RELEASED=_("released"),
    DELETED=_("deletion confirmed"),
)
PROOFS = labels(
    Proof,
    ID_CARD=_("identity card"),
    PASSPORT=_("passport or residence permit"),
    HOUSEHOLD_BOOK=_("household book"),
    IN_PERSON=_("known in person to who asks"),
)


class AuditEntry(models.Model):
    """One change, chained to the one before it (审计记录). Ids and codes only."""

    id = models.BigAutoField(primary_key=True)
    chain = models.PositiveSmallIntegerField(_("chain"))
    number = models.PositiveBigIntegerField(_("number in the chain"))
    at = models.DateTimeField(_("at"), default=now)
    actor = models.CharField(_("who acted"), max_length=80)
    verb = models.CharField(_("what was done"), max_length=60)
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
    actor = models.CharField(_("who acted"), max_length=80)
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


class SunsetRecord(models.Model):
    """What became of the personal records of a response (日落记录): signed, and for anyone who asks."""

    id = models.UUIDField(primary_key=True, editable=False)
    """The id of the response, which is that of its keyring."""
    name = models.CharField(_("name"), max_length=120)
    began_at = models.DateTimeField(_("began at"), default=now)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    done_by = models.CharField(_("done by"), max_length=80)
    receipts = models.JSONField(_("receipts"), default=list)
    """Documents by which lawful keepers confirmed what was handed to them; numbers, no names of persons."""
    tables = models.JSONField(_("by table"), default=dict)
    """Label of a table -> {"ending", "erased", "emptied"}: numbers of rows."""
    signature = models.BinaryField(_("signature"), max_length=64, default=bytes)

    class Meta:
        verbose_name = _("sunset record")

    def __str__(self) -> str:
        return self.name


class Export(models.Model):
    """A list with personal columns that went out, or was asked for (个人信息导出登记)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.CharField(_("list"), max_length=60)
    area_path = PathField(_("area"), blank=True, default="")
    columns = models.JSONField(_("columns"), default=list)
    requester = EncryptedText(_("requester"), longest=120)
    """Office and person by name."""
    purpose = EncryptedText(_("purpose"), longest=300)
    ground = EncryptedText(_("ground in law"), longest=300)
    until_on = models.DateField(_("to be deleted by"))
    state = models.CharField(_("state"), max_length=10, choices=EXPORT_STATES, default=ExportState.ASKED.value)
    asked_by = models.CharField(_("asked for by"), max_length=80)
    asked_at = models.DateTimeField(_("asked for at"), default=now)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    refused_because = EncryptedText(_("refused because"), longest=300, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    file_id = models.UUIDField(_("sealed file"), null=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    deleted_at = models.DateTimeField(_("deletion confirmed at"), null=True)
    deleted_by = models.CharField(_("deletion confirmed by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("export with personal columns")
        indexes = [models.Index(fields=["state", "until_on"], name="export_by_state")]

    def __str__(self) -> str:
        return f"{self.offer} {self.asked_at:%F}"
