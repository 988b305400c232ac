"""Reading accounts, grants and tokens, for somebody; a stranger finds nothing."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.access import EXPLAIN_ACCESS, MANAGE_USERS, Action, Role, roles
from lianfang.accounts.actors import Actor, Verdict
from lianfang.accounts.models import ApiToken, Grant, User
from lianfang.accounts.scopes import NOTHING, get_by_id, scope
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import contains
from lianfang.kernel.wording import Reason


def users_visible_to(actor: Actor, action: Action = MANAGE_USERS) -> QuerySet[User]:
    """Users with a grant, past or present, where the actor may do this, and those the actor made."""
    reached = scope(Grant.objects.all(), actor, action, units=("unit_path",))
    if actor.is_system or actor.may(action, area_path=""):
        return User.objects.all()
    return User.objects.filter(Q(pk__in=reached.values("user")) | _made_by(actor, action))


def _made_by(actor: Actor, action: Action) -> Q:
    return Q(created_by=actor.name) if actor.may_somewhere(action) else NOTHING


def get_user_for(actor: Actor, user_id: UUID | str, *, action: Action = MANAGE_USERS) -> User:
    """The user; NotFound for one out of reach."""
    return get_by_id(users_visible_to(actor, action), user_id)


def get_grant_for(actor: Actor, grant_id: UUID | str) -> Grant:
    """A grant of a user in reach; NotFound otherwise."""
    return get_by_id(Grant.objects.filter(user__in=users_visible_to(actor)), grant_id)


def get_token_for(actor: Actor, token_id: UUID | str) -> ApiToken:
    """One's own token, or one of a user whose account one manages; NotFound otherwise."""
    if actor.user_id is None:
        raise NotFound
    reached = Q(user_id=actor.user_id) | Q(user__in=users_visible_to(actor))
    return get_by_id(ApiToken.objects.filter(reached), token_id)


def tokens_of(user_id: UUID) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user_id=user_id).order_by("-made_at")


@dataclass(frozen=True)
class Explanation:
    """Why somebody may or may not: the verdict, the grant it rests on, what else bears on it, and which roles would help."""

    verdict: Verdict
    grant: Grant | None
    also: tuple[Reason, ...]
    including: tuple[Role, ...]


def explain(*, actor: Actor, user: User, action: Action, area_path: str | None, unit_path: str | None) -> Explanation:
    """Whether a user may do this there, and why. About oneself anybody may ask; about others it takes EXPLAIN_ACCESS."""
    if actor.user_id != user.pk:
        get_user_for(actor, user.pk, action=EXPLAIN_ACCESS)
    verdict = Actor.of(user).verdict(action, area_path=area_path, unit_path=unit_path)
    if not user.is_active:
        verdict = Verdict(False, Reason.of("accounts.closed"), verdict.by)
    grant = Grant.objects.filter(pk=verdict.by.grant).first() if verdict.by and verdict.by.grant else None
    including = tuple(role for role in roles.values() if action.code in role.actions)
    return Explanation(verdict, grant, tuple(_also(user, action, area_path, unit_path)), including)


def _also(user: User, action: Action, area_path: str | None, unit_path: str | None) -> list[Reason]:
    """Grants that would have given it at another time."""
    said = []
    for grant in user.grants.order_by("starts_at"):
        role = roles.get(grant.role)
        if role is None or action.code not in role.actions or not _covers(grant, area_path, unit_path):
            continue
        if grant.ends_at is not None and grant.ends_at <= now():
            said.append(Reason.of("accounts.held_until", role=grant.role, at=grant.ends_at))
        elif grant.starts_at > now():
            said.append(Reason.of("accounts.held_from", role=grant.role, at=grant.starts_at))
    return said


def _covers(grant: Grant, area_path: str | None, unit_path: str | None) -> bool:
    if grant.area_path is not None:
        return area_path is not None and contains(grant.area_path, area_path)
    return unit_path is not None and contains(grant.unit_path or "", unit_path)
