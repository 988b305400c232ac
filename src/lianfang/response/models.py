from uuid import UUID

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField


class Response(models.Model):
    """A response in an area, from its activation to its sunset (应急响应)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    area_path = PathField(_("area"), blank=True, default="")
    started_at = models.DateTimeField(_("active since"), default=now)
    review_on = models.DateField(_("to be reviewed on"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    sunset_at = models.DateTimeField(_("sunset at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("response")

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def keyring_id(self) -> UUID:
        return self.id


class Decree(models.Model):
    """A decision about a response (响应决定): its level and edition from an instant on, by whom and on what paper.

    The one with the latest ``from_at`` that has come is in force; older ones are its history.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="decrees", verbose_name=_("response"))
    from_at = models.DateTimeField(_("in force from"), default=now)
    level = models.PositiveSmallIntegerField(_("level"))
    """1 (gravest) to 4."""
    edition = models.CharField(_("protocol edition"), max_length=40)
    authority = models.CharField(_("authority"), max_length=80)
    document = models.CharField(_("document"), max_length=80)
    stricter_because = models.CharField(_("ground for going further than the edition"), max_length=200, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, editable=False)
    decided_at = models.DateTimeField(_("decided at"), default=now, editable=False)

    class Meta:
        verbose_name = _("decision on the response")
        ordering = ["from_at", "decided_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="decree_level_1_to_4")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.level}"
