"""The kinds of tasks; modules register theirs from ``subjects.py``."""

from dataclasses import dataclass
from enum import StrEnum

from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text


class Purpose(StrEnum):
    """What an answer is wanted for (目的); it may serve another purpose only where the question says so."""

    CONTROL = "control"
    CARE = "care"
    SERVICE = "service"


@dataclass(frozen=True)
class TaskKind:
    """What sort of task this is, and how it is worked."""

    code: str
    name: Text
    purpose: Purpose = Purpose.CONTROL
    knock: bool = True
    """Whether it is answered at the door or by phone, and so belongs into one visit with the household's others."""
    page: str = ""
    """Name of the url on which it is answered, with the task's subject id as argument; empty: the visit form."""


kinds: Registry[TaskKind] = Registry("kind of task")


def register(code: str, name: Text, **more: object) -> TaskKind:
    """Declare a kind, ``<module>.<what>``; see `TaskKind` for what more may be said."""
    return kinds.add(code, TaskKind(code, name, **more))  # type: ignore[arg-type]


def kind_of(code: str) -> TaskKind:
    """The kind; raises LookupError with what to do for one that nobody registered."""
    kind = kinds.get(code)
    if kind is None:
        raise LookupError(f"task kind {code!r} is not registered; call lianfang.tasks.kinds.register in subjects.py")
    return kind


def name_of_kind(code: str) -> str:
    kind = kinds.get(code)
    return str(kind.name) if kind else code
