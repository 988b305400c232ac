"""Facts that travel upward inside the transaction that made them.

A lower module publishes, a higher one handles; a handler that fails takes the whole transaction with it, because a
positive sample whose case was not opened must not be recorded as if it had been.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import transaction

E = TypeVar("E")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_handlers_of_many: dict[type, list[Callable[[Sequence[Any]], None]]] = defaultdict(list)
_gathered: ContextVar[dict[type, list[object]] | None] = ContextVar("events of this block", default=None)


def handles(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorate a function of ``handlers.py`` with the event it answers."""

    def subscribe(handler: Callable[[E], None]) -> Callable[[E], None]:
        if handler not in _handlers[kind]:
            _handlers[kind].append(handler)
        return handler

    return subscribe


def handles_many(kind: type[E]) -> Callable[[Callable[[Sequence[E]], None]], Callable[[Sequence[E]], None]]:
    """The same for a function that answers many events of this kind with as few statements as one."""

    def subscribe(handler: Callable[[Sequence[E]], None]) -> Callable[[Sequence[E]], None]:
        if handler not in _handlers_of_many[kind]:
            _handlers_of_many[kind].append(handler)
        return handler

    return subscribe


def publish(event: object) -> None:
    """Tell everybody who handles this kind of event, now, in this transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was published outside a transaction")
    for handler in _handlers[type(event)]:
        handler(event)
    gathered = _gathered.get()
    if gathered is None:
        _tell_all(type(event), [event])
    else:
        gathered.setdefault(type(event), []).append(event)


@contextmanager
def together() -> Iterator[None]:
    """At the end of this block whoever handles many events of a kind is told all that were published in it, at once.

    Whoever handles one by one is told at once. No part of the block may be undone by itself.
    """
    if _gathered.get() is not None:
        yield
        return
    gathered: dict[type, list[object]] = {}
    before = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(before)
    for kind, events in gathered.items():
        _tell_all(kind, events)


def _tell_all(kind: type, events: Sequence[object]) -> None:
    for handler in _handlers_of_many[kind]:
        handler(events)
