from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField, labels
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.tasks.models.tasks import Task
from lianfang.tasks.rules import MOVES_A_PERSON, Handing, Lateness, Side, What, lateness, side_in_charge
from lianfang.vault.fields import EncryptedText

HANDINGS = labels(
    Handing,
    SENT=_("sent"),
    ACCEPTED=_("accepted"),
    RETURNED=_("returned"),
    WITHDRAWN=_("withdrawn"),
    SEEN=_("seen"),
    NOT_ARRIVED=_("not arrived"),
)
KINDS = labels(
    What,
    ARRIVAL=_("traveller to be received"),
    TRANSFER=_("person under a measure moves"),
    CLINIC=_("person brought to a clinic"),
    NOTICE=_("notice of somebody turned back"),
    APPEAL=_("appeal against a measure"),
)


UNDER_WAY = Q(state=Handing.SENT.value) | Q(state=Handing.ACCEPTED.value, to_unit__isnull=False)
"""Hand-overs of which a person has at most one: what a side outside the district has accepted is out of our hands."""


class HandOver(models.Model):
    """A person, or a paper about a person, passes from one unit to another (交接单).

    A side outside the district has no unit but its name as text; what passes there is a letter and a file.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    task = models.OneToOneField(Task, models.PROTECT, related_name="hand_over", verbose_name=_("task"))
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("sender"))
    from_unit_path = PathField(_("path of the sender"), blank=True, default="")
    from_outside = models.CharField(_("sender outside the district"), max_length=80, blank=True)
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("receiver"))
    to_unit_path = PathField(_("path of the receiver"), blank=True, default="")
    to_outside = models.CharField(_("receiver outside the district"), max_length=80, blank=True)
    area_path = PathField(_("where to"), blank=True, default="")
    because = ReasonField(_("why"))
    note = EncryptedText(_("note"), longest=300, blank=True)
    sent_at = models.DateTimeField(_("handed over at"), default=now)
    sent_by = models.CharField(_("handed over by"), max_length=80)
    expected_at = models.DateTimeField(_("expected at"))
    accept_by = models.DateTimeField(_("to be accepted by"))
    see_by = models.DateTimeField(_("to be seen by"))
    state = models.CharField(_("state"), max_length=12, choices=HANDINGS, default=Handing.SENT.value)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    """Accepted, returned, withdrawn or seen, whichever came first."""
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_by = models.CharField(_("accepted by"), max_length=80, blank=True)
    accepted_phone = models.CharField(_("phone on duty"), max_length=30, blank=True)
    """The duty phone of whoever accepted, published between the two sides."""
    outside_contact = EncryptedText(_("who accepted outside the district"), longest=120, blank=True)
    refused_at = models.DateTimeField(_("returned or withdrawn at"), null=True)
    refused_because = ReasonField(_("returned or withdrawn because"), null=True)
    seen_at = models.DateTimeField(_("seen at"), null=True)
    seen_by = models.CharField(_("seen by"), max_length=80, blank=True)
    seen_act_kind = models.CharField(_("kind of the act of seeing"), max_length=40, blank=True)
    seen_act_id = models.UUIDField(_("act of seeing"), null=True)
    not_arrived_at = models.DateTimeField(_("not arrived at"), null=True)
    level = models.PositiveSmallIntegerField(_("steps of escalation"), default=0)
    is_red = models.BooleanField(_("nobody on duty"), default=False)

    class Meta:
        verbose_name = _("hand-over")
        indexes = [
            models.Index(fields=["to_unit_path", "state", "sent_at"], name="hand_over_by_receiver"),
            models.Index(fields=["from_unit_path", "state", "sent_at"], name="hand_over_by_sender"),
            models.Index(fields=["area_path", "state", "sent_at"], name="hand_over_by_area"),
            models.Index(fields=["person", "sent_at"], name="hand_over_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=UNDER_WAY & Q(kind__in=sorted(MOVES_A_PERSON)),
                name="hand_over_one_pending",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=UNDER_WAY & ~Q(kind__in=sorted(MOVES_A_PERSON)),
                name="hand_over_one_paper_pending",
            ),
            models.CheckConstraint(
                condition=Q(from_unit__isnull=True) ^ Q(from_outside=""), name="hand_over_one_sender"
            ),
            models.CheckConstraint(condition=Q(to_unit__isnull=True) ^ Q(to_outside=""), name="hand_over_one_receiver"),
            models.CheckConstraint(
                condition=Q(from_unit__isnull=False) | Q(to_unit__isnull=False), name="hand_over_one_side_here"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def is_pending(self) -> bool:
        return self.state == Handing.SENT or (self.state == Handing.ACCEPTED and self.to_unit_id is not None)

    @property
    def moves_a_person(self) -> bool:
        return self.kind in MOVES_A_PERSON

    @property
    def side_in_charge(self) -> Side:
        return side_in_charge(Handing(self.state))

    @property
    def sender(self) -> "Unit | str":
        return self.from_unit or self.from_outside

    @property
    def receiver(self) -> "Unit | str":
        return self.to_unit or self.to_outside

    @property
    def side_here(self) -> Unit:
        """The side that has the task: the receiver, or the sender where the receiver is outside the district."""
        side = self.to_unit or self.from_unit
        assert side is not None  # noqa: S101 - a constraint of the table
        return side

    @property
    def accept_lateness(self) -> Lateness:
        return lateness(self.accept_by, self.accepted_at or now()) if self.state == Handing.SENT else Lateness.IN_TIME

    @property
    def see_lateness(self) -> Lateness:
        waits = self.state in {Handing.ACCEPTED, Handing.NOT_ARRIVED}
        return lateness(self.see_by, now()) if waits else Lateness.IN_TIME


class Responsibility(models.Model):
    """Which unit answers for a person, from when until when (责任): one at a time (a constraint), without a gap (a test)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("responsible unit"))
    unit_path = PathField(_("path of the responsible unit"))
    area_path = PathField(_("area"))
    since = models.DateTimeField(_("since"), default=now)
    until = models.DateTimeField(_("until"), null=True)
    ended_because = models.CharField(_("how it ended"), max_length=40, blank=True)
    """handed_on, released or left_district"""

    class Meta:
        verbose_name = _("responsibility for a person")
        indexes = [
            models.Index(fields=["unit_path", "until"], name="responsibility_of_unit"),
            models.Index(fields=["person", "since"], name="responsibility_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="responsibility_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_path} {self.since:%F %H:%M}"
