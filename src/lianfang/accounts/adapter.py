"""What the login library may do here: no sign-up, and second-factor secrets sealed like everything personal."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from lianfang.vault import rings


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by whoever manages them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and recovery codes under the standing ring."""

    def encrypt(self, text: str) -> str:
        return rings.seal(rings.STANDING, "mfa", text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return rings.open_sealed("mfa", bytes.fromhex(encrypted_text))
