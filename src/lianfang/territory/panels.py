"""What higher modules show on an area's page, and how many of what they keep there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text
from lianfang.territory.models import Area


@dataclass(frozen=True)
class Panel:
    """A section of the page; ``context`` gives what its template needs, or None where it has nothing to say."""

    template: str
    context: Callable[[Actor, Area], dict[str, Any] | None]


@dataclass(frozen=True)
class Counter:
    """Something counted by area, such as households; ``count`` answers for each path with everything below it."""

    label: Text
    count: Callable[[Sequence[str]], Mapping[str, int]]


panels: Registry[Panel] = Registry("panel of an area")
counters: Registry[Counter] = Registry("counter of an area")


def counted(paths: Sequence[str]) -> list[tuple[Text, Mapping[str, int]]]:
    """Every counter's answer for these paths."""
    return [(counter.label, counter.count(paths)) for counter in counters.values()]
