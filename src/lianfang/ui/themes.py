"""Which of the four looks this browser asked for; kept in a cookie, so that the first page already has it."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import Text

COOKIE = "theme"
THEMES: list[tuple[str, Text]] = [
    ("", _("As the device")),
    ("light", _("Light")),
    ("dark", _("Dark")),
    ("contrast", _("High contrast")),
]


def chosen(request: HttpRequest | None) -> str:
    """The code of the theme; "" follows the device."""
    asked = request.COOKIES.get(COOKIE, "") if request else ""
    return asked if asked in {code for code, _name in THEMES} else ""
