"""The only way to a post, its counts and its checks."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.checkpoints.access import READ_CHECKS, SEE_POSTS, WORK_AT_POST
from lianfang.checkpoints.models import Partner, Pass, PersonCheck, Post, Tally, VehicleCheck
from lianfang.checkpoints.rules import Direction
from lianfang.kernel.clock import now, start_of, today
from lianfang.vault.fields import look_up


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
    """The newest tally this actor can take back."""
    mine = Tally.kept.filter(post=post, recorded_by=actor.name, received_at__gte=since)
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


def passes_visible_to(actor: Actor, action: Action) -> QuerySet[Pass]:
    return scope(Pass.objects.all(), actor, action).order_by("-until_on", "-id")


def post_of(actor: Actor) -> Post | None:
    """The one open post where this actor works, so that the entry page can open by itself; None where there are several."""
    at = now()
    working = posts_visible_to(actor, WORK_AT_POST).filter(from_at__lte=at, until_at__gt=at, closed_at=None)[:2]
    return working[0] if len(working) == 1 else None
