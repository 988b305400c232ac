"""The kinds of tasks; modules register theirs from ``subjects.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lianfang.accounts.actors import Actor
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
    opened_by: Callable[[Actor, UUID], object] | None = None
    """How that page fetches the subject; raises NotFound for whoever it does not open to, who is then not led there."""


kinds: Registry[TaskKind] = Registry("kind of task")


def register(code: str, name: Text, **more: object) -> TaskKind:
    """Declare a kind, ``<module>.<what>``; see `TaskKind` for what more may be said."""
    kind = TaskKind(code, name, **more)  # type: ignore[arg-type]
    if kind.page and kind.opened_by is None:
        raise LookupError(f"task kind {code!r} has a page; say with opened_by to whom it opens")
    return kinds.add(code, kind)


def kind_of(code: str) -> TaskKind:
    """The kind; raises LookupError with what to do for one that nobody registered."""
    kind = kinds.get(code)
    if kind is None:
        raise LookupError(f"task kind {code!r} is not registered; call lianfang.tasks.kinds.register in subjects.py")
    return kind


def name_of_kind(code: str) -> str:
    kind = kinds.get(code)
    return str(kind.name) if kind else code
