"""Accounts from their creation to their closing."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from lianfang.accounts.access import MANAGE_USERS, roles
from lianfang.accounts.actors import Actor, grants_holding
from lianfang.accounts.events import AccountChanged
from lianfang.accounts.models import ApiToken, User
from lianfang.accounts.rules import is_login_name, temporary_password
from lianfang.accounts.selectors import get_user_for
from lianfang.accounts.services.grants import last_manager_is, reach_of, require_to_outrank
from lianfang.accounts.services.sessions import close_sessions
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason


@transaction.atomic
def create_user(*, actor: Actor, username: str, name: str, phone: str = "", password: str = "") -> tuple[User, str]:
    """A new account and its temporary password, which is shown once and must be changed at the first login.

    A password that is given (by the command line) is kept and need not be changed. Raises Refused and Invalid.
    """
    actor.require_somewhere(MANAGE_USERS)
    _check_names(username, name)
    shown = password or temporary_password()
    user = User(username=username, name=name, phone=phone, created_by=actor.name, must_change_password=not password)
    user.set_password(shown)
    user.save(force_insert=True)
    publish(AccountChanged(actor, "user.created", user))
    return user, shown


def _check_names(username: str, name: str) -> None:
    wrong: dict[str, Reason] = {}
    if not is_login_name(username):
        wrong["username"] = Reason.of("accounts.login_name_form")
    elif User.objects.filter(username=username).exists():
        wrong["username"] = Reason.of("accounts.login_name_taken")
    if not name.strip():
        wrong["name"] = Reason.of("kernel.required")
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def deactivate(*, actor: Actor, user: UUID) -> User:
    """Close an account: no login, its sessions ended, its tokens revoked; grants stay as history. Twice changes nothing.

    Raises NotFound, and Refused for oneself, for somebody who holds more, and for the last who manages everything.
    """
    closed = _get_outranked(actor, user)
    if not closed.is_active:
        return closed
    if last_manager_is(closed):
        raise Refused("accounts.last_manager")
    closed.is_active = False
    closed.save(update_fields=["is_active"])
    ApiToken.objects.filter(user=closed, revoked_at=None).update(revoked_at=now())
    close_sessions(closed)
    publish(AccountChanged(actor, "user.deactivated", closed))
    return closed


@transaction.atomic
def reactivate(*, actor: Actor, user: UUID) -> User:
    """Open a closed account again; its tokens stay revoked."""
    opened = _get_outranked(actor, user)
    if opened.is_active:
        return opened
    opened.is_active = True
    opened.save(update_fields=["is_active"])
    publish(AccountChanged(actor, "user.reactivated", opened))
    return opened


@transaction.atomic
def reset_password(*, actor: Actor, user: UUID) -> tuple[User, str]:
    """A new temporary password, shown once; whoever is logged in with the old one is logged out."""
    holder, shown = _get_outranked(actor, user), temporary_password()
    holder.set_password(shown)
    holder.must_change_password = True
    holder.save(update_fields=["password", "must_change_password"])
    close_sessions(holder)
    publish(AccountChanged(actor, "user.password_reset", holder))
    return holder, shown


@transaction.atomic
def reset_second_factor(*, actor: Actor, user: UUID) -> User:
    """Forget a lost second factor; where the roles need one, a new one is set up at the next login."""
    holder = _get_outranked(actor, user)
    Authenticator.objects.filter(user=holder).delete()
    close_sessions(holder)
    publish(AccountChanged(actor, "user.second_factor_reset", holder))
    return holder


def _get_outranked(actor: Actor, user: UUID) -> User:
    """The user, if the actor could have given every role they hold: else a reset would be a way to more rights."""
    holder = get_user_for(actor, user, action=MANAGE_USERS)
    if actor.user_id == holder.pk:
        raise Refused("accounts.not_oneself")
    for grant in grants_holding(holder, now()):
        require_to_outrank(actor, roles.get(grant.role), reach_of(grant), None, for_ending=True)
    return holder


@transaction.atomic
def password_chosen(*, user: User, password: str) -> None:
    """The user has chosen a password of their own."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    publish(AccountChanged(Actor.of(user), "user.password_changed", user))


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Keep the language a user reads; an unknown one is refused. Raises Invalid."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid({"language": Reason.of("kernel.invalid")})
    if user.language == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    publish(AccountChanged(Actor.of(user), "user.language_chosen", user, {"language": language}))
