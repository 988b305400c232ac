"""What follows an area to its new path: every table of a higher module that says where something stands now.

A module says in its ``movers.py`` which of its columns go along (`goes_along`) and which say where something was and
stay (`stays`); a test asks for the columns of which neither is said. Acts keep the path at which they happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import Grant
from lianfang.figures.models import Delta, MonthSum
from lianfang.kernel.clock import now
from lianfang.kernel.paths import under
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text
from lianfang.privacy.models import Export
from lianfang.territory.models import Area


@dataclass(frozen=True)
class Shift:
    """A path that becomes another, with everything below it; ``alone`` means the path itself and nothing below."""

    old: str
    new: str
    alone: bool = False

    def reaches(self, field: str) -> Q:
        return Q(**{field: self.old}) if self.alone else under(field, self.old)


@dataclass(frozen=True)
class Mover:
    """One kind of thing that stands at areas: its name, how many stand under some paths, and how it goes along."""

    label: Text
    count: Callable[[Sequence[Shift]], int]
    move: Callable[[Shift], int]
    column: tuple[str, str] = ("", "")
    """The table and the column it moves, so that a test can ask for the columns nobody moves."""


movers: Registry[Mover] = Registry("mover")


staying: set[tuple[str, str]] = set()
"""Tables and columns that keep their paths."""


def goes_along(model: type[models.Model], field: str, *, while_open: Callable[[], Q] = Q) -> None:
    """The paths in this column of an area's tree follow the area: all of them, or those of rows that are still open."""
    code = f"{model._meta.label_lower}.{field}"
    movers.add(code, path_column(model, field, label=model._meta.verbose_name or "", keeps=while_open))


def stays(model: type[models.Model], *fields: str) -> None:
    """These columns say where something was, or for which unit, when it happened."""
    staying.update((model._meta.label_lower, field) for field in fields)


def path_column(
    model: type[models.Model], field: str, *, label: Text, counted: Callable[[], Q] = Q, keeps: Callable[[], Q] = Q
) -> Mover:
    """The mover of a column that holds a path. ``counted`` narrows what a preview names (grants that still hold),
    ``keeps`` what is moved at all.
    """

    def count(shifts: Sequence[Shift]) -> int:
        reached = Q(pk__in=[])
        for shift in shifts:
            reached |= shift.reaches(field)
        return model._default_manager.filter(reached, keeps(), counted()).count()

    def move(shift: Shift) -> int:
        path = Concat(Value(shift.new), Substr(F(field), len(shift.old) + 1))
        return model._default_manager.filter(shift.reaches(field), keeps()).update(**{field: path})

    return Mover(label, count, move, (model._meta.label_lower, field))


def holding_grants() -> Q:
    return Q(ends_at=None) | Q(ends_at__gt=now())


stays(Area, "path", "successor_path")  # the tree's own, moved with it
stays(Delta, "cell", "area_path", "unit_path")
stays(MonthSum, "cell", "place")
stays(Export, "area_path")
movers.add("accounts.grant", path_column(Grant, "area_path", label=_("grants"), counted=holding_grants))
