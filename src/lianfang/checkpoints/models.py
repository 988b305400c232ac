from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.checkpoints.rules import (
    COLDEST,
    HOTTEST,
    MOST_IN_A_SHIFT,
    MOST_ON_BOARD,
    MOST_PEOPLE,
    MOST_VEHICLES,
    Conveyance,
    Decision,
    Direction,
    HelpKind,
    Kit,
    PostKind,
    Proof,
    Symptom,
)
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.limits import Between, ChoicesField, Spelling, SpeltAs, body_temperature
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField, labels
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.risk.rules import Visit
from lianfang.risk.visits import read_visits
from lianfang.vault.fields import EncryptedText, KeyedIndex

POST_KINDS = labels(PostKind, ROAD=_("road"), STATION=_("station"), GATE=_("gate"))
DIRECTIONS = labels(Direction, IN=_("in"), OUT=_("out"))
CONVEYANCES = labels(Conveyance, CAR=_("car or van"), BUS=_("bus"), TRAIN=_("train"), FOOT=_("on foot"))
DECISIONS = labels(
    Decision,
    PASS=_("let through"),
    HAND_OVER=_("hand over to the community"),
    TO_CLINIC=_("bring to the fever clinic"),
    TURN_BACK=_("turn back"),
)
SYMPTOMS = labels(
    Symptom,
    COUGH=_("cough"),
    SORE_THROAT=_("sore throat"),
    RUNNY_NOSE=_("runny nose"),
    FATIGUE=_("fatigue"),
    DIARRHOEA=_("diarrhoea"),
    LOSS_OF_SMELL=_("loss of smell or taste"),
    SHORT_BREATH=_("short breath"),
)
PROOFS = labels(
    Proof,
    NEGATIVE_TEST=_("negative test"),
    RELEASE_NOTICE=_("notice of release"),
    PASS=_("pass"),
)
HELP_KINDS = labels(
    HelpKind,
    MEDICAL=_("a doctor or an ambulance"),
    POLICE=_("the police"),
    EQUIPMENT=_("equipment or power"),
    RELIEF=_("relief for the crew"),
)
KITS = labels(
    Kit,
    THERMOMETERS=_("thermometers"),
    MASKS=_("masks"),
    SUITS=_("protective suits"),
    DISINFECTANT=_("disinfectant, bottles"),
    RADIOS=_("radios"),
    TENTS=_("tents"),
    HEATERS=_("heaters"),
    LIGHTS=_("lights"),
    GENERATORS=_("generators"),
)
IN_A_SHIFT = [Between(0, MOST_IN_A_SHIFT)]


class Post(models.Model):
    """A checkpoint (卡口), approved by a document, from one time until another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=POST_KINDS, default=PostKind.ROAD.value)
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    document = models.CharField(_("approving document"), max_length=80)
    from_at = models.DateTimeField(_("from"), default=now)
    until_at = models.DateTimeField(_("until"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("checkpoint")
        indexes = [
            models.Index(fields=["area_path"], name="post_by_area"),
            models.Index(fields=["unit_path"], name="post_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=models.F("from_at")), name="post_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def ends_at(self) -> datetime:
        return min(filter(None, [self.until_at, self.closed_at]))

    @property
    def is_open(self) -> bool:
        return self.from_at <= now() < self.ends_at


BODY = body_temperature(COLDEST, HOTTEST, says="checkpoints.impossible_temperature")


class Partner(models.Model):
    """A unit that mans a post together with the one in charge (联合值守); what is done there is counted once above them all."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, models.CASCADE, related_name="partners", verbose_name=_("checkpoint"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))

    class Meta:
        verbose_name = _("unit at a joint post")
        indexes = [models.Index(fields=["unit_path"], name="partner_by_unit")]
        constraints = [models.UniqueConstraint(fields=["post", "unit"], name="partner_once")]

    def __str__(self) -> str:
        return str(self.unit)


