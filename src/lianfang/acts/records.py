"""Kinds of record that any door may hand in by their sheet: the phone's outbox, a batch of the API, a table of rows.

A module registers its kinds in ``sync.py``. A record says which kind it is, its stamp, what it is about (a post, a
measure, an arrival by its id) and the answers; each is taken or refused by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.services import answer_again
from lianfang.acts.sheets import Sheet
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Reason, Text


class Take(Protocol):
    """The service behind a kind: raises NotFound, Refused, Invalid or Conflict as that service does."""

    def __call__(self, *, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act: ...


class Row(NamedTuple):
    """One record of many of its kind, its items in their one spelling."""

    stamp: Stamp
    about: UUID
    values: dict[str, Any]


class TakeMany(Protocol):
    """The same for many at once, in one transaction: what became of each, in their order, the act or why not."""

    def __call__(self, *, actor: Actor, rows: Sequence[Row]) -> list[Act | LianfangError]: ...


class Columns(Protocol):
    """The columns that a record of this content has, as they were given to `acts.services.record` the first time."""

    def __call__(self, earlier: Any, row: Row, /) -> Mapping[str, Any]: ...


class Kept(NamedTuple):
    """Where records of a kind stand, and by what the same content is known."""

    model: type[Act]
    columns: Columns


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
    take_many: TakeMany | None = None
    """Where None, records of this kind are taken one after the other."""
    kept: Kept | None = None
    """Given, those of a batch that are recorded already are answered by one query; else the service looks at each."""

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The items in their one spelling, with what the service reads itself. Raises Invalid."""
        beside = {name: given.get(name) or {} for name in self.freely}
        if wrong := [name for name, value in beside.items() if not isinstance(value, Mapping)]:
            raise Invalid({name: Reason.of("kernel.not_a_list") for name in wrong})
        return self.sheet.read({name: value for name, value in given.items() if name not in self.freely}) | beside


kinds: Registry[RecordKind] = Registry("kind of record")


def record_kind(  # noqa: PLR0913 - what a kind is, named at the call
    sheet: Sheet,
    *,
    about: Text,
    take: Take,
    find: Find | None = None,
    freely: tuple[str, ...] = (),
    take_many: TakeMany | None = None,
    kept: Kept | None = None,
) -> RecordKind:
    return kinds.add(sheet.code, RecordKind(sheet, about, take, find, freely, take_many, kept))


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


def take_many(
    *, actor: Actor, kind: str, given: Sequence[tuple[Stamp, UUID, Mapping[str, Any]]]
) -> list[Act | LianfangError]:
    """The same for many records of one kind: what became of each, in their order. Call it inside ``transaction.atomic``.

    No id comes twice. Whatever it raises is about all of them; then they are to be taken one by one.
    """
    found = kind_of(kind)
    read = [(stamp, about, _read(found, answers)) for stamp, about, answers in given]
    rows = [Row(stamp, about, values) for stamp, about, values in read if not isinstance(values, LianfangError)]
    known = _known(found, actor, rows)
    new = [row for row in rows if row.stamp.id not in known]
    taken = found.take_many(actor=actor, rows=new) if found.take_many and new else _one_by_one(found, actor, new)
    became = known | {row.stamp.id: each for row, each in zip(new, taken, strict=True)}
    return [values if isinstance(values, LianfangError) else became[stamp.id] for stamp, _about, values in read]


def _known(kind: RecordKind, actor: Actor, rows: Sequence[Row]) -> dict[UUID, Act | LianfangError]:
    """Those of these rows that are recorded: the first record, or Conflict where another content or recorder has the id."""
    if kind.kept is None:
        return {}
    earlier = kind.kept.model.objects.in_bulk([row.stamp.id for row in rows])
    return {
        row.stamp.id: _again(kind.kept, actor, earlier[row.stamp.id], row) for row in rows if row.stamp.id in earlier
    }


def _again(kept: Kept, actor: Actor, earlier: Act, row: Row) -> Act | LianfangError:
    try:
        return answer_again(earlier, actor=actor, stamp=row.stamp, **kept.columns(earlier, row))
    except LianfangError as refused:
        return refused


def _read(kind: RecordKind, given: Mapping[str, Any]) -> dict[str, Any] | LianfangError:
    try:
        return kind.read(given)
    except LianfangError as refused:
        return refused


def _one_by_one(kind: RecordKind, actor: Actor, rows: Sequence[Row]) -> Iterator[Act | LianfangError]:
    return (_one(kind, actor, row) for row in rows)


def _one(kind: RecordKind, actor: Actor, row: Row) -> Act | LianfangError:
    """Its savepoint ends before anybody is given the act: a generator that waits inside one undoes the last when it closes."""
    try:
        with transaction.atomic():
            return kind.take(actor=actor, stamp=row.stamp, about=row.about, values=row.values)
    except LianfangError as refused:
        return refused
