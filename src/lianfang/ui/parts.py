"""What the components show: plain values that any module can make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lianfang.kernel.wording import Text


@dataclass(frozen=True)
class Entry:
    """One act in a timeline; newest first is the usual order."""

    at: datetime
    text: Text
    who: Text = ""
    unit: Text = ""
    note: Text = ""
    href: str = ""
    tone: str = ""
    is_voided: bool = False


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    label: Text
    href: str


@dataclass(frozen=True)
class Chip:
    """A short line in the page's head: the response, or the unit and whether one is on duty."""

    text: Text
    href: str = ""
    tone: str = ""


Steps = Sequence["Link | str"]
