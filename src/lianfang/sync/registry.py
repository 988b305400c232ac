"""What modules register: what a phone carries, and what it may hand in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Reason, Text
from lianfang.sync.purposes import module_of


@dataclass(frozen=True)
class Carried:
    """One thing on the phone: its key within the collection, what a page shows of it, and whom it tells about."""

    key: str
    data: dict[str, Any]
    persons: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Collection:
    """A part of the slice, such as the knocks of the day; ``rows`` gives what this actor's phone may hold now."""

    code: str
    rows: Callable[[Actor], Iterable[Carried]]
    name: Text = ""
    """The heading of the list it makes on the phone's first page; "" where it is no list."""
    order: int = 0
    joins: str = ""
    """The collection whose items these belong to: what has the same key is one line and one page on the phone."""
    of_kinds: bool = False
    """Its keys are kinds of record, each of which goes with its own module (the sheets)."""
    fleeting: bool = False
    """Counts that change all the time: sent with every answer, and no part of the state a phone holds. Never personal."""

    def module_of(self, key: str) -> str:
        """The module to which a thing of this collection belongs, and by which a phone may carry it or not."""
        return module_of(key) if self.of_kinds else self.rows.__module__.split(".")[1]


@dataclass(frozen=True)
class Handed:
    """A record as a phone hands it in. ``ahead`` is what the server measured the phone's clock to be ahead."""

    id: UUID
    kind: str
    about: UUID
    at: datetime
    values: dict[str, Any] = field(default_factory=dict)
    ahead: timedelta = timedelta(0)
    device: str = ""
    flag: Reason | None = None
    """Why it would have been refused had it been entered at a desk; it is taken and shown."""

    @property
    def happened_at(self) -> datetime:
        return self.at - self.ahead


Taker = Callable[[Actor, Handed], Reason | None]
"""Takes a record as its recorder was allowed to at the time, and says what is to be flagged of it; raises what its service
raises."""
TakeMany = Callable[[Actor, Sequence[Handed]], "list[Reason | LianfangError | None]"]
"""The same for many of one kind in one transaction: of each what is flagged, or why it was not taken. What it raises is about
all of them."""

T = TypeVar("T")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("what was read for this slice", default=None)

collections: Registry[Collection] = Registry("collection of the slice")
takers: Registry[Taker] = Registry("taker of records")
takers_of_many: Registry[TakeMany] = Registry("taker of many records")


def carry(  # noqa: PLR0913 - what a collection is, named at the call
    code: str,
    rows: Callable[[Actor], Iterable[Carried]],
    *,
    name: Text = "",
    order: int = 0,
    joins: str = "",
    of_kinds: bool = False,
    fleeting: bool = False,
) -> None:
    """Register a part of the slice. What stands in a list has ``title``, ``says``, ``sort``, ``about`` and ``records``.

    It may have a ``code`` by which it is scanned and a ``page`` of its own; ``tells`` says what a form of one record
    answers for another at the same door (docs/modules/sync.md).
    """
    collections.add(code, Collection(code, rows, name, order, joins, of_kinds, fleeting))


def once(read: Callable[[Actor], T]) -> Callable[[Actor], T]:
    """What several collections of a slice ask for is read once for it; whoever gets it leaves it as it is."""

    @wraps(read)
    def known(actor: Actor) -> T:
        found = _read.get()
        if found is None:
            return read(actor)
        key = read, actor
        if key not in found:
            found[key] = read(actor)
        return found[key]  # type: ignore[no-any-return]

    return known


@contextmanager
def one_slice() -> Iterator[None]:
    """Within this block a slice is put together."""
    before = _read.set({})
    try:
        yield
    finally:
        _read.reset(before)


def inbound(code: str, taker: Taker, many: TakeMany | None = None) -> None:
    """Register who takes the records whose kind begins with this code (``""``: all that nobody else takes)."""
    takers.add(code, taker)
    if many is not None:
        takers_of_many.add(code, many)


def taker_of(kind: str) -> Taker | None:
    return takers.get(kind) or takers.get("")


def taker_of_many(kind: str) -> TakeMany | None:
    return takers_of_many.get(kind if takers.get(kind) else "")
