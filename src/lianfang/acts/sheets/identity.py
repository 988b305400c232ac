"""The items by which somebody says who they are, the same on every sheet."""

from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets.asks import Ask, Kind

NAME = Ask("name", Kind.NAME, _("full name"), longest=60, personal=True)
ID_NUMBER = Ask(
    "id_number",
    Kind.ID_NUMBER,
    _("ID number"),
    help=_("Scan the card or type it; birth date and sex are taken from it."),
    longest=30,
    personal=True,
)
PHONE = Ask("phone", Kind.PHONE, _("phone"), longest=30, personal=True)
IDENTITY = (NAME, ID_NUMBER, PHONE)
