"""What a move, a merger or a retirement would do, before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianfang.kernel.wording import Reason, Text
from lianfang.territory.models import Area
from lianfang.territory.movers import Shift, movers
from lianfang.territory.tree.shifting import subtree


@dataclass(frozen=True)
class Following:
    """How many things of a kind follow to the new path."""

    label: Text
    count: int


@dataclass(frozen=True)
class Preview:
    """What happens: how many areas get another path, what follows them, what stands in the way."""

    area: Area
    target: Area | None
    areas: int
    following: Sequence[Following]
    notes: Sequence[Reason] = field(default_factory=tuple)
    blocked: Reason | None = None


def following(shifts: Sequence[Shift]) -> list[Following]:
    """What stands under some paths, kind by kind, without kinds of which there is nothing."""
    counted = [Following(mover.label, mover.count(shifts)) for mover in movers.values()]
    return [each for each in counted if each.count]


def look_ahead(
    area: Area, target: Area | None, *, notes: Sequence[Reason] = (), blocked: Reason | None = None
) -> Preview:
    """The preview for an area that goes with everything below it."""
    return Preview(area, target, subtree(area).count(), following([Shift(area.path, "")]), tuple(notes), blocked)
