"""Ending the sessions of a user."""

from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import transaction

from lianfang.accounts.access import MANAGE_USERS
from lianfang.accounts.actors import Actor
from lianfang.accounts.events import AccountChanged
from lianfang.accounts.models import User
from lianfang.accounts.selectors import get_user_for
from lianfang.kernel.events import publish


@transaction.atomic
def end_sessions(*, actor: Actor, user: UUID) -> int:
    """Log a user out everywhere; returns how many sessions there were. Raises NotFound."""
    holder = get_user_for(actor, user, action=MANAGE_USERS)
    ended = close_sessions(holder)
    publish(AccountChanged(actor, "user.sessions_ended", holder, {"sessions": ended}))
    return ended


def close_sessions(user: User) -> int:
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
