"""Somebody at a browser: whole pages with session, rights, log and template."""

from typing import Any

import click
from django.test import Client

from benchmarks.district import BENCH
from lianfang.accounts.models import User
from lianfang.accounts.services import give
from lianfang.accounts.services.grants import Reach


def make_user(role: str, area_path: str) -> User:
    user = User(username=role, name="测算员")
    user.set_unusable_password()
    user.save(force_insert=True)
    give(actor=BENCH, user=user.pk, role=role, over=Reach(area_path=area_path))
    return user


def browser_of(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(answer: Any) -> str:
    """Raises ClickException for anything but a page."""
    if answer.status_code != 200:
        raise click.ClickException(f"The page answered {answer.status_code}.")
    return str(answer.content.decode())
