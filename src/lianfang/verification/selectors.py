"""Reading lists and their rows: where one may see them, and the rows that are nobody's for whoever may take them."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.errors import NotFound
from lianfang.verification.access import MATCH_LISTS, SEE_LISTS, SEND_LISTS
from lianfang.verification.models import NameList, NameRow, Part
from lianfang.verification.rules import Stage, State

UNOWNED = Q(state=State.OPEN.value, unit=None)
"""Rows nobody has."""


def rows_visible_to(actor: Actor, action: Action = SEE_LISTS) -> QuerySet[NameRow]:
    """Rows in the actor's area, of the actor's unit, or whose task a unit of the actor's has."""
    rows = NameRow.objects.select_related("name_list__sender", "unit", "person__household", "task__unit", "response")
    return scope(rows, actor, action, units=("unit_path", "task__unit_path"))


def unowned_visible_to(actor: Actor) -> QuerySet[NameRow]:
    """The rows that nobody has, for everybody who may take one: whose they are only somebody who knows the place can say."""
    rows = NameRow.objects.filter(UNOWNED).select_related("name_list__sender", "unit", "person", "task", "response")
    return rows if actor.may_somewhere(MATCH_LISTS) else rows.none()


def get_row_for(actor: Actor, row_id: UUID | str, *, action: Action = SEE_LISTS, lock: bool = False) -> NameRow:
    """The row, if the actor may do this with it; NotFound otherwise. One that is nobody's may be matched and taken."""
    rows = rows_visible_to(actor, action)
    try:
        return get_by_id(rows.select_for_update(of=("self",)) if lock else rows, row_id)
    except NotFound:
        if action not in (SEE_LISTS, MATCH_LISTS):
            raise
        nobodys = unowned_visible_to(actor)
        return get_by_id(nobodys.select_for_update(of=("self",)) if lock else nobodys, row_id)


def lists_visible_to(actor: Actor, action: Action = SEE_LISTS) -> QuerySet[NameList]:
    """Lists for the actor's area or by the actor's unit, and those of which the actor has rows."""
    rows = NameList.objects.select_related("sender", "unit", "response")
    mine = scope(rows, actor, action, units=("unit_path",))
    if action != SEE_LISTS:
        return mine
    holding = rows_visible_to(actor).order_by().values("name_list")
    return rows.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=holding, stage=Stage.TAKEN.value))


def get_list_for(actor: Actor, list_id: UUID | str, *, action: Action = SEE_LISTS) -> NameList:
    return get_by_id(lists_visible_to(actor, action), list_id)


def get_part_for(actor: Actor, part_id: UUID | str) -> Part:
    rows = Part.objects.filter(name_list__in=lists_visible_to(actor)).select_related("name_list")
    return get_by_id(rows, part_id)


def rows_of(actor: Actor, name_list: NameList) -> QuerySet[NameRow]:
    """The rows of a list that the actor sees: all for whoever sees the list whole, else the own ones."""
    return rows_visible_to(actor).filter(name_list=name_list)


def earlier_of(name_list: NameList) -> QuerySet[NameList]:
    """Lists of the same sender and sort that were taken in before, the newest first."""
    same = NameList.objects.filter(
        response=name_list.response, sender=name_list.sender, outside=name_list.outside, kind=name_list.kind
    )
    return same.filter(stage=Stage.TAKEN.value).exclude(pk=name_list.pk).order_by("-received_at")


def counts_of(rows: QuerySet[NameRow]) -> dict[str, int]:
    """How many rows stand in each state, by its code; ``unowned`` are those nobody has."""
    counted = rows.order_by().aggregate(
        all=Count("pk"),
        confirm=Count("pk", filter=Q(state=State.TO_CONFIRM.value)),
        open=Count("pk", filter=Q(state=State.OPEN.value)),
        answered=Count("pk", filter=Q(state=State.ANSWERED.value)),
        unowned=Count("pk", filter=UNOWNED),
    )
    return {name: int(number) for name, number in counted.items()}


def may_send(actor: Actor, name_list: NameList) -> bool:
    return actor.may(SEND_LISTS, area_path=name_list.area_path, unit_path=name_list.unit_path)
