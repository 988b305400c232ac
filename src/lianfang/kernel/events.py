"""Facts that travel upward inside the transaction that made them.

A lower module publishes, a higher one handles; a handler that fails takes the whole transaction with it, because a
positive sample whose case was not opened must not be recorded as if it had been.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

E = TypeVar("E")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def handles(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorate a function of ``handlers.py`` with the event it answers."""

    def subscribe(handler: Callable[[E], None]) -> Callable[[E], None]:
        if handler not in _handlers[kind]:
            _handlers[kind].append(handler)
        return handler

    return subscribe


def publish(event: object) -> None:
    """Tell everybody who handles this kind of event, now, in this transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was published outside a transaction")
    for handler in _handlers[type(event)]:
        handler(event)
