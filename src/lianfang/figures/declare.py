"""How modules declare what may be counted, in their ``figures.py``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, DateTimeField, Model, Q

from lianfang.accounts.access import Action
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text


class Kind(StrEnum):
    """Whether a figure is counted over a period or as of an instant."""

    FLOW = "flow"
    STOCK = "stock"


class Measure(StrEnum):
    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"


class Privacy(StrEnum):
    """Who may see the number: anybody with suppression of small counts, the command's people, or only who may see the rows."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Rows:
    """Rows that a figure counts.

    ``when`` is the instant at which a row counts in a flow; in a stock a row counts from ``when`` until ``until``
    (empty: still; a date: to the end of that day). ``add`` is the column that is summed (without one each row adds 1),
    ``distinct`` the column whose different values are counted. Voided acts never count, unless the question is what was
    known before they were voided.

    ``where`` may follow relations forward only, and in an act it may name only columns that never change after
    recording: voiding takes back what recording added. A column the model lacks (``response``, ``joint``, ...) is
    passed over.
    """

    model: type[Model]
    when: str = "happened_at"
    until: str = ""
    where: Q = field(default_factory=Q)
    add: str = ""
    distinct: str = ""
    area: str = "area_path"
    unit: str = "unit_path"
    by: tuple[tuple[str, str], ...] = ()
    """Breakdown -> column of this model, where the names differ."""
    joint: str = "with_units"
    """Paths of the other units of joint work."""
    response: str = "response_id"
    known_from: str = "received_at"
    known_until: str = "voided_at"
    opens: str = ""
    """The url name of the page that a row opens: its own, or that of what it belongs to."""
    opens_by: str = "pk"
    """The column whose value that page takes, ``measure_id`` of a report about a measure."""

    def has(self, column: str) -> bool:
        """Whether the model has this column; of a path over relations only the first step is asked."""
        return _has_column(self.model, column)

    def is_day(self, column: str) -> bool:
        """Whether a column of the model holds calendar days rather than instants."""
        found = self.model._meta.get_field(column) if "__" not in column else None
        return isinstance(found, DateField) and not isinstance(found, DateTimeField)

    @property
    def are_acts(self) -> bool:
        """Whether the rows leave their deltas when recorded and take them back when voided."""
        return self.has("received_at") and self.has("voided_at")

    def column_of(self, breakdown: str) -> str:
        return dict(self.by).get(breakdown, breakdown)


@cache
def _has_column(model: type[Model], path: str) -> bool:
    try:
        model._meta.get_field(path.split("__")[0])
    except FieldDoesNotExist:
        return False
    return True


@dataclass(frozen=True)
class Breakdown:
    """A way to split a figure: by decision, by outcome, ..."""

    code: str
    name: Text
    labels: tuple[tuple[str, Text], ...] = ()
    summed: bool = False
    """Whether the daily sums are kept by it too; other breakdowns count rows."""
    named: Callable[[str], str] | None = None
    """Words a value that is an id, where the values are no closed list."""

    def label(self, value: str) -> str:
        known = dict(self.labels).get(value)
        if known is not None:
            return str(known)
        return self.named(value) if self.named is not None and value else value


@dataclass(frozen=True)
class Figure:
    """A number with one definition (指标)."""

    code: str
    name: Text
    means: Text
    rows: tuple[Rows, ...]
    action: Action
    """What a viewer must be allowed to do to open the rows behind it."""
    kind: Kind = Kind.FLOW
    measure: Measure = Measure.COUNT
    also: tuple[str, ...] = ()
    by: tuple[Breakdown, ...] = ()
    privacy: Privacy = Privacy.INTERNAL
    unit_of_number: Text = ""

    @property
    def is_summed(self) -> bool:
        """Whether daily sums are kept of it: a flow that adds up, of acts."""
        adds_up = self.kind is Kind.FLOW and self.measure is not Measure.DISTINCT
        return adds_up and all(rows.are_acts for rows in self.rows)

    def adds(self, rows: Rows) -> str:
        """The column that these rows are summed by; empty where each row counts 1."""
        return rows.add if self.measure is Measure.SUM else ""

    def breakdown(self, code: str) -> Breakdown | None:
        return next((breakdown for breakdown in self.by if breakdown.code == code), None)

    @property
    def summed_by(self) -> list[str]:
        return [breakdown.code for breakdown in self.by if breakdown.summed]


figures: Registry[Figure] = Registry("figure")


def declare(figure: Figure) -> Figure:
    return figures.add(figure.code, figure)
