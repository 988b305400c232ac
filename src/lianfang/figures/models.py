from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.paths import PathField


class Delta(models.Model):
    """A change to the daily sums, written with the act that caused it, waiting to be folded in (增量)."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(_("day"))
    figure = models.CharField(_("figure"), max_length=60)
    breakdown = models.CharField(_("breakdown"), max_length=60, blank=True)
    area_path = PathField(_("area"))
    unit_paths = models.JSONField(_("units"))
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("waiting change of a sum")

    def __str__(self) -> str:
        return f"{self.figure} {self.amount:+}"
