"""What the login library may do here: no sign-up, no mail, second-factor secrets sealed like everything personal."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db.transaction import atomic
from django.http import HttpRequest

from lianfang.accounts.actors import Actor
from lianfang.accounts.events import AccountChanged
from lianfang.accounts.models import User
from lianfang.accounts.services import password_chosen
from lianfang.kernel.events import publish
from lianfang.vault import rings

JUST_NOW = 300
"""Seconds."""


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by whoever manages them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        password_chosen(user=user, password=password)

    def is_reauthentication_required(self, app: str = "") -> bool:
        """Whoever logged in a moment ago is not asked again, so that setting up a second factor is one step."""
        records = context.request.session.get("account_authentication_methods", [])
        return not any(time.time() - record.get("at", 0) < JUST_NOW for record in records)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        with atomic():
            publish(AccountChanged(Actor.of(user), "user.logged_in", user))

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """There is no mail; the audit log and the list of sessions say what happened."""


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and recovery codes under the standing ring."""

    def encrypt(self, text: str) -> str:
        return rings.seal(rings.STANDING, "mfa", text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return rings.open_sealed("mfa", bytes.fromhex(encrypted_text))
