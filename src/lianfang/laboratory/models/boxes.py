from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.limits import Between
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.laboratory.rules import BoxState, Place, Side, holder
from lianfang.orgs.models import Unit
from lianfang.response.models import Response
from lianfang.sampling.models import Session, Tube
from lianfang.sampling.rules import TubeState
from lianfang.vault.fields import EncryptedText

BOX_STATES = labels(
    BoxState,
    PACKING=_("being packed"),
    SEALED=_("sealed"),
    UNDER_WAY=_("on its way"),
    RECEIVED=_("received"),
)
SIDES = labels(Side, SITE=_("site"), COURIER=_("courier"), LABORATORY=_("laboratory"))
PLACES = labels(
    Place,
    INSIDE=_("inside the box"),
    TAKEN_OUT=_("taken out again"),
    ARRIVED=_("at the laboratory"),
    MISSING=pgettext_lazy("of a tube", "missing"),
    LOST=_("lost"),
)
COLDEST, WARMEST = Decimal(-90), Decimal(45)
"""What a thermometer in a box with dry ice or in the sun may read, in degrees Celsius."""


def box_temperature() -> "models.DecimalField[Decimal | None, Decimal | None]":
    """A reading in a box, °C."""
    limits = [Between(COLDEST, WARMEST)]
    return models.DecimalField(
        _("temperature in the box, °C"), max_digits=4, decimal_places=1, null=True, blank=True, validators=limits
    )


class Box(models.Model):
    """A box of closed tubes of one session on its way to a laboratory (转运箱); its hand-overs say who has it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="+", verbose_name=_("sampling session"))
    code = models.CharField(_("code of the box"), max_length=12, unique=True)
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("packed by"))
    unit_path = PathField(_("path of the unit that packs"))
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("laboratory")
    )
    to_unit_path = PathField(_("path of the laboratory"), blank=True)
    to_name = models.CharField(_("laboratory outside the district"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=BOX_STATES, default=BoxState.PACKING.value)
    tubes = models.PositiveSmallIntegerField(_("tubes"), default=0)
    """How many it held when it was sealed."""
    opened_at = models.DateTimeField(_("packing began at"), default=now)
    opened_by = models.CharField(_("packing begun by"), max_length=80)
    sealed_at = models.DateTimeField(_("sealed at"), null=True)
    sealed_by = models.CharField(_("sealed by"), max_length=80, blank=True)
    temperature = box_temperature()
    handed_at = models.DateTimeField(_("with the courier since"), null=True)
    due_at = models.DateTimeField(_("due at the laboratory"), null=True)
    received_at = models.DateTimeField(_("received at"), null=True)
    results_due_at = models.DateTimeField(_("results due by"), null=True)

    class Meta:
        verbose_name = _("box of tubes")
        indexes = [
            models.Index(fields=["area_path", "state", "due_at"], name="box_by_area"),
            models.Index(fields=["unit_path", "state", "due_at"], name="box_by_unit"),
            models.Index(fields=["to_unit_path", "state", "due_at"], name="box_by_laboratory"),
            models.Index(fields=["session", "state"], name="box_of_session"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BoxState.PACKING.value) | Q(sealed_at__isnull=False), name="box_sealed_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[BoxState.PACKING.value, BoxState.SEALED.value])
                | Q(handed_at__isnull=False, due_at__isnull=False),
                name="box_handed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=BoxState.RECEIVED.value) | Q(received_at__isnull=False),
                name="box_received_has_a_time",
            ),
            models.CheckConstraint(condition=Q(to_unit__isnull=False) | ~Q(to_name=""), name="box_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def laboratory(self) -> str:
        """Where it goes, by name."""
        return str(self.to_unit) if self.to_unit else self.to_name

    @property
    def is_outside(self) -> bool:
        """Whether its laboratory is a name and a paper: the side here keeps the book for both."""
        return self.to_unit_id is None

    @property
    def is_late(self) -> bool:
        return self.state == BoxState.UNDER_WAY and self.due_at is not None and self.due_at <= now()


class Packed(models.Model):
    """A tube in a box (装箱), and what became of it there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    box = models.ForeignKey(Box, models.PROTECT, related_name="contents", verbose_name=_("box of tubes"))
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="+", verbose_name=_("tube"))
    area_path = PathField(_("area"))
    unit_path = PathField(_("path of the unit that packs"))
    to_unit_path = PathField(_("path of the laboratory"), blank=True)
    place = models.CharField(_("what became of it"), max_length=10, choices=PLACES, default=Place.INSIDE.value)
    at = models.DateTimeField(_("packed at"), default=now)
    by = models.CharField(_("packed by whom"), max_length=80)
    arrived_at = models.DateTimeField(_("arrived at"), null=True)
    result_at = models.DateTimeField(_("result since"), null=True)
    """From when on a result stood; empty while none does."""

    class Meta:
        verbose_name = _("tube in a box")
        indexes = [
            models.Index(fields=["tube"], name="packed_tube"),
            models.Index(fields=["box", "place"], name="packed_in_box"),
            models.Index(fields=["area_path", "arrived_at"], name="packed_by_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tube"], condition=~Q(place=Place.TAKEN_OUT.value), name="packed_in_one_box"
            ),
            models.CheckConstraint(
                condition=~Q(place=Place.ARRIVED.value) | Q(arrived_at__isnull=False), name="packed_arrived_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} {self.tube_id}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def in_charge(self) -> Side:
        return holder(TubeState(self.tube.state), Place(self.place), BoxState(self.box.state))


class Leg(models.Model):
    """One hand-over of a box (样本交接): from whom to whom, by when, and who took it with how many tubes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    box = models.ForeignKey(Box, models.PROTECT, related_name="legs", verbose_name=_("box of tubes"))
    number = models.PositiveSmallIntegerField(_("which hand-over"))
    from_side = models.CharField(_("handed over by"), max_length=10, choices=SIDES)
    to_side = models.CharField(_("taken over by"), max_length=10, choices=SIDES)
    opened_at = models.DateTimeField(_("waits since"), default=now)
    due_at = models.DateTimeField(_("to be done by"))
    done_at = models.DateTimeField(_("handed over at"), null=True)
    done_by = models.CharField(_("recorded by"), max_length=80, blank=True)
    carrier = EncryptedText(_("vehicle and driver"), longest=120, blank=True)
    counted = models.PositiveSmallIntegerField(_("tubes counted"), null=True)
    temperature = box_temperature()
    missing = models.PositiveSmallIntegerField(pgettext_lazy("of a tube", "missing"), default=0)
    extra = models.PositiveSmallIntegerField(_("too many"), default=0)
    unknown = EncryptedText(_("codes of no known tube"), longest=2000, blank=True)
    """Read at the laboratory and known here to nobody, one to a line."""
    note = EncryptedText(_("note"), longest=200, blank=True)

    class Meta:
        verbose_name = _("hand-over of a box")
        constraints = [
            models.UniqueConstraint(fields=["box", "number"], name="leg_once"),
            models.UniqueConstraint(fields=["box"], condition=Q(done_at=None), name="leg_pending_once"),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} {self.number}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def lateness_at(self) -> datetime:
        """When it was done, or now: held against its due time."""
        return self.done_at or now()

    @property
    def was_late(self) -> bool:
        return self.lateness_at > self.due_at
