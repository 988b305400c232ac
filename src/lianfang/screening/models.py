from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.limits import Between
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.orgs.models import Unit
from lianfang.people.models import Household
from lianfang.response.models import Response
from lianfang.screening.found import Found
from lianfang.screening.rules import MOST_PEOPLE, MOST_TRIES, Behind, Followed, Need, Outcome, Standing, Symptom
from lianfang.tasks.kinds import Purpose
from lianfang.territory.models import Area
from lianfang.territory.names import full_name
from lianfang.vault.fields import EncryptedText

BEHIND = labels(Behind, HOUSEHOLDS=_("households"), WORKPLACES=_("workplaces and work areas"))
PURPOSES = labels(Purpose, CONTROL=_("prevention and control"), CARE=_("care"), SERVICE=_("service"))
OUTCOMES = labels(
    Outcome,
    DONE=_("spoken to"),
    NOT_AT_HOME=_("not at home"),
    REFUSED=_("turned away"),
    EMPTY=_("nobody lives there"),
    MOVED=_("moved away"),
)
STANDINGS = labels(
    Standing,
    OPEN=_("nobody has been there"),
    DONE=_("spoken to"),
    NOT_AT_HOME=_("not at home"),
    REFUSED=_("turned away"),
    EMPTY=_("nobody lives there"),
    MOVED=_("moved away"),
)
SYMPTOMS = labels(
    Symptom,
    FEVER=_("fever"),
    COUGH=_("cough"),
    SORE_THROAT=_("sore throat"),
    SHORT_BREATH=_("short breath"),
    FATIGUE=_("fatigue"),
    DIARRHOEA=_("diarrhoea"),
    LOSS_OF_SMELL=_("loss of smell or taste"),
    RASH=_("rash"),
    MUSCLE_PAIN=_("muscle pain"),
)
NEEDS = labels(
    Need,
    HOSPITAL=_("getting to hospital"),
    MEDICINE=_("medicine"),
    FOOD=_("food and daily goods"),
    CARE=_("care at home"),
    COMPANY=_("somebody to talk to"),
    OTHER=_("something else"),
)
FOLLOWED = labels(
    Followed,
    TO_CLINIC=_("went to a clinic"),
    HELPED=_("helped"),
    WELL=_("is well"),
    PASSED_ON=_("passed on"),
)


