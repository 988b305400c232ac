from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.orgs.rules import GridPost, UnitKind
from lianfang.vault.fields import EncryptedText

UNIT_KINDS = labels(
    UnitKind,
    COMMAND=_("command"),
    DEPARTMENT=_("department"),
    OFFICE=_("street or town office"),
    COMMUNITY=_("community or village committee"),
    POLICE=_("police"),
    HEALTH=_("health institution"),
    LABORATORY=_("laboratory"),
    SCHOOL=_("school"),
    COMPANY=_("company"),
    TEAM=_("team"),
)

GRID_POSTS = labels(GridPost, LEADER=_("leader of the grid"), WORKER=_("grid worker"))


class Unit(models.Model):
    """An organisation, standing or founded for a response (组织、单位). One that has ended keeps its path and its history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    path = PathField(_("path"), unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=UNIT_KINDS)
    code = models.CharField(_("code"), max_length=24, blank=True)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    area_path = PathField(_("area"), blank=True, default="")
    """What it is responsible for: the community for its committee, the district for a department."""
    duty_phone = EncryptedText(_("duty phone"), longest=20, blank=True)
    """The number at which the unit is reached at every hour; in a village it is often somebody's own."""
    answers_always = models.BooleanField(_("somebody is on duty at every hour"), default=False)
    stated_members = models.PositiveIntegerField(_("stated number of members"), null=True, blank=True)
    response_id = models.UUIDField(_("founded for the response"), null=True, blank=True, editable=False)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    successor_path = PathField(_("continues as"), blank=True, default="")
    """Where the unit went, for the one that stays at a path it left."""
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("unit")
        ordering = ["path"]
        indexes = [models.Index(fields=["area_path"], name="unit_by_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code="") & Q(ended_on__isnull=True), name="unit_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def has_ended(self) -> bool:
        return self.ended_on is not None


class Member(models.Model):
    """Somebody belongs to a unit for a post, a team or a duty, from one day to another (成员). ``until_on`` is the last day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name=_("unit"))
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account"))
    name = EncryptedText(_("name"), longest=60)
    phone = EncryptedText(_("phone"), longest=20, blank=True)
    post = models.CharField(_("position in the unit"), max_length=40, blank=True)
    grid_path = PathField(_("grid"), blank=True, default="")
    """The grid, or the part of one, for which this member is leader or worker."""
    grid_post = models.CharField(_("role in the grid"), max_length=8, choices=GRID_POSTS, blank=True)
    from_on = models.DateField(pgettext_lazy("a day", "from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        indexes = [
            models.Index(fields=["grid_path"], name="member_of_grid"),
            models.Index(fields=["user", "until_on"], name="memberships_of_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="member_until_after_from",
            ),
            models.CheckConstraint(condition=Q(grid_path="") | ~Q(grid_post=""), name="member_of_grid_has_post"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.unit_id}"


class Charge(models.Model):
    """A unit, or a member of one, answers for a place (点位分包、联片包户), from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(_("place it answers for"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="charges", verbose_name=_("unit"))
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="charges", verbose_name=_("member")
    )
    from_on = models.DateField(pgettext_lazy("a day", "from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("responsibility for a place")
        indexes = [models.Index(fields=["area_path", "until_on"], name="charge_of_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="charge_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_path} {self.unit_id}"


class OnDuty(models.Model):
    """Who answers for a unit now (在岗): set by hand until rosters come; the newest open row counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", verbose_name=_("unit"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))
    phone = EncryptedText(_("phone on duty"), longest=20, blank=True)
    since = models.DateTimeField(_("since"), default=now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    set_by = models.CharField(_("set by"), max_length=80, editable=False)

    class Meta:
        verbose_name = _("duty")
        indexes = [
            models.Index(fields=["unit", "until"], name="duty_of_unit"),
            models.Index(fields=["user", "until"], name="duty_of_user"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(until__isnull=True), name="on_duty_for_one_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.since:%F %H:%M}"
