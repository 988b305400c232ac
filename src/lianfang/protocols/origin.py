"""Where a value comes from: a source that says it, or an assumption made because none does."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Origin:
    """`text` names the source (with the rule's id where there is one) or says why the value was assumed."""

    kind: Literal["source", "assumption"]
    text: str
    note: str = ""


@dataclass(frozen=True)
class Assumption:
    """A value no source states: `path` as in the file, `value` as read, `why` it was chosen."""

    path: str
    value: object
    why: str


@dataclass(frozen=True)
class Entry:
    """One value of an edition with its origin."""

    value: object
    origin: Origin
