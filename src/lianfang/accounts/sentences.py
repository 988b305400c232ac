from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import actions
from lianfang.accounts.names import name_of_role
from lianfang.kernel.wording import sentences, show_parameter

sentences(
    "accounts",
    system=_("The program does this by itself, under its own name."),
    no_role_permits=_(
        "None of the roles held now lets one %(action)s. Whoever manages accounts can give one that does."
    ),
    role_covers=_("The role %(role)s includes this, and its area or unit covers the place."),
    elsewhere=_("The role %(role)s includes this, but for another area or unit."),
    closed=_("The account is closed."),
    held_until=_("The role %(role)s gave this until %(at)s."),
    held_from=_("The role %(role)s will give this from %(at)s on."),
    not_to_oneself=_("Nobody gives a role to themselves. Ask somebody else who manages accounts."),
    not_oneself=_("This is your own account. Ask somebody else who manages accounts."),
    more_than_held=_("The role %(role)s lets one %(action)s, which you do not hold for this place and time yourself."),
    area_or_unit=_("Choose an area or a unit, one of the two."),
    ends_before_it_begins=_("The end lies before the beginning."),
    last_manager=_("This is the last account that can give every role. Give that role to another account first."),
    login_name_form=_(
        "Two to 32 small letters, digits, dots or dashes, beginning with a letter; fewer than seven digits."
    ),
    login_name_taken=_("Another account already has this login name."),
    only_users_have_tokens=_("Only the account of a person has API tokens."),
    token_lives_a_year=_("A token ends between now and a year from now."),
    no_such_place=_("No place is called this. Type its name, its code or its path."),
    several_places=_("Several places may be meant: %(places)s. Type one of these."),
)


def _name_of_action(code: str) -> object:
    action = actions.get(code)
    return action.says if action else code


def _local(value: Any) -> object:
    if not isinstance(value, datetime):
        return value
    return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")


show_parameter("role", name_of_role)
show_parameter("action", _name_of_action)
show_parameter("at", _local)
