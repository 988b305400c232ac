"""Results, the lists in which they came, what is open about them, and how long they took."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import end_of, start_of, today
from lianfang.laboratory.access import ENTER_RESULTS, SEE_LABORATORY
from lianfang.laboratory.models import Doubt, Packed, Result, ResultList
from lianfang.sampling.models import Tube


def tubes_visible_to(actor: Actor, action: Action = SEE_LABORATORY) -> QuerySet[Tube]:
    """Tubes filled in the actor's area or by the actor's unit, and those that the actor's laboratory was brought or tested."""
    filled = scope(Tube.objects.all(), actor, action, units=("unit_path",))
    brought = scope(Packed.objects.all(), actor, action, area="", units=("to_unit_path",))
    tested = scope(Result.kept.all(), actor, action, area="", units=("unit_path",))
    known = Q(pk__in=brought.values("tube")) | Q(pk__in=tested.values("tube"))
    rows = filled if actor.is_system else Tube.objects.filter(Q(pk__in=filled.values("pk")) | known)
    return rows.select_related("session__site", "session__unit", "response")


def get_tube_for(actor: Actor, tube_id: UUID | str, *, action: Action = SEE_LABORATORY) -> Tube:
    """The tube; NotFound where the actor may not do this with it."""
    return get_by_id(tubes_visible_to(actor, action), tube_id)


def results_visible_to(actor: Actor, action: Action = SEE_LABORATORY) -> QuerySet[Result]:
    """Results that count: of tubes filled in the actor's area or by the actor's unit, or found by the actor's laboratory."""
    rows = scope(Result.kept.all(), actor, action, units=("unit_path", "sender_path"))
    return rows.select_related("tube__session__site", "response")


def lists_visible_to(actor: Actor) -> QuerySet[ResultList]:
    rows = scope(ResultList.objects.all(), actor, ENTER_RESULTS, units=("unit_path",))
    return rows.select_related("unit", "response")


def get_list_for(actor: Actor, list_id: UUID | str) -> ResultList:
    return get_by_id(lists_visible_to(actor), list_id)


def doubts_visible_to(actor: Actor, action: Action = ENTER_RESULTS) -> QuerySet[Doubt]:
    """Open questions and decided ones, of results that the actor's unit sent or that are about the actor's area."""
    rows = scope(Doubt.objects.all(), actor, action, units=("unit_path",))
    return rows.select_related("tube__session__site", "unit", "of_list", "response")


def get_doubt_for(actor: Actor, doubt_id: UUID | str, *, lock: bool = False) -> Doubt:
    rows = doubts_visible_to(actor)
    return get_by_id(rows.select_for_update(of=("self",)) if lock else rows, doubt_id)


def waits_by_day(actor: Actor, days: int = 6) -> list[tuple[date, int, float | None]]:
    """For each of the last days: results, and the median of the hours from the first swab to the result (None: none)."""
    return [_wait_of(results_visible_to(actor), today() - timedelta(days=back)) for back in range(days)]


def _wait_of(rows: QuerySet[Result], day: date) -> tuple[date, int, float | None]:
    of_day = rows.filter(happened_at__gte=start_of(day), happened_at__lt=end_of(day))
    known = of_day.exclude(minutes=None).order_by("minutes", "id").values_list("minutes", flat=True)
    count = known.count()
    middle = [each or 0 for each in known[(count - 1) // 2 : count // 2 + 1]] if count else []
    return day, of_day.count(), round(sum(middle) / len(middle) / 60, 1) if middle else None
