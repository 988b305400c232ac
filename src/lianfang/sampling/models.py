from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.limits import Between, ChoicesField
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.orgs.models import Unit
from lianfang.people.models import Household, Person
from lianfang.response.models import Response
from lianfang.sampling.rules import MOST_IN_A_TUBE, CheckItem, Exempt, Place, Pool, TubeState, Why
from lianfang.vault.fields import EncryptedText

PLACES = labels(
    Place,
    ISOLATION_SITE=_("isolation site"),
    KEY_GROUP=_("key group"),
    LOCKDOWN=_("locked-down zone"),
    CONTROL=_("controlled zone"),
    PRECAUTION=_("precaution zone"),
    ELSEWHERE=_("elsewhere"),
)
TUBE_STATES = labels(
    TubeState,
    OPEN=_("being filled"),
    CLOSED=_("tube closed"),
    PACKED=_("in a box"),
    RECEIVED=_("at the laboratory"),
    LOST=_("lost"),
)
WHYS = labels(
    Why,
    ROUND=_("everybody is sampled"),
    RESAMPLE_POSITIVE=_("resampled after a positive tube"),
    RESAMPLE_INVALID=_("resampled after an invalid tube"),
    RECHECK=_("re-check of a first positive"),
)
EXEMPTS = labels(
    Exempt,
    INFANT=_("infant"),
    BEDRIDDEN=_("cannot leave the bed: sampled at home"),
    MEDICAL=_("medical reason"),
    AWAY=_("is away"),
    SAMPLED_ELSEWHERE=_("was sampled elsewhere"),
    REFUSED=_("refuses"),
)
CHECK_ITEMS = labels(
    CheckItem,
    WAYS=_("separate ways in and out"),
    LANES=_("marks on the ground, one metre apart"),
    SHELTER=_("shelter from rain, sun and cold"),
    SIGNS=_("signs and a loudspeaker"),
    PROTECTION=_("protective clothing for everybody at the tables"),
    HANDS=_("hand disinfection"),
    TUBES=_("tubes and swabs in stock"),
    LABELS=_("labels or codes for the tubes"),
    COLD_BOX=_("cold box and transport agreed"),
    WASTE=_("bags and bins for medical waste"),
    POWER=_("power or charged phones"),
    NETWORK=_("network"),
    PAPER=_("paper lists for when the network is gone"),
    STAFF=_("trained samplers for every table"),
    CARE=_("a way for the old, the disabled and small children"),
)
MOST_WAITING = 10_000
MOST_COUNTED = 99


class Site(models.Model):
    """A place where people are sampled (采样点): so many tables, for these areas; opened only after its checks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    tables = models.PositiveSmallIntegerField(_("tables"), default=1)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("sampling site")
        indexes = [
            models.Index(fields=["area_path"], name="site_by_area"),
            models.Index(fields=["unit_path"], name="site_by_unit"),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class SiteCheck(Act):
    """What was found at a site before it opened (开点检查): every item of the list in order, or not."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="checks", verbose_name=_("sampling site"))
    wanting = ChoicesField(_("not in order"), of=CHECK_ITEMS, help_text=_("Leave empty where everything is in order."))
    note = EncryptedText(_("note"), longest=300, blank=True)

    class Meta(Act.Meta):
        verbose_name = _("check of a sampling site")
        constraints = act_constraints("site_check")
        indexes = [*act_indexes("site_check"), models.Index(fields=["site", "happened_at"], name="site_check_of_site")]

    @property
    def found(self) -> list[str]:
        """What is wanting, in words."""
        words = dict(CHECK_ITEMS)
        return [str(words.get(code, code)) for code in self.wanting]


class Session(models.Model):
    """One site at work for some hours (采样场次): whom it calls, how many share a tube, when it opened and closed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="sessions", verbose_name=_("sampling site"))
    name = models.CharField(_("name of the round"), max_length=60)
    """What all sessions of one round share: 第三轮全员核酸; who has not been sampled is asked by it."""
    area_path = PathField(_("area"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_path = PathField(_("path of the unit"))
    place = models.CharField(_("kind of place"), max_length=16, choices=PLACES, default=Place.ELSEWHERE.value)
    tube_size = models.PositiveSmallIntegerField(
        _("people per tube"), validators=[Between(1, MOST_IN_A_TUBE, says="sampling.size_wrong")]
    )
    household_tubes = models.BooleanField(_("one household, one tube"), default=False)
    size_because = EncryptedText(_("why otherwise than the edition"), longest=200, blank=True)
    own_labels = models.BooleanField(_("the tubes carry our labels"), default=False)
    tables = models.PositiveSmallIntegerField(_("tables"), default=1)
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    opened_by = models.CharField(_("opened by"), max_length=80, blank=True, editable=False)
    opened_despite = EncryptedText(_("why opened without a good check"), longest=200, blank=True)
    closed_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    closed_by = models.CharField(_("ended by"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("sampling session")
        indexes = [
            models.Index(fields=["area_path", "from_at"], name="session_by_area"),
            models.Index(fields=["unit_path", "from_at"], name="session_by_unit"),
            models.Index(fields=["response", "name"], name="session_of_round"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="session_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.name}"

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def is_open(self) -> bool:
        return self.was_open(now())

    def was_open(self, at: datetime) -> bool:
        """Whether people could be sampled at an instant."""
        return self.opened_at is not None and self.opened_at <= at and (self.closed_at is None or at < self.closed_at)

    @property
    def pool(self) -> Pool:
        return Pool(self.tube_size, self.household_tubes)


class Called(models.Model):
    """An area whose residents a session calls (叫采范围): a building, a grid, a community."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(Session, models.CASCADE, related_name="called", verbose_name=_("sampling session"))
    area_path = PathField(_("area"))

    class Meta:
        verbose_name = _("area called")
        constraints = [models.UniqueConstraint(fields=["session", "area_path"], name="called_once")]
        indexes = [models.Index(fields=["area_path"], name="called_by_area")]

    def __str__(self) -> str:
        return self.area_path


