"""Users, roles and logged-in browsers for the tests of this package and of those above it."""

from typing import Any

from django.test import Client

from lianfang.accounts.access import Action, role, roles
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.kernel.clock import now

PASSWORD = "guanghe-lushang-88"


def make_role(code: str, *actions: Action) -> str:
    """A role for tests; made once, its code must not stand in the program."""
    if code not in roles:
        role(code, code, *actions)
    return code


def make_user(
    username: str = "lin", *, role: str = "", area: str | None = None, unit: str | None = None, **fields: Any
) -> User:
    """A user with one role over an area or a unit; make it inside ``watcher.resting()``."""
    user = User(username=username, **{"name": "林静", **fields})
    user.set_password(PASSWORD)
    user.save(force_insert=True)
    if role:
        make_grant(user, role, area=area, unit=unit)
    return user


def make_grant(user: User, role: str, *, area: str | None = None, unit: str | None = None, **fields: Any) -> Grant:
    where = {"unit_path": unit} if unit is not None else {"area_path": area or ""}
    return Grant.objects.create(user=user, role=role, **where, **{"starts_at": now(), "given_by": "test", **fields})


def browser_of(user: User, **defaults: Any) -> Client:
    """A browser in which this user is logged in."""
    client = Client(**defaults)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def actor_of(user: User) -> Actor:
    return Actor.of(user)
