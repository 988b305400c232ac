from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.paths import PathField

NO_RESPONSE = UUID(int=0)
"""Stands in the sums for rows that belong to no response."""
DAYS = tuple(f"d{number}" for number in range(1, 32))
"""The columns of a month."""


class Delta(models.Model):
    """A change to the daily sums, written with the act that caused it, waiting to be folded in (增量).

    Joint work has one row for each participant and one that takes back what they share above; only the first of them
    bears the area.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(_("day"))
    cell = PathField(_("figure and split"), max_length=120)
    response = models.UUIDField(_("response"), default=NO_RESPONSE)
    area_path = PathField(_("area"), null=True)  # type: ignore[misc]
    unit_path = PathField(_("unit"))
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("waiting change of a sum")
        indexes = [models.Index(fields=["cell", "day"], name="delta_by_cell")]

    def __str__(self) -> str:
        return f"{self.cell} {self.amount:+}"


class MonthSum(models.Model):
    """A month of daily sums of one figure or split at one place of a tree (日汇总); the columns are its days.

    Why a month is a row: docs/decisions/daily-sums-by-month.md.
    """

    id = models.BigAutoField(primary_key=True)
    tree = models.PositiveSmallIntegerField(_("tree"))
    depth = models.PositiveSmallIntegerField(_("depth"))
    cell = PathField(_("figure and split"), max_length=120)
    month = models.DateField(_("month"))
    place = PathField(_("place"))
    response = models.UUIDField(_("response"))

    class Meta:
        verbose_name = _("daily sums of a month")
        constraints = [
            models.UniqueConstraint(fields=["tree", "depth", "cell", "month", "place", "response"], name="sum_once")
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.month:%Y-%m} {self.place}"


for _day in DAYS:
    MonthSum.add_to_class(_day, models.BigIntegerField(default=0))
