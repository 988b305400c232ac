"""Which rows an actor may see: the one filter every selector begins with."""

from functools import reduce
from operator import or_
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor, Held
from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import under

M = TypeVar("M", bound=models.Model)

NOTHING = Q(pk__in=[])


def scope(
    rows: models.QuerySet[M], actor: Actor, action: Action, *, area: str = "area_path", units: tuple[str, ...] = ()
) -> models.QuerySet[M]:
    """The rows with which the actor may do this, by their area column ("" for none) and their unit columns."""
    if actor.is_system:
        return rows
    covered = [reached for held in actor.held if held.permits(action) for reached in _covered_by(held, area, units)]
    return rows if Q() in covered else rows.filter(_any(covered))


def _covered_by(held: Held, area: str, units: tuple[str, ...]) -> list[Q]:
    """What a grant covers; an empty condition is everything."""
    if held.area_path == "":
        return [Q()]
    if held.area_path is not None:
        return [under(area, held.area_path)] if area else []
    return [under(unit, held.unit_path or "") for unit in units]


def _any(conditions: list[Q]) -> Q:
    return reduce(or_, conditions, NOTHING)


def get(rows: models.QuerySet[M], **by: Any) -> M:
    """The one row; NotFound where there is none in scope, or where the id is no id."""
    try:
        return rows.get(**by)
    except (ObjectDoesNotExist, ValueError, ValidationError):
        raise NotFound from None


def get_by_id(rows: models.QuerySet[M], row_id: UUID | str) -> M:
    return get(rows, pk=row_id)
