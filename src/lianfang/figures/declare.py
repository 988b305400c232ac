"""How modules declare what may be counted, in their ``figures.py``."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Model, Q

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
    (empty: still). ``add`` is the column that is summed; ``distinct`` the column whose different values are counted.
    Voided acts (``voided_at``) never count, unless the question is what was known before they were voided.
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


@dataclass(frozen=True)
class Breakdown:
    """A way to split a figure: by decision, by outcome, ..."""

    code: str
    name: Text
    labels: tuple[tuple[str, Text], ...] = ()
    summed: bool = False
    """Whether the daily sums are kept by it too; other breakdowns count rows."""


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


figures: Registry[Figure] = Registry("figure")


def declare(figure: Figure) -> Figure:
    return figures.add(figure.code, figure)
