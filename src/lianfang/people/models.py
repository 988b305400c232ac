from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField, labels
from lianfang.people.rules import Decision, Gone, Relation, Sex, Stage
from lianfang.response.models import Response
from lianfang.vault import rings
from lianfang.vault.fields import EncryptedDate, EncryptedText, KeyedIndex

SEXES = labels(Sex, MALE=_("male"), FEMALE=_("female"), UNKNOWN=_("not known"))
RELATIONS = labels(
    Relation,
    HEAD=_("head of the household"),
    SPOUSE=_("husband or wife"),
    CHILD=_("son or daughter"),
    PARENT=_("father or mother"),
    GRANDCHILD=_("grandchild"),
    GRANDPARENT=_("grandparent"),
    SIBLING=_("brother or sister"),
    RELATIVE=_("other relative"),
    LODGER=_("lodger or other"),
)
GONE = labels(Gone, MOVED=_("moved away"), DIED=_("has died"), NEVER=_("never lived here"))
DECISIONS = labels(Decision, OPEN=_("undecided"), DIFFERENT=_("not the same"), MERGED=_("merged"))
STAGES = labels(
    Stage,
    LOOKING=_("being read"),
    READY=_("ready to be taken over"),
    RUNNING=_("being taken over"),
    DONE=_("done"),
    CANCELLED=_("cancelled"),
    FAILED=_("could not be read"),
)


class Household(models.Model):
    """A door behind which people live (住户). Area and door are clear; the street address is not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(_("area"))
    door = models.CharField(_("door"), max_length=30)
    """As it stands on the door within the building: 3-2-601 (`rules.is_door`); clear, so never a name or a sentence."""
    address = EncryptedText(_("address"), longest=200, blank=True)
    is_occupied = models.BooleanField(_("lived in"), default=True)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("household")
        indexes = [models.Index(fields=["area_path", "door"], name="household_by_door")]

    def __str__(self) -> str:
        return self.door


class Person(models.Model):
    """Somebody, once (人员). In the standing register if ``response`` is empty, else met by that response."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(
        Response, models.PROTECT, null=True, blank=True, related_name="+", editable=False, db_index=False
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("household")
    )
    area_path = PathField(_("area"), blank=True, default="")
    name = EncryptedText(_("name"), longest=60)
    id_number = EncryptedText(_("ID number"), longest=18, blank=True)
    phone = EncryptedText(_("phone"), longest=30, blank=True)
    birth_date = EncryptedDate(_("date of birth"), blank=True)
    address = EncryptedText(_("address"), longest=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=SEXES, default=Sex.UNKNOWN.value)
    relation = models.CharField(_("relation to the head"), max_length=12, choices=RELATIONS, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    id_key = KeyedIndex(source="id_number", kind="id")
    phone_key = KeyedIndex(source="phone", kind="phone")
    name_key = KeyedIndex(source="name", kind="whole name")
    born_key = KeyedIndex(source="name_and_birth", kind="name and birth")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, db_index=False
    )
    gone_at = models.DateTimeField(_("no longer here since"), null=True, blank=True, editable=False)
    gone_because = models.CharField(_("why no longer here"), max_length=8, choices=GONE, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("person")
        indexes = [
            models.Index(fields=["area_path", "id"], name="person_by_area"),
            models.Index(fields=["id_key"], name="person_by_id_number"),
            models.Index(fields=["phone_key"], name="person_by_phone"),
            models.Index(fields=["name_key"], name="person_by_name"),
            models.Index(fields=["born_key"], name="person_by_name_and_birth"),
            # Of the few that are merged or met only: an index of all would be taken for the many that are neither.
            models.Index(fields=["merged_into"], name="person_merged", condition=models.Q(merged_into__isnull=False)),
            models.Index(fields=["response"], name="person_met", condition=models.Q(response__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def keyring_id(self) -> UUID:
        return self.response_id or rings.STANDING

    @property
    def name_and_birth(self) -> str:
        """What two records of one person have in common where neither has an ID number; empty without a birth date."""
        return f"{self.name}|{self.birth_date}" if self.birth_date else ""

    @property
    def is_gone(self) -> bool:
        return self.gone_at is not None


class NameToken(models.Model):
    """A keyed token of a part of somebody's name, for search (姓名检索标记)."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    token = models.BigIntegerField(_("token"))

    class Meta:
        verbose_name = _("token of a name")
        constraints = [models.UniqueConstraint(fields=["token", "person"], name="token_once")]
        indexes = [models.Index(fields=["person"], name="tokens_of_person")]

    def __str__(self) -> str:
        return str(self.token)


class Double(models.Model):
    """Two records that may be one person (疑似重复), found by comparing, decided by somebody; ``one`` has the smaller id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    certain = models.BooleanField(_("certain"), default=False)
    found_at = models.DateTimeField(_("found at"), default=now, editable=False)
    decision = models.CharField(_("decision"), max_length=10, choices=DECISIONS, default=Decision.OPEN.value)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("likely duplicate")
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="double_once")]
        indexes = [
            models.Index(fields=["decision", "id"], name="double_by_decision"),
            models.Index(fields=["other"], name="double_by_other"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class ImportRun(models.Model):
    """A list of residents on its way into the register (居民名单导入). What it holds lies in sealed files for seven days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_id = models.UUIDField(_("who"), editable=False)
    area_path = PathField(_("for which area"))
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES, default=Stage.LOOKING.value)
    filename = EncryptedText(_("file"), longest=200)
    """As the user called it; lists are named after people."""
    file_id = models.UUIDField(_("file as sent"), editable=False)
    result_id = models.UUIDField(_("file with the results"), null=True, editable=False)
    mapping = models.JSONField(_("columns chosen"), default=dict)
    """Index of a column by field, None for a field that no column holds; only what a person has put right."""
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    counts = models.JSONField(_("numbers"), default=dict)
    problem = ReasonField(_("what is wrong with the file"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    created_at = models.DateTimeField(_("sent at"), default=now, editable=False)
    last_seen_at = models.DateTimeField(_("last worked on"), default=now, editable=False)

    class Meta:
        verbose_name = _("import of residents")
        indexes = [models.Index(fields=["user_id", "created_at"], name="import_of_user")]

    def __str__(self) -> str:
        return f"{self.id} {self.stage}"

    @property
    def is_over(self) -> bool:
        return self.stage in {Stage.DONE, Stage.CANCELLED, Stage.FAILED}
