from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.kernel.clock import now
from lianfang.kernel.identifiers import mask_name, mask_phone
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField, labels
from lianfang.orgs.models import Unit
from lianfang.people.models import SEXES, Person
from lianfang.people.rules import Sex
from lianfang.response.models import Response
from lianfang.tasks.models import Task
from lianfang.tasks.models.visits import CHANNELS
from lianfang.tasks.rules import WAITING, Channel, Lateness, lateness
from lianfang.vault.fields import EncryptedDate, EncryptedText, KeyedIndex
from lianfang.verification.rules import (
    Certainty,
    ListKind,
    Outcome,
    Split,
    Stage,
    State,
    WasThere,
)

LIST_KINDS = labels(
    ListKind,
    TRAVELLED_TOGETHER=_("travelled with a case"),
    WAS_AT_PLACE=_("was at a risk place"),
    CONTACTS=_("contacts to be found"),
    RETURNED=_("came from a risk area"),
    ENTERED=_("entered from abroad"),
    OTHER=_("other list"),
)
STAGES = labels(
    Stage,
    READY=_("ready to be taken in"),
    RUNNING=_("being taken in"),
    TAKEN=_("taken in"),
    CANCELLED=_("cancelled"),
    FAILED=_("could not be taken in"),
)
CERTAINTIES = labels(
    Certainty,
    CERTAIN=_("certain"),
    CONFIRMED=_("confirmed by a person"),
    LIKELY=_("likely"),
    SEVERAL=_("one of several"),
    NONE=_("not in the register"),
)
SPLITS = labels(
    Split,
    HOME=_("by the home on record"),
    ADDRESS=_("by the address in the list"),
    PHONE=_("to be called"),
    NOBODY=_("nobody yet"),
    HAND=_("taken or passed on"),
)
STATES = labels(
    State, TO_CONFIRM=_("to be confirmed who is meant"), OPEN=_("to be verified"), ANSWERED=_("row answered")
)
OUTCOMES = labels(
    Outcome,
    DONE=_("found and verified now"),
    ALREADY_KNOWN=_("already known"),
    WRONG_DATA=_("wrong data"),
    NOT_RESIDENT=_("not resident here"),
    OUT_OF_WINDOW=_("out of the window"),
    PASSED_ON=_("passed on outside the district"),
    NOT_FOUND=_("not found after three tries"),
)
FOUND = [
    *((code, name) for code, name in OUTCOMES if code not in {Outcome.PASSED_ON, Outcome.NOT_FOUND}),
    ("not_reached", _("nobody was reached")),
]
WERE_THERE = labels(WasThere, YES=_("was there"), NO=_("was not there"), UNKNOWN=_("does not know"))


