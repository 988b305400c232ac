"""What higher modules show on a person's and on a household's page: measures, tasks, reports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.kernel.registry import Registry
from lianfang.people.models import Household, Person


@dataclass(frozen=True)
class Panel:
    """A section of a page; ``context`` gives what its template needs, or None where it has nothing to say to this actor."""

    template: str
    context: Callable[[Actor, Any], dict[str, Any] | None]


of_person: Registry[Panel] = Registry("panel of a person")
of_household: Registry[Panel] = Registry("panel of a household")


def panels_for(actor: Actor, subject: Person | Household) -> list[tuple[str, dict[str, Any]]]:
    """The sections that have something to say, as (template, context)."""
    registry = of_person if isinstance(subject, Person) else of_household
    said = ((panel.template, panel.context(actor, subject)) for panel in registry.values())
    return [(template, context) for template, context in said if context is not None]