class Tally(Act):
    """Vehicles and people that simply passed (过往计数): numbers by direction and nothing else."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("checkpoint"))
    direction = models.CharField(_("direction"), max_length=3, choices=DIRECTIONS, default=Direction.IN.value)
    vehicles = models.PositiveSmallIntegerField(
        _("vehicles"), default=0, validators=[Between(0, MOST_VEHICLES, says="checkpoints.too_many")]
    )
    people = models.PositiveSmallIntegerField(
        _("people"), default=0, validators=[Between(0, MOST_PEOPLE, says="checkpoints.too_many")]
    )

    class Meta(Act.Meta):
        verbose_name = _("tally")
        constraints = act_constraints(
            "tally",
            models.CheckConstraint(condition=Q(vehicles__gt=0) | Q(people__gt=0), name="tally_counts_something"),
        )
        indexes = [*act_indexes("tally"), models.Index(fields=["post", "happened_at"], name="tally_of_post")]


class VehicleCheck(Act):
    """A vehicle or group that did not simply pass (车辆检查)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("checkpoint"))
    direction = models.CharField(_("direction"), max_length=3, choices=DIRECTIONS, default=Direction.IN.value)
    conveyance = models.CharField(_("came by"), max_length=6, choices=CONVEYANCES, default=Conveyance.CAR.value)
    plate = EncryptedText(
        _("number plate"),
        longest=12,
        blank=True,
        help_text=_("As read, for instance 辽F12345; a temporary plate begins with 临. Empty for somebody on foot."),
        validators=[SpeltAs(Spelling.PLATE, says="checkpoints.plate_wrong")],
    )
    plate_key = KeyedIndex(source="plate", kind="plate")
    plate_region = models.CharField(_("region of the plate"), max_length=2, blank=True, editable=False)
    line_number = models.CharField(_("train or bus number"), max_length=12, blank=True)
    occupants = models.PositiveSmallIntegerField(
        _("people on board"), default=1, validators=[Between(1, MOST_ON_BOARD, says="checkpoints.occupants_wrong")]
    )

    class Meta(Act.Meta):
        verbose_name = _("vehicle check")
        constraints = act_constraints(
            "vehicle_check",
            models.CheckConstraint(
                condition=Q(occupants__gte=1, occupants__lte=MOST_ON_BOARD), name="vehicle_check_occupants"
            ),
        )
        indexes = [
            *act_indexes("vehicle_check"),
            models.Index(fields=["post", "happened_at"], name="vehicle_check_of_post"),
        ]


