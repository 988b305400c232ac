"""Kinds of record that any door may hand in by their sheet: the phone's outbox, a batch of the API, a table of rows.

A module registers its kinds in ``sync.py``. A record says which kind it is, its stamp, what it is about (a post, a
measure, an arrival by its id) and the answers; each is taken or refused by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.sheets import Sheet
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Reason, Text


class Take(Protocol):
    """The service behind a kind: raises NotFound, Refused, Invalid or Conflict as that service does."""

    def __call__(self, *, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act: ...


class Find(Protocol):
    """What a cell of a table means ("河东卡口" > the post); raises NotFound."""

    def __call__(self, *, actor: Actor, text: str) -> UUID: ...


@dataclass(frozen=True)
class RecordKind:
    """One kind of record: its sheet, what it is about, and the service that takes it."""

    sheet: Sheet
    about: Text
    take: Take
    find: Find | None = None
    """Where None, records of this kind come one by one: a table could not say what they are about."""
    freely: tuple[str, ...] = ()
    """Names of further values, each a mapping, that the service reads itself: answers to questions that differ by door."""

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The items in their one spelling, with what the service reads itself. Raises Invalid."""
        beside = {name: given.get(name) or {} for name in self.freely}
        if wrong := [name for name, value in beside.items() if not isinstance(value, Mapping)]:
            raise Invalid({name: Reason.of("kernel.not_a_list") for name in wrong})
        return self.sheet.read({name: value for name, value in given.items() if name not in self.freely}) | beside


kinds: Registry[RecordKind] = Registry("kind of record")


def record_kind(
    sheet: Sheet, *, about: Text, take: Take, find: Find | None = None, freely: tuple[str, ...] = ()
) -> RecordKind:
    return kinds.add(sheet.code, RecordKind(sheet, about, take, find, freely))


def kind_of(code: str) -> RecordKind:
    """Raises NotFound for a kind that nobody registered."""
    found = kinds.get(code)
    if found is None:
        raise NotFound("acts.no_such_kind", kind=code)
    return found


def take(*, actor: Actor, kind: str, stamp: Stamp, about: UUID, given: Mapping[str, Any]) -> Act:
    """Record what was handed in, by the same service as every other door.

    The same stamp with the same content returns the first record. Raises NotFound, Invalid (names the items), Refused
    or Conflict.
    """
    found = kind_of(kind)
    return found.take(actor=actor, stamp=stamp, about=about, values=found.read(given))
