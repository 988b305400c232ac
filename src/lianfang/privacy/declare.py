"""How modules say, beside their models, which fields are personal, how long rows are kept and how they end.

The classes of ending are those of `design.md`: erase; hand to the lawful keeper against a receipt, then erase; keep
without person; hold. A test reads every model of the program and fails on a field nobody named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from lianfang.kernel.registry import Registry


class Ending(StrEnum):
    """What happens to a row at the end of its time."""

    ERASE = "erase"
    HAND_OVER = "hand_over"
    KEEP_WITHOUT_PERSON = "keep_without_person"
    KEEP = "keep"


@dataclass(frozen=True)
class Retention:
    """What is promised about one table."""

    model: type[models.Model]
    personal: frozenset[str]
    not_personal: frozenset[str]
    ending: Ending
    days: int | None
    """Days after the row is closed; None: with the response's sunset (or never, where the ending is KEEP)."""
    counted_from: str
    """The field from which the days count; "" where there are none."""


declared: Registry[Retention] = Registry("retention of a table")


def keep(
    model: type[models.Model],
    *,
    personal: Sequence[str] = (),
    not_personal: Sequence[str] = (),
    then: Ending,
    days: int | None = None,
    counted_from: str = "",
) -> None:
    """Declare a table. Fields of an abstract parent may be named by the parent's module (`inherited`)."""
    extra = _inherited_by(model)
    declared.add(
        model._meta.label_lower,
        Retention(
            model,
            frozenset(personal) | extra[0],
            frozenset(not_personal) | extra[1],
            then,
            days,
            counted_from,
        ),
    )


_parents: dict[type[models.Model], tuple[frozenset[str], frozenset[str]]] = {}


def keep_inherited(
    parent: type[models.Model], *, personal: Sequence[str] = (), not_personal: Sequence[str] = ()
) -> None:
    """Name the fields of an abstract parent once, for all its children."""
    _parents[parent] = (frozenset(personal), frozenset(not_personal))


def _inherited_by(model: type[models.Model]) -> tuple[frozenset[str], frozenset[str]]:
    personal: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    for parent, (some, others) in _parents.items():
        if issubclass(model, parent):
            personal, plain = personal | some, plain | others
    return personal, plain