class PersonCheck(Act):
    """What was found and decided about one traveller (人员查验). Who simply passes has no identity here."""

    vehicle = models.ForeignKey(VehicleCheck, models.PROTECT, related_name="people", verbose_name=_("vehicle check"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("checkpoint"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    first_reading = models.DecimalField(
        _("temperature, °C"), max_digits=3, decimal_places=1, null=True, blank=True, validators=BODY
    )
    second_reading = models.DecimalField(
        _("second reading, °C"), max_digits=3, decimal_places=1, null=True, blank=True, validators=BODY
    )
    symptoms = ChoicesField(_("symptoms"), of=SYMPTOMS)
    risk_level = models.CharField(_("risk level of the places visited"), max_length=8, blank=True)
    been_in = EncryptedText(_("where in the last days"), longest=2000, blank=True, validators=[SpeltAs(Spelling.STAYS)])
    """Stays as `risk.visits` writes them."""
    lives_here = models.BooleanField(_("lives in this district"), default=False)
    destination_path = PathField(_("goes to the community"), blank=True, default="")
    destination = EncryptedText(_("building and door"), longest=200, blank=True)
    proofs = ChoicesField(_("proofs seen"), of=PROOFS)
    proposed = models.CharField(_("proposed"), max_length=10, choices=DECISIONS)
    decision = models.CharField(_("disposition"), max_length=10, choices=DECISIONS)
    because = ReasonField(_("because"))
    overridden = models.BooleanField(_("otherwise than proposed"), default=False)
    overridden_because = EncryptedText(
        _("why not as proposed"),
        longest=200,
        blank=True,
        help_text=_("Only where you decide otherwise than proposed."),
    )
    told = models.CharField(
        _("which place is told"),
        max_length=80,
        blank=True,
        help_text=_("For somebody who is turned back: the community or street they come from or go to."),
    )
    """Where the receiving side was told: the unit's name, or the place a turned-back traveller comes from."""
    edition = models.CharField(_("edition"), max_length=40)
    proposed_on_phone = models.CharField(_("proposed on the phone"), max_length=10, choices=DECISIONS, blank=True)
    """By the edition and the risk areas that the phone held at that moment; "" where no phone proposed anything."""
    edition_on_phone = models.CharField(_("edition on the phone"), max_length=40, blank=True)

    class Meta(Act.Meta):
        verbose_name = _("person check")
        constraints = act_constraints("person_check")
        indexes = [
            *act_indexes("person_check"),
            models.Index(fields=["post", "happened_at"], name="person_check_of_post"),
        ]

    @property
    def visits(self) -> list[Visit]:
        """Where they said they had been."""
        return read_visits(self.been_in)


class CallForHelp(Act):
    """A post called for help (求助)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("checkpoint"))
    kind = models.CharField(_("which help"), max_length=10, choices=HELP_KINDS)
    note = EncryptedText(_("what happened"), longest=300, blank=True)

    class Meta(Act.Meta):
        verbose_name = _("call for help")
        constraints = act_constraints("call_for_help")
        indexes = act_indexes("call_for_help")


class Shift(Act):
    """A shift at a post, as its crew hands it over when it leaves (交接班); whoever recorded it signs it.

    What the posts counted in the shift is no column: late presses of a phone still belong to it (`selectors`).
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("checkpoint"))
    to_name = EncryptedText(_("handed over to"), longest=60, blank=True, help_text=_("Who takes over, by name."))
    stated_vehicles = models.PositiveIntegerField(
        _("vehicles, as the crew counted"), null=True, blank=True, validators=IN_A_SHIFT
    )
    stated_people = models.PositiveIntegerField(
        _("people, as the crew counted"), null=True, blank=True, validators=IN_A_SHIFT
    )
    stated_stopped = models.PositiveIntegerField(
        _("travellers stopped, as the crew counted"), null=True, blank=True, validators=IN_A_SHIFT
    )
    kit = models.JSONField(_("kit"), default=dict, blank=True)
    """How many of each `rules.Kit`; what was not counted is left out."""
    kit_note = EncryptedText(
        _("other kit, and what is missing or broken"),
        longest=300,
        blank=True,
    )
    open_matters = EncryptedText(
        _("open matters"),
        longest=1000,
        blank=True,
        help_text=_(
            "What the next crew must know or do. Open calls and travellers on their way stand there by themselves."
        ),
    )

    class Meta(Act.Meta):
        verbose_name = _("shift handed over")
        constraints = act_constraints("shift")
        indexes = [*act_indexes("shift"), models.Index(fields=["post", "happened_at"], name="shift_of_post")]


class ShiftTaken(Act):
    """The arriving crew has taken a shift over (接班签认). It may arrive before the shift itself, from another phone."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("checkpoint"))
    shift_id = models.UUIDField(_("which shift"))
    remark = EncryptedText(
        _("found otherwise"), longest=300, blank=True, help_text=_("What is not as it was handed over.")
    )

    class Meta(Act.Meta):
        verbose_name = _("shift taken over")
        constraints = act_constraints("shift_taken")
        indexes = [*act_indexes("shift_taken"), models.Index(fields=["shift_id"], name="taken_of_shift")]


class Pass(models.Model):
    """A vehicle that passes by right or first (通行证、优先车辆), for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", editable=False)
    area_path = PathField(_("area"))
    plate = EncryptedText(_("number plate"), longest=12)
    plate_key = KeyedIndex(source="plate", kind="plate")
    purpose = models.CharField(_("purpose"), max_length=60)
    has_priority = models.BooleanField(_("goes first"), default=False)
    document = models.CharField(_("document"), max_length=80)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("pass")
        indexes = [models.Index(fields=["plate_key"], name="pass_by_plate")]

    def __str__(self) -> str:
        return self.purpose

    @property
    def keyring_id(self) -> UUID:
        return self.response_id