class Slot(models.Model):
    """When the people of a building come (分时段叫号)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="slots", verbose_name=_("sampling session"))
    area_path = PathField(_("area"))
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("slot of a building")
        constraints = [models.UniqueConstraint(fields=["session", "area_path"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.area_path} {self.from_at:%H:%M}"


class Tube(models.Model):
    """A tube with its code (采样管). Who is in it are its swabs; where it is says its state and its box."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="tubes", verbose_name=_("sampling session"))
    code = models.CharField(_("code of the tube"), max_length=30)
    """As it stands on the label, ours (`codes`) or the maker's; once in a response."""
    size = models.PositiveSmallIntegerField(_("people per tube"))
    of_household = models.BooleanField(_("one household, one tube"), default=False)
    why = models.CharField(_("why"), max_length=20, choices=WHYS, default=Why.ROUND.value)
    people = models.PositiveSmallIntegerField(_("people in it"), default=0)
    """Its swabs that count, kept in the transaction of each."""
    area_path = PathField(_("area"))
    unit_path = PathField(_("path of the unit"))
    state = models.CharField(_("state"), max_length=10, choices=TUBE_STATES, default=TubeState.OPEN.value)
    opened_at = models.DateTimeField(_("opened at"), default=now)
    closed_at = models.DateTimeField(_("when the tube was closed"), null=True, blank=True)
    closed_by = models.CharField(_("who closed the tube"), max_length=80, blank=True)
    counted = models.PositiveSmallIntegerField(_("people counted by hand"), null=True, blank=True)
    settled_at = models.DateTimeField(_("difference settled at"), null=True, blank=True)
    settled_by = models.CharField(_("difference settled by"), max_length=80, blank=True)
    settled_because = EncryptedText(_("how the difference came about"), longest=200, blank=True)

    class Meta:
        verbose_name = _("tube")
        indexes = [
            models.Index(fields=["session", "state"], name="tube_of_session"),
            models.Index(fields=["area_path", "opened_at"], name="tube_by_area"),
        ]
        constraints = [models.UniqueConstraint(fields=["response", "code"], name="tube_code_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def is_open(self) -> bool:
        return self.state == TubeState.OPEN

    @property
    def differs(self) -> bool:
        """Whether what was counted by hand is not what was recorded, and nobody has said why."""
        return self.counted is not None and self.counted != self.people and self.settled_at is None


class Swab(Act):
    """One person sampled into one tube (采样记录)."""

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="+", db_index=False, verbose_name=_("sampling session")
    )
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="swabs", db_index=False, verbose_name=_("tube"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("person")
    )
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("household"),
    )
    why = models.CharField(_("why"), max_length=20, choices=WHYS, default=Why.ROUND.value)

    class Meta(Act.Meta):
        verbose_name = _("sample")
        constraints = act_constraints(
            "swab",
            models.UniqueConstraint(fields=["tube", "person"], condition=Q(voided_at=None), name="swab_once_in_a_tube"),
        )
        indexes = [
            *act_indexes("swab"),
            models.Index(fields=["person", "happened_at"], name="swab_of_person"),
            models.Index(fields=["session", "person"], name="swab_of_session"),
        ]


class TubeClosing(Act):
    """A tube was closed at the table with so many people in it (封管); counted by hand, it is held against its swabs."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+", verbose_name=_("sampling session"))
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="closings", verbose_name=_("tube"))
    counted = models.PositiveSmallIntegerField(
        _("people counted"), validators=[Between(0, MOST_COUNTED, says="sampling.count_wrong")]
    )

    class Meta(Act.Meta):
        verbose_name = _("closing of a tube")
        constraints = act_constraints("tube_closing")
        indexes = act_indexes("tube_closing")


class Exemption(Act):
    """Somebody who is called need not come, with the reason (免采)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="exemptions", verbose_name=_("sampling session"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=20, choices=EXEMPTS)
    note = EncryptedText(_("note"), longest=200, blank=True)

    class Meta(Act.Meta):
        verbose_name = _("exemption from sampling")
        constraints = act_constraints("exemption")
        indexes = [*act_indexes("exemption"), models.Index(fields=["session", "person"], name="exemption_of_session")]


class QueueReport(Act):
    """How many people stand in line at a site (排队人数), for the public board."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="queues", verbose_name=_("sampling session"))
    waiting = models.PositiveSmallIntegerField(
        _("people in line"), validators=[Between(0, MOST_WAITING, says="sampling.queue_wrong")]
    )

    class Meta(Act.Meta):
        verbose_name = _("people in line")
        constraints = act_constraints("queue_report")
        indexes = act_indexes("queue_report")
