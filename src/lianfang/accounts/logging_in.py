"""The form of the login page, in this program's words."""

from typing import Any

from allauth.account import forms as library
from django.utils.translation import gettext_lazy as _


class LoginForm(library.LoginForm):  # type: ignore[misc]
    """Login name and password; the library calls the first otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login name")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs.pop("placeholder", None)
