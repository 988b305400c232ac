from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.arrivals.rules import OPEN, Origin, Relation, Result, Source, State
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.limits import NotBefore
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.measures.models import Measure
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.tasks.models import HandOver
from lianfang.tasks.models.visits import CHANNELS
from lianfang.tasks.rules import Channel
from lianfang.vault.fields import EncryptedText, KeyedIndex

SOURCES = labels(
    Source,
    SELF=_("reported themselves"),
    FAMILY=_("reported by somebody else"),
    CHECKPOINT=_("stopped at a checkpoint"),
    OUTSIDE=_("handed over from outside"),
    LIST=_("from a list"),
    WORKER=_("found by a worker"),
)
STATES = labels(
    State,
    REPORTED=_("reported, not verified"),
    EXPECTED=_("on their way here"),
    VERIFIED=_("verified"),
    SEEN=_("seen"),
    NOT_ARRIVED=_("not arrived"),
    CLOSED=_("finished"),
)
RESULTS = labels(
    Result,
    CONFIRMED=_("verified with the person"),
    ALREADY_KNOWN=_("already known"),
    WRONG_DATA=_("wrong data"),
    NOT_COMING=_("not coming, or not a resident"),
    OUT_OF_WINDOW=_("out of the window"),
    NOT_REACHED=_("could not be reached"),
)
ORIGINS = labels(
    Origin,
    HIGH=_("high-risk area"),
    MEDIUM=_("medium-risk area"),
    LOW=_("low-risk area"),
    NONE=_("no noted area"),
    UNKNOWN=_("not known yet"),
)
RELATIONS = labels(
    Relation, FAMILY=_("family"), NEIGHBOUR=_("neighbour"), EMPLOYER=_("employer or school"), OTHER=_("somebody else")
)


class Arrival(models.Model):
    """One person's coming (返乡报备): what was told of it until somebody verified it, and what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    source = models.CharField(_("source"), max_length=12, choices=SOURCES)
    state = models.CharField(_("state"), max_length=12, choices=STATES)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    """Empty until verified: what the public page takes is never compared with the register."""
    name = EncryptedText(_("name"), longest=60)
    id_number = EncryptedText(_("ID number"), longest=18, blank=True)
    phone = EncryptedText(_("phone"), longest=30, blank=True)
    address = EncryptedText(_("address"), longest=200, blank=True)
    whereabouts = EncryptedText(_("where they were"), longest=1200, blank=True)
    """Lines of place, from and until, as told."""
    id_key = KeyedIndex(source="id_number", kind="id")
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("responsible unit"))
    unit_path = PathField(_("path of the responsible unit"))
    origin = models.CharField(_("risk of the origin"), max_length=8, choices=ORIGINS, default=Origin.UNKNOWN.value)
    reported_at = models.DateTimeField(_("reported at"), default=now)
    expected_at = models.DateTimeField(_("expected at"))
    verify_by = models.DateTimeField(_("to be verified by"))
    verified_at = models.DateTimeField(_("verified at"), null=True)
    result = models.CharField(_("result"), max_length=16, choices=RESULTS, blank=True)
    seen_at = models.DateTimeField(_("seen at"), null=True)
    not_arrived_at = models.DateTimeField(_("not arrived at"), null=True)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, related_name="+", verbose_name=_("hand-over"))
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+", verbose_name=_("measure"))
    closed_at = models.DateTimeField(_("finished at"), null=True)
    closed_as = models.CharField(_("finished as"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("arrival")
        indexes = [
            models.Index(fields=["area_path", "state", "expected_at"], name="arrival_by_area"),
            models.Index(fields=["unit_path", "state", "expected_at"], name="arrival_by_unit"),
            models.Index(fields=["response", "id_key"], name="arrival_by_id_number"),
            models.Index(fields=["person"], name="arrival_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "person"], condition=Q(state__in=sorted(OPEN)), name="arrival_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN)) | Q(closed_at__isnull=False), name="arrival_closed_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Report(models.Model):
    """Somebody told of an arrival (报备); several of one person join one arrival."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="reports", verbose_name=_("arrival"))
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    at = models.DateTimeField(_("at"), default=now)
    source = models.CharField(_("source"), max_length=12, choices=SOURCES)
    relation = models.CharField(_("relation"), max_length=12, choices=RELATIONS, blank=True)
    reporter_name = EncryptedText(_("name of who reports"), longest=60, blank=True)
    reporter_phone = EncryptedText(_("phone of who reports"), longest=30, blank=True)
    whereabouts = EncryptedText(_("where they were"), longest=1200, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed with the person at"), null=True)

    class Meta:
        verbose_name = _("report of an arrival")

    def __str__(self) -> str:
        return f"{self.source} {self.at:%F %H:%M}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id


class Verification(Act):
    """A worker checked an arrival with the person, at the door or by phone (核实)."""

    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="verifications", verbose_name=_("arrival"))
    channel = models.CharField(_("how"), max_length=8, choices=CHANNELS, default=Channel.DOOR.value)
    result = models.CharField(_("result"), max_length=16, choices=RESULTS, default=Result.CONFIRMED.value)
    origin = models.CharField(_("risk of the origin"), max_length=8, choices=ORIGINS, default=Origin.UNKNOWN.value)
    source = models.CharField(_("source"), max_length=12, choices=SOURCES)
    whereabouts = EncryptedText(_("where they were"), longest=1200, blank=True)
    note = EncryptedText(_("note"), longest=300, blank=True)

    class Meta:
        verbose_name = _("verification of an arrival")
        constraints = act_constraints("verification")
        indexes = act_indexes("verification")


class Departure(Act):
    """Somebody leaves the district (离返报备), so that nobody waits or looks for them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    leaves_on = models.DateField(_("leaves on"))
    back_on = models.DateField(
        _("back on, if known"), null=True, blank=True, validators=[NotBefore("leaves_on", says="arrivals.left_first")]
    )
    goes_to = EncryptedText(_("goes to"), longest=120, blank=True)

    class Meta:
        verbose_name = _("departure")
        constraints = act_constraints("departure")
        indexes = act_indexes("departure")


class Attempt(models.Model):
    """How often one address used the public page in an hour; the address is a keyed digest that changes every day."""

    id = models.BigAutoField(primary_key=True)
    address_key = models.BinaryField(_("digest of the address"), max_length=16)
    hour = models.DateTimeField(_("hour"))
    count = models.PositiveSmallIntegerField(_("tries"), default=0)

    class Meta:
        verbose_name = _("use of the public page")
        constraints = [models.UniqueConstraint(fields=["address_key", "hour"], name="attempt_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%F %H} {self.count}"
