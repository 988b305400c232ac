from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.orgs.rules import UnitKind
from lianfang.vault.fields import EncryptedText

UNIT_KINDS = labels(
    UnitKind,
    COMMAND=_("command"),
    DEPARTMENT=_("department"),
    OFFICE=_("street or town office"),
    COMMUNITY=_("community or village committee"),
    POLICE=_("police"),
    HEALTH=_("health institution"),
    SCHOOL=_("school"),
    COMPANY=_("company"),
    TEAM=_("team"),
)


class Unit(models.Model):
    """An organisation, standing or founded for a response (组织、单位)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to"))
    path = PathField(_("path"), unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=UNIT_KINDS)
    code = models.CharField(_("code"), max_length=24, blank=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    area_path = PathField(_("area"), blank=True, default="")
    """What it is responsible for: the community for its committee, the district for a department."""
    duty_phone = models.CharField(_("duty phone"), max_length=20, blank=True)
    """A unit's number, published inside the command; not a person's."""
    stated_members = models.PositiveIntegerField(_("stated number of members"), null=True, blank=True)
    response_id = models.UUIDField(_("founded for the response"), null=True, blank=True, editable=False)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("unit")
        ordering = ["path"]
        indexes = [models.Index(fields=["area_path"], name="unit_by_area")]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Member(models.Model):
    """Somebody belongs to a unit for a post, a team or a duty, from one day to another (成员)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name=_("unit"))
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account"))
    name = EncryptedText(_("name"), longest=60)
    phone = EncryptedText(_("phone"), longest=20, blank=True)
    post = models.CharField(_("post"), max_length=40, blank=True)
    grid_path = PathField(_("grid"), blank=True, default="")
    """The grid for which this member is leader or worker (see ``post``)."""
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        indexes = [models.Index(fields=["grid_path"], name="member_of_grid")]

    def __str__(self) -> str:
        return f"{self.post} {self.unit_id}"


class OnDuty(models.Model):
    """Who answers for a unit now (在岗): set by hand until rosters come; the newest open row counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))
    phone = models.CharField(_("phone on duty"), max_length=20, blank=True)
    since = models.DateTimeField(_("since"), default=now)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty")
        indexes = [models.Index(fields=["unit", "until"], name="duty_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.since:%F %H:%M}"
