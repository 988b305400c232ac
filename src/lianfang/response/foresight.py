"""What a decision would bring about and what an ending waits for; the modules that know register it here.

`response` stands below the measures, tasks and records that a decision touches, so they answer a question it asks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Reason
from lianfang.response.models import Response


@dataclass(frozen=True)
class Consequence:
    """One thing that would follow, in a sentence, and the page that shows it."""

    says: Reason
    href: str = ""


OfEdition = Callable[[Response, str], Iterable[Consequence]]
"""What putting an edition (code) in force would change for what is running."""
Holding = Callable[[Response], Iterable[Consequence]]
"""What of a response is still open, so that its personal records cannot leave yet (暂缓销毁)."""

_of_editions: Registry[OfEdition] = Registry("foresight of editions")
_holding: Registry[Holding] = Registry("hold on the sunset")


def foresee(module: str, of_edition: OfEdition) -> None:
    _of_editions.add(module, of_edition)


def hold(module: str, holding: Holding) -> None:
    _holding.add(module, holding)


def consequences_of(response: Response, edition: str) -> list[Consequence]:
    """What would follow from putting this edition in force, before it is done."""
    return [each for foreseen in _of_editions.values() for each in foreseen(response, edition)]


def holds_of(response: Response) -> list[Consequence]:
    """What the sunset of a response waits for; empty: nothing."""
    return [each for holding in _holding.values() for each in holding(response)]
