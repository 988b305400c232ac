from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.territory.rules import Level

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


class Area(models.Model):
    """A place in the tree (区域)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    path = PathField(_("path"), unique=True)
    level = models.CharField(_("level"), max_length=12, choices=LEVELS)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    """Finer than the level where it matters: street or town, community or village, building or villagers' group."""
    code = models.CharField(_("official code"), max_length=24, blank=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    geometry = models.JSONField(_("outline"), null=True, blank=True)
    """GeoJSON geometry in WGS 84, or empty."""
    responsible = models.CharField(_("responsible person or unit"), max_length=80, blank=True, editable=False)
    """The path of the responsible unit; the grid's people stand in `orgs`."""
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True, editable=False)
    successor_path = PathField(_("continues as"), blank=True, default="")
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("area")
        ordering = ["path"]
        indexes = [models.Index(fields=["code"], name="area_by_code"), models.Index(fields=["level", "path"], name="area_by_level")]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name