class NameList(models.Model):
    """A list of people that somebody above wants verified (协查名单): from whom, why, on what ground, by when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    sender = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("sender"))
    outside = models.CharField(_("sender outside the district"), max_length=80, blank=True)
    kind = models.CharField(_("sort of list"), max_length=12, choices=LIST_KINDS, default=ListKind.OTHER.value)
    purpose = EncryptedText(_("what for"), longest=300)
    ground = EncryptedText(_("on what ground"), longest=300)
    window_from = models.DateField(_("window from"), null=True, blank=True)
    window_until = models.DateField(_("window until"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), default=now)
    due_at = models.DateTimeField(_("to be answered by"))
    area_path = PathField(_("for which area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("taken in by"))
    unit_path = PathField(_("path of the unit that took it in"))
    filename = EncryptedText(_("file"), longest=200)
    file_id = models.UUIDField(_("file as sent"))
    digest = models.BinaryField(_("digest of the file"), max_length=16)
    """Keyed: it tells the same file again and betrays nothing of it."""
    mapping = models.JSONField(_("columns chosen"), default=dict)
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES, default=Stage.READY.value)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows taken in"), default=0)
    problem = ReasonField(_("what is wrong with the list"), null=True)
    sent_by = models.CharField(_("sent by"), max_length=80)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    last_seen_at = models.DateTimeField(_("last worked on"), default=now)
    closed_at = models.DateTimeField(_("answered completely at"), null=True)

    class Meta:
        verbose_name = _("verification list")
        indexes = [
            models.Index(fields=["area_path", "closed_at", "due_at"], name="name_list_by_area"),
            models.Index(fields=["unit_path", "due_at"], name="name_list_by_unit"),
            models.Index(fields=["response", "digest"], name="name_list_by_file"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sender__isnull=True) ^ Q(outside=""), name="name_list_one_sender")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%F %H:%M}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def asker(self) -> "Unit | str":
        """Who wants to know."""
        return self.sender or self.outside

    @property
    def asker_name(self) -> str:
        """As it is kept in reasons, whatever the language of the moment."""
        return self.sender.name if self.sender is not None else str(self.outside)

    @property
    def is_over(self) -> bool:
        return self.stage in {Stage.TAKEN, Stage.CANCELLED, Stage.FAILED}

    @property
    def lateness(self) -> Lateness:
        return lateness(self.due_at, now()) if self.closed_at is None else Lateness.IN_TIME


class NameRow(models.Model):
    """One person as one list writes them (名单行), whom that means, who verifies it, and what was found out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name_list = models.ForeignKey(NameList, models.PROTECT, related_name="lines", verbose_name=_("list"))
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    number = models.PositiveIntegerField(_("row of the file"))
    name = EncryptedText(_("name"), longest=120, blank=True)
    id_number = EncryptedText(_("ID number"), longest=60, blank=True)
    phone = EncryptedText(_("phone"), longest=120, blank=True)
    birth_date = EncryptedDate(_("date of birth"), blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=SEXES, default=Sex.UNKNOWN.value)
    address = EncryptedText(_("address"), longest=300, blank=True)
    told = EncryptedText(_("what else the list tells"), longest=600, blank=True)
    id_key = KeyedIndex(source="id_number", kind="id")
    phone_key = KeyedIndex(source="phone", kind="phone")
    name_key = KeyedIndex(source="name", kind="whole name")
    problem = ReasonField(_("what is wrong in the row"), null=True)
    certainty = models.CharField(_("match"), max_length=10, choices=CERTAINTIES, default=Certainty.NONE.value)
    candidates = models.JSONField(_("who may be meant"), default=list)
    """A list of {person, weight in bits, reasons: [code, field, weight]}, best first; ids and codes only."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    matched_by = models.CharField(_("confirmed by"), max_length=80, blank=True)
    matched_at = models.DateTimeField(_("confirmed at"), null=True)
    split = models.CharField(_("came to the unit"), max_length=8, choices=SPLITS, default=Split.NOBODY.value)
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("responsible unit"))
    unit_path = PathField(_("path of the responsible unit"), blank=True, default="")
    state = models.CharField(_("state"), max_length=8, choices=STATES, default=State.OPEN.value)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+", verbose_name=_("task"))
    """The one task about this person, whichever lists ask; empty while nobody knows who is meant or responsible."""
    asked_at = models.DateTimeField(_("asked at"), default=now)
    """When its list was received."""
    due_at = models.DateTimeField(_("to be answered by"))
    tries = models.PositiveSmallIntegerField(_("tries without reaching anybody"), default=0)
    outcome = models.CharField(_("outcome"), max_length=14, choices=OUTCOMES, blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=80, blank=True)
    was_there = models.CharField(_("where the list says"), max_length=8, choices=WERE_THERE, blank=True)
    lives_since = EncryptedDate(_("lives here since"), blank=True)
    note = EncryptedText(_("note"), longest=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.CharField(_("answered by"), max_length=80, blank=True)
    sent_at = models.DateTimeField(_("answer sent back at"), null=True)

    class Meta:
        verbose_name = _("row of a verification list")
        indexes = [
            models.Index(fields=["area_path", "state", "due_at"], name="name_row_by_area"),
            models.Index(fields=["unit_path", "state", "due_at"], name="name_row_by_unit"),
            models.Index(fields=["name_list", "state"], name="name_row_of_list"),
            models.Index(fields=["person", "state"], name="name_row_of_person"),
            models.Index(fields=["task"], name="name_row_of_task"),
            models.Index(fields=["response", "id_key"], name="name_row_by_id_number"),
            models.Index(fields=["response", "phone_key"], name="name_row_by_phone"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["name_list", "number"], name="name_row_once"),
            models.CheckConstraint(
                condition=Q(state=State.ANSWERED.value, answered_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.ANSWERED.value) & Q(outcome="", answered_at__isnull=True),
                name="name_row_answered_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OPEN.value) | Q(unit__isnull=True) ^ Q(task__isnull=False),
                name="name_row_open_has_a_task_or_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TO_CONFIRM.value) | Q(unit__isnull=False, person__isnull=True),
                name="name_row_to_confirm_has_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def masked(self) -> str:
        """Whom the row names, as a list shows it: the name, or the phone or the number of the row where it names nobody."""
        return mask_name(str(self.name)) or mask_phone(str(self.phone)) or f"#{self.number}"

    @property
    def owner(self) -> Unit | None:
        """Who verifies it now: the unit that has its task, else the one that confirms who is meant; None: nobody yet."""
        return self.task.unit if self.task is not None and self.task.state in WAITING else self.unit

    @property
    def is_unowned(self) -> bool:
        return self.state == State.OPEN and self.unit_id is None

    @property
    def is_open(self) -> bool:
        return self.state != State.ANSWERED

    @property
    def lateness(self) -> Lateness:
        return lateness(self.due_at, now()) if self.is_open else Lateness.IN_TIME


class Part(models.Model):
    """What of a list one unit has to settle (待确认部分): who is meant in its likely rows, who takes the rows of nobody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name_list = models.ForeignKey(NameList, models.PROTECT, related_name="parts", verbose_name=_("list"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("responsible unit"))

    class Meta:
        verbose_name = _("part of a verification list")
        constraints = [models.UniqueConstraint(fields=["name_list", "unit"], name="name_part_once")]

    def __str__(self) -> str:
        return str(self.id)


class RowCheck(Act):
    """Somebody tried to verify a row at the door, by phone or at the desk (核查记录)."""

    row = models.ForeignKey(NameRow, models.PROTECT, related_name="checks", verbose_name=_("row"))
    channel = models.CharField(_("how"), max_length=8, choices=CHANNELS, default=Channel.PHONE.value)
    found = models.CharField(_("what was found out"), max_length=14, choices=FOUND)
    was_there = models.CharField(_("where the list says"), max_length=8, choices=WERE_THERE, blank=True)
    lives_since = EncryptedDate(_("lives here since"), blank=True)
    note = EncryptedText(_("note"), longest=300, blank=True)

    class Meta:
        verbose_name = _("verification of a row")
        constraints = act_constraints("row_check")
        indexes = act_indexes("row_check")


class Passing(models.Model):
    """A row went from one unit, or from nobody, to another (转办)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    row = models.ForeignKey(NameRow, models.PROTECT, related_name="passings", verbose_name=_("row"))
    at = models.DateTimeField(_("at"), default=now)
    by = models.CharField(_("by"), max_length=80)
    from_unit_path = PathField(_("from the unit"), blank=True, default="")
    to_unit_path = PathField(_("to the unit"))

    class Meta:
        verbose_name = _("passing on of a row")

    def __str__(self) -> str:
        return f"{self.to_unit_path} {self.at:%F %H:%M}"


class Reply(models.Model):
    """Answers to a list that were sent back (回复), with the entry of the export register that let the file go."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name_list = models.ForeignKey(NameList, models.PROTECT, related_name="replies", verbose_name=_("list"))
    at = models.DateTimeField(_("at"), default=now)
    by = models.CharField(_("by"), max_length=80)
    rows = models.PositiveIntegerField(_("rows answered"))
    is_complete = models.BooleanField(_("all rows are answered"))
    export_id = models.UUIDField(_("entry of the export register"), null=True)

    class Meta:
        verbose_name = _("reply to a list")

    def __str__(self) -> str:
        return f"{self.rows} {self.at:%F %H:%M}"