class Round(models.Model):
    """Door to door in an area, from one time until another (一轮摸排). Its doors are the denominator."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    name = models.CharField(_("name of the round"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=8, choices=PURPOSES, default=Purpose.CONTROL.value)
    behind = models.CharField(_("door to door among"), max_length=10, choices=BEHIND, default=Behind.HOUSEHOLDS.value)
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    questions = models.JSONField(_("questions"), default=list, blank=True)
    """Codes of the catalogue `tasks.questions`, asked at each door."""
    is_by_list = models.BooleanField(_("by a list"), default=False)
    """Whether only named doors belong to it; households that come into the register do not enter then."""
    from_at = models.DateTimeField(pgettext_lazy("a time", "from"), default=now)
    until_at = models.DateTimeField(_("until"))
    tries = models.PositiveSmallIntegerField(
        _("visits at most"), default=3, validators=[Between(1, MOST_TRIES, says="screening.tries_wrong")]
    )
    opened_by = models.CharField(_("opened by"), max_length=80, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.CharField(_("closed by"), max_length=80, blank=True, editable=False)
    summary = models.JSONField(_("numbers at the close"), default=dict, editable=False)

    class Meta:
        verbose_name = _("screening round")
        indexes = [
            models.Index(fields=["area_path", "-from_at"], name="round_by_area"),
            models.Index(fields=["unit_path"], name="round_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="round_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def plans_until(self) -> datetime | None:
        """Until when visits are planned; None once it is closed."""
        return self.until_at if self.closed_at is None else None


class Door(models.Model):
    """A row of the denominator (分母): a household, or a workplace, and what came of it in this round."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="doors", verbose_name=_("screening round"), db_index=False
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="+", verbose_name=_("household"), db_index=False
    )
    place = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", verbose_name=_("workplace"), db_index=False
    )
    area_path = PathField(_("area"))
    unit_path = PathField(_("path of the responsible unit"))
    walk = models.CharField(_("order of walking"), max_length=60, editable=False)
    is_new = models.BooleanField(_("came in after the beginning"), default=False)
    added_at = models.DateTimeField(_("in the round since"), default=now)
    was_lived_in = models.BooleanField(_("lived in by the register"), default=True)
    state = models.CharField(_("state"), max_length=12, choices=STANDINGS, default=Standing.OPEN.value)
    is_lived_in = models.BooleanField(_("occupied"), default=True)
    tries = models.PositiveSmallIntegerField(_("visits"), default=0)
    worked_at = models.DateTimeField(_("first visit"), null=True)
    reached_at = models.DateTimeField(_("spoken to at"), null=True)
    last_at = models.DateTimeField(_("last visit"), null=True)
    next_at = models.DateTimeField(_("next visit planned"), null=True)
    is_disputed = models.BooleanField(_("two versions"), default=False)
    changed_at = models.DateTimeField(_("changed at"), default=now, editable=False)

    class Meta:
        verbose_name = _("door of a round")
        constraints = [
            models.UniqueConstraint(fields=["household", "round"], name="door_household_once"),
            models.UniqueConstraint(fields=["place", "round"], name="door_place_once"),
            models.CheckConstraint(
                condition=Q(household__isnull=True) | Q(place__isnull=True), name="door_is_one_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "area_path", "walk", "id"], name="door_in_walking_order"),
            models.Index(fields=["round", "state", "area_path", "walk", "id"], name="door_by_state"),
            models.Index(fields=["round", "next_at"], name="door_by_next_visit"),
            models.Index(fields=["round", "changed_at"], name="door_by_change"),
            models.Index(fields=["round"], name="door_disputed", condition=Q(is_disputed=True)),
        ]

    def __str__(self) -> str:
        return str(self.household or self.place or "")

    @property
    def about(self) -> UUID:
        """The household or the workplace behind it."""
        return self.household_id or self.place_id or self.pk


class DoorVisit(Act):
    """What came of one knock at a door of a round (入户记录)."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="+", verbose_name=_("screening round"), db_index=False
    )
    door = models.ForeignKey(Door, models.PROTECT, related_name="visits", verbose_name=_("door of a round"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=OUTCOMES)
    people_here = models.PositiveSmallIntegerField(
        _("how many live here now"), null=True, blank=True, validators=[Between(0, MOST_PEOPLE)]
    )
    arrived = models.PositiveSmallIntegerField(_("arrivals found"), default=0, editable=False)
    unwell = models.PositiveSmallIntegerField(_("unwell"), default=0, editable=False)
    in_need = models.PositiveSmallIntegerField(_("in need of help"), default=0, editable=False)
    found = EncryptedText(_("what was found"), longest=20_000, blank=True)
    """Who arrived, who is unwell, who needs help, and the answers to the round's questions, as `found.Found` writes them."""
    note = EncryptedText(_("note"), longest=300, blank=True)
    is_new_door = models.BooleanField(_("on no list before"), default=False, editable=False)
    corrects = models.UUIDField(_("instead of the record"), null=True, editable=False)

    class Meta:
        verbose_name = _("visit in a round")
        constraints = act_constraints("door_visit")
        indexes = [
            *act_indexes("door_visit"),
            models.Index(fields=["round", "happened_at"], name="door_visit_of_round"),
        ]

    def told(self) -> Found:
        """What was found, as it was told."""
        return Found.read(self.found)


class LetStand(models.Model):
    """Somebody looked at two versions of one day and let both stand (并存认定)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    door = models.ForeignKey(Door, models.PROTECT, related_name="let_stand", verbose_name=_("door of a round"))
    one = models.ForeignKey(DoorVisit, models.PROTECT, related_name="+", verbose_name=_("earlier version"))
    other = models.ForeignKey(DoorVisit, models.PROTECT, related_name="+", verbose_name=_("later version"))
    decided_at = models.DateTimeField(_("decided at"), default=now, editable=False)
    decided_by = models.CharField(_("decided by"), max_length=80, editable=False)

    class Meta:
        verbose_name = _("versions let stand")
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="let_stand_once")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class PartWalked(Act):
    """Somebody says that their part of a round is walked, with their own count (片区走访完毕)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="parts", verbose_name=_("screening round"))
    said_visited = models.PositiveIntegerField(_("doors visited"), validators=[Between(0, 100_000)])
    said_reached = models.PositiveIntegerField(
        _("doors where somebody was spoken to"), validators=[Between(0, 100_000)]
    )
    counted_visited = models.PositiveIntegerField(_("doors visited, as counted"), editable=False)
    counted_reached = models.PositiveIntegerField(_("doors reached, as counted"), editable=False)
    doors = models.PositiveIntegerField(_("doors of the part"), editable=False)
    note = EncryptedText(_("note"), longest=300, blank=True)

    class Meta:
        verbose_name = _("part of a round that is walked")
        constraints = act_constraints("part_walked")
        indexes = act_indexes("part_walked")

    @property
    def differs(self) -> bool:
        """Whether what was said is not what is counted: both are shown."""
        return (self.said_visited, self.said_reached) != (self.counted_visited, self.counted_reached)

    @property
    def place(self) -> str:
        return full_name(self.area_path)
