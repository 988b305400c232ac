"""What is typed about accounts."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.accounts import places
from lianfang.accounts.access import actions, roles
from lianfang.accounts.places import Place
from lianfang.accounts.rules import TOKEN_LIVES
from lianfang.accounts.services.grants import Reach
from lianfang.kernel import clock
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason

AREA, UNIT = "area", "unit"


def show_refusals(form: forms.Form, refused: Invalid) -> None:
    """Put what a service refused beside the fields it names."""
    for name, reason in refused.fields.items():
        form.add_error(name if name in form.fields else None, str(reason))


class PlaceFields(forms.Form):
    """An area or a unit, typed by name, code or path."""

    kind = forms.ChoiceField(label=_("Over"), choices=[(AREA, _("an area")), (UNIT, _("a unit"))], initial=AREA)
    place = forms.CharField(
        label=_("Which one"), max_length=120, help_text=_("Its name, its code or its path, as it stands in the tree.")
    )

    reach: Reach

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "place" in given and "kind" in given:
            self._find(given["kind"], given["place"])
        return given

    def _find(self, kind: str, text: str) -> None:
        found = places.find_areas(text) if kind == AREA else places.find_units(text)
        if len(found) != 1:
            self.add_error("place", str(_which(found)))
            return
        path = found[0].path
        self.reach = Reach(area_path=path) if kind == AREA else Reach(unit_path=path)


def _which(found: Sequence[Place]) -> Reason:
    if not found:
        return Reason.of("accounts.no_such_place")
    return Reason.of("accounts.several_places", places=", ".join(place.name for place in found[:8]))


class NewUser(forms.Form):
    """An account that is to be made."""

    username = forms.CharField(
        label=_("Login name"), max_length=32, help_text=_("Small letters; never a number of a person.")
    )
    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class NewGrant(PlaceFields):
    """A role that is to be given."""

    role = forms.ChoiceField(label=_("Role"))
    from_on = forms.DateField(label=_("From"), required=False, help_text=_("Empty: from now on."))
    until_on = forms.DateField(label=_("Until and with"), required=False, help_text=_("Empty: until it is withdrawn."))
    field_order = ["role", "kind", "place", "from_on", "until_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.code, role.name) for role in roles.values()]  # type: ignore[attr-defined]

    def as_grant(self) -> dict[str, Any]:
        """The keywords of `services.give`."""
        begins, ends = self.cleaned_data["from_on"], self.cleaned_data["until_on"]
        return {
            "role": self.cleaned_data["role"],
            "over": self.reach,
            "starts_at": clock.start_of(begins) if begins else None,
            "ends_at": clock.end_of(ends) if ends else None,
        }


class Question(PlaceFields):
    """Why can, or can't, somebody do something somewhere?"""

    username = forms.CharField(label=_("Whose account"), max_length=64, help_text=_("The login name."))
    action = forms.ChoiceField(label=_("may"))
    field_order = ["username", "action", "kind", "place"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(actions.values(), key=lambda action: str(action.says))
        self.fields["action"].choices = [(action.code, action.says) for action in known]  # type: ignore[attr-defined]


class NewToken(forms.Form):
    """A token for a program."""

    name = forms.CharField(label=_("What it is for"), max_length=60)
    until_on = forms.DateField(label=_("Until and with"), initial=lambda: clock.today() + TOKEN_LIVES)

    @property
    def expires_at(self) -> datetime:
        last: date = self.cleaned_data["until_on"]
        return clock.at(last, time(23, 59))
