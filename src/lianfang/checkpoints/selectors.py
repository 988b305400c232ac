"""The only way to a post, its counts and its checks."""

from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.checkpoints.access import READ_CHECKS, SEE_POSTS, WORK_AT_POST
from lianfang.checkpoints.models import (
    CallForHelp,
    Partner,
    Pass,
    PersonCheck,
    Post,
    Shift,
    ShiftTaken,
    Tally,
    VehicleCheck,
)
from lianfang.checkpoints.rules import TAKE_WITHIN, Direction
from lianfang.kernel.clock import now, start_of, today
from lianfang.tasks.models import UNDER_WAY, HandOver, Task
from lianfang.tasks.selectors import WAITS
from lianfang.vault.fields import look_up

CALL, SHIFT = "checkpoints.callforhelp", "checkpoints.shift"
"""What tasks of a post are about."""


def posts_visible_to(actor: Actor, action: Action) -> QuerySet[Post]:
    """Posts where the actor may do this, by their area or by a unit that mans them; open ones first."""
    here = scope(Post.objects.all(), actor, action, units=("unit_path",)).values("pk")
    jointly = scope(Partner.objects.all(), actor, action, area="", units=("unit_path",)).values("post")
    posts = Post.objects.filter(Q(pk__in=here) | Q(pk__in=jointly))
    return posts.select_related("unit", "response").prefetch_related("partners__unit").order_by("-until_at", "name")


def get_post_for(actor: Actor, post_id: UUID | str, *, action: Action) -> Post:
    """The post, if it stands where the actor may do this; NotFound otherwise, as for a post that does not exist."""
    return get_by_id(posts_visible_to(actor, action), post_id)


def may_at(actor: Actor, post: Post, action: Action) -> bool:
    """Whether the actor may do this at a post: by its area, or for one of the units that man it."""
    units = [post.unit_path, *(partner.unit_path for partner in post.partners.all())]
    return any(actor.may(action, area_path=post.area_path, unit_path=path) for path in units)


def is_open(post: Post, at: datetime) -> bool:
    return post.from_at <= at < post.ends_at


def counts_of(post: Post, since: datetime | None = None) -> dict[str, int]:
    """What this post counted since an instant (today): vehicles and people by direction, those stopped, and decided about."""
    since = since or start_of(today())
    counted = Tally.kept.filter(post=post, happened_at__gte=since).aggregate(
        **{
            f"{what}_{way}": Sum(what, filter=Q(direction=way), default=0)
            for what in ("vehicles", "people")
            for way in Direction
        }
    )
    stopped = VehicleCheck.kept.filter(post=post, happened_at__gte=since).aggregate(
        vehicles=Sum(1, default=0), people=Sum("occupants", default=0)
    )
    return {**counted, "vehicles_stopped": stopped["vehicles"], "people_stopped": stopped["people"]}


def last_of(actor: Actor, post: Post, since: datetime) -> Tally | None:
    """The newest tally this actor can take back; what was keyed in from paper is corrected on its page."""
    mine = Tally.kept.filter(post=post, recorded_by=actor.name, typed_by="", received_at__gte=since)
    return mine.order_by("-received_at", "-id").first()


def checks_visible_to(actor: Actor, action: Action = READ_CHECKS) -> QuerySet[PersonCheck]:
    """Person checks that count, newest first."""
    kept = scope(PersonCheck.kept.all(), actor, action, units=("unit_path",))
    return kept.select_related("vehicle", "post", "person").order_by("-happened_at", "-id")


def get_check_for(actor: Actor, check_id: UUID | str, *, action: Action = READ_CHECKS) -> PersonCheck:
    return get_by_id(checks_visible_to(actor, action), check_id)


def get_stop_for(actor: Actor, stop_id: UUID | str) -> VehicleCheck:
    """A stop that counts, for whoever may see its post. Raises NotFound."""
    kept = scope(VehicleCheck.kept.select_related("post", "response"), actor, SEE_POSTS, units=("unit_path",))
    return get_by_id(kept, stop_id)


def recent_checks(post: Post, limit: int = 8) -> QuerySet[PersonCheck]:
    return PersonCheck.kept.filter(post=post).select_related("vehicle").order_by("-received_at")[:limit]


def pass_of(post: Post, plate: str) -> Pass | None:
    """The pass that holds today for this plate, or None."""
    key = look_up(post.response_id, "plate", plate)
    holding = Pass.objects.filter(plate_key=key, withdrawn_at=None, from_on__lte=today(), until_on__gte=today())
    return holding.filter(response=post.response_id).order_by("-until_on").first()


# -- shifts --------------------------------------------------------------------------------------------------------------


