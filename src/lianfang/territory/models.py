from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.territory.rules import DIVISIONS, Happening, Kind, Level

LEVELS = labels(
    Level,
    PROVINCE=_("province"),
    CITY=_("city"),
    DISTRICT=_("district"),
    STREET=_("street or town"),
    COMMUNITY=_("community or village"),
    COMPOUND=_("compound"),
    GRID=_("grid"),
    BUILDING=_("building or villagers' group"),
    ENTRANCE=_("entrance"),
)

KINDS = labels(
    Kind,
    STREET=_("street"),
    TOWN=_("town"),
    COMMUNITY=_("community"),
    VILLAGE=_("village"),
    COMPOUND=_("residential compound"),
    WORK_AREA=_("work area"),
    WORKPLACE=_("workplace"),
    SCHOOL=_("school"),
    INSTITUTION=_("institution"),
    BUILDING=_("building"),
    VILLAGERS_GROUP=_("villagers' group"),
)

HAPPENINGS = labels(
    Happening,
    RENAMED=_("renamed"),
    RECODED=_("given another code"),
    OUTLINED=_("given another outline"),
    MOVED=_("moved"),
    MERGED=_("merged into another"),
    TOOK_IN=_("took in another"),
    RETIRED=_("retired"),
)

IN_USE = Q(retired_at__isnull=True)


class Area(models.Model):
    """A place in the tree (区域). A retired one keeps its path, and the records under it, and names its successor."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    path = PathField(_("path"), unique=True)
    level = models.CharField(_("level"), max_length=12, choices=LEVELS)
    kind = models.CharField(_("kind"), max_length=20, blank=True, choices=KINDS)
    """Finer than the level where it matters: street or town, community or village, building or villagers' group."""
    code = models.CharField(_("official code"), max_length=24, blank=True)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    geometry = models.JSONField(_("outline"), null=True, blank=True)
    """GeoJSON geometry in WGS 84, or empty."""
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True, editable=False)
    successor_path = PathField(_("continues as"), blank=True, default="")
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("area")
        ordering = ["path"]
        indexes = [
            models.Index(fields=["code"], name="area_by_code"),
            models.Index(fields=["level", "path"], name="area_by_level"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=IN_USE & ~Q(code="") & Q(level__in=[level.value for level in DIVISIONS]),
                name="area_official_code_once",
            ),
            models.UniqueConstraint(
                fields=["parent", "code"],
                condition=IN_USE & ~Q(code="") & ~Q(level__in=[level.value for level in DIVISIONS]),
                name="area_own_code_once_below",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name or self.code

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class Change(models.Model):
    """What happened to an area: renamed, moved, merged, retired (区域变更), with the paper it rests on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="changes", verbose_name=_("area"))
    at = models.DateTimeField(_("at"), default=now, editable=False)
    what = models.CharField(_("kind of change"), max_length=16, choices=HAPPENINGS)
    before = models.CharField(_("before"), max_length=200, blank=True)
    after = models.CharField(_("after"), max_length=200, blank=True)
    document = models.CharField(_("document"), max_length=120, blank=True)
    by = models.CharField(_("who"), max_length=80, editable=False)

    class Meta:
        verbose_name = _("change of an area")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["area", "at"], name="change_of_area")]

    def __str__(self) -> str:
        return f"{self.what} {self.area_id}"
