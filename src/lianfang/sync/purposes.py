"""What a phone is for (用途), and so which doors it opens: the allow-list of a device.

A phone of a post carries and hands in what belongs to posts and nothing else; whoever finds it, or takes its token, reaches
no household with it. A module says in its ``sync.py`` for which phones its part is (`serves`); one that says nothing is for
the phones of grids.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import label_of, labels


class Purpose(StrEnum):
    """用途, the codes of a device's doors."""

    GRID = "grid"
    POST = "post"
    SAMPLING = "sampling"


PURPOSES = labels(
    Purpose,
    GRID=_("households: rounds, visits, health at home"),
    POST=_("a checkpoint: counting, stopping, the shift"),
    SAMPLING=_("a sampling table or a laboratory"),
)
EVERY = tuple(purpose.value for purpose in Purpose)
USUAL = frozenset({Purpose.GRID})

_served: Registry[frozenset[Purpose]] = Registry("purposes of a module")


def serves(module: str, *purposes: Purpose) -> None:
    """Say for which phones the collections and the kinds of record of a module are."""
    _served.add(module, frozenset(purposes))


def module_of(kind: str) -> str:
    """The module of a kind of record: ``checkpoints`` of ``checkpoints.stop``."""
    return kind.partition(".")[0]


def opens(doors: Collection[str], module: str) -> bool:
    """Whether a phone with these doors carries and hands in what belongs to a module."""
    return not (_served.get(module) or USUAL).isdisjoint(doors)


def checked(doors: Iterable[str]) -> list[str]:
    """The doors in their usual order, those that are none left out."""
    wanted = set(doors)
    return [purpose for purpose in EVERY if purpose in wanted]


def names_of(doors: Iterable[str]) -> list[str]:
    """What a phone is for, in words."""
    return [label_of(Purpose(each)) for each in checked(doors)]


def every_door() -> list[str]:
    return list(EVERY)