def shifts_visible_to(actor: Actor, action: Action = SEE_POSTS) -> QuerySet[Shift]:
    """The shift book of the posts where the actor may do this, newest first.

    Each has ``began_at`` (when the shift before it was handed over, or the post opened), ``taken_at`` and ``taken_by`` (None
    until somebody else than who left has signed), and what was counted in between as the rows say now: ``vehicles``,
    ``people``, ``stopped``. Presses that a phone hands in late still come to the shift in which they were made.
    """
    posts = posts_visible_to(actor, action).order_by().values("pk")
    rows = Shift.kept.filter(post__in=posts).select_related("post__unit", "response")
    taken = ShiftTaken.kept.filter(shift_id=OuterRef("pk")).exclude(recorded_by=OuterRef("recorded_by"))
    first = taken.order_by("happened_at", "id")
    before = Shift.kept.filter(post=OuterRef("post"), happened_at__lt=OuterRef("happened_at")).order_by("-happened_at")
    return rows.annotate(
        began_at=Coalesce(Subquery(before.values("happened_at")[:1]), F("post__from_at")),
        taken_at=Subquery(first.values("happened_at")[:1]),
        taken_by=Subquery(first.values("recorded_by")[:1]),
        vehicles=_in_shift(Tally, "vehicles"),
        people=_in_shift(Tally, "people"),
        stopped=_in_shift(VehicleCheck, "occupants"),
    ).order_by("-happened_at", "-id")


def _in_shift(kind: type[Tally] | type[VehicleCheck], column: str) -> Coalesce:
    """The sum of a column over what the post recorded in the shift of the outer row."""
    during = Q(happened_at__gte=OuterRef("began_at"), happened_at__lt=OuterRef("happened_at"))
    rows = kind.kept.filter(during, post=OuterRef("post")).order_by().values("post")
    return Coalesce(Subquery(rows.annotate(total=Sum(column)).values("total")), 0)


def taken_late() -> Q:
    """Shifts of the book that were taken over later than they should, or still are not."""
    late = Q(taken_at__gt=F("happened_at") + TAKE_WITHIN)
    return late | Q(taken_at=None, happened_at__lt=now() - TAKE_WITHIN)


def stated_otherwise() -> Q:
    """Shifts of the book whose crew counted something else than the post."""
    pairs = [(f"stated_{name}", name) for name in ("vehicles", "people", "stopped")]
    return reduce(or_, (Q(**{f"{stated}__isnull": False}) & ~Q(**{stated: F(name)}) for stated, name in pairs))


def get_shift_for(actor: Actor, shift_id: UUID | str, *, action: Action = SEE_POSTS) -> Shift:
    """A shift of the book. Raises NotFound."""
    return get_by_id(shifts_visible_to(actor, action), shift_id)


def last_shift_of(actor: Actor, post: Post) -> Shift | None:
    """The shift that was handed over last at a post, with what the book says of it."""
    return shifts_visible_to(actor).filter(post=post).first()


def shift_before(shift: Shift) -> Shift | None:
    """The shift of the same post that was handed over before this one."""
    earlier = Shift.kept.filter(post=shift.post_id, happened_at__lt=shift.happened_at)
    return earlier.order_by("-happened_at", "-id").first()


def taken_of(shift: Shift) -> QuerySet[ShiftTaken]:
    """Who signed for it, in order; the first counts."""
    signed = ShiftTaken.kept.filter(shift_id=shift.pk).exclude(recorded_by=shift.recorded_by)
    return signed.order_by("happened_at", "id")


def running_since(post: Post) -> datetime:
    """When the shift that runs at a post began."""
    last = Shift.kept.filter(post=post).order_by("-happened_at").values_list("happened_at", flat=True).first()
    return last or post.from_at


def calls_open_at(post: Post) -> QuerySet[Task]:
    """Calls for help of this post that nobody has answered yet."""
    calls = CallForHelp.kept.filter(post=post).values("pk")
    return Task.objects.filter(subject_kind=CALL, subject_id__in=calls, state__in=WAITS).order_by("due_at", "id")


def travellers_on_their_way(post: Post) -> int:
    """How many who were stopped here are sent on and not yet seen where they go."""
    stopped = PersonCheck.kept.filter(post=post, person__isnull=False).values("person")
    return HandOver.objects.filter(UNDER_WAY, person__in=stopped, from_unit=post.unit_id).count()


# -- passes --------------------------------------------------------------------------------------------------------------


def passes_visible_to(actor: Actor, action: Action) -> QuerySet[Pass]:
    return scope(Pass.objects.all(), actor, action).order_by("-until_on", "-id")


def post_of(actor: Actor) -> Post | None:
    """The one open post where this actor works, so that the entry page can open by itself; None where there are several."""
    at = now()
    working = posts_visible_to(actor, WORK_AT_POST).filter(from_at__lte=at, until_at__gt=at, closed_at=None)[:2]
    return working[0] if len(working) == 1 else None
