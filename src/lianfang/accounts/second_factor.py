"""Who needs a second factor (两步验证), and what counts wrong codes."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.lockout import count_wrong_code, is_locked
from lianfang.accounts.models import User


def lacks_second_factor(user: User, actor: Actor) -> bool:
    """Whether a role held now asks for a second factor that this user has not set up."""
    if not settings.LIANFANG_SECOND_FACTOR or not actor.needs_second_factor:
        return False
    return not is_mfa_enabled(user, ["totp"])


class _Counted:
    """Codes are tried as often as passwords, not oftener: six digits are soon guessed."""

    user: User

    def clean_code(self) -> str:
        if is_locked(context.request, self.user):
            context.request.axes_locked_out = True
            raise ValidationError(_("Too many wrong codes."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            count_wrong_code(context.request, self.user)
            raise
        return code


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The code at login."""


class CodeAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """The code before something that needs the user to be there."""
