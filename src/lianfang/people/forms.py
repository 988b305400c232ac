"""What is typed about people, doors and lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.exchange import Mapping
from lianfang.kernel.errors import Conflict, Invalid, LianfangError, Refused
from lianfang.kernel.wording import Reason, labels
from lianfang.people.identity import Identity
from lianfang.people.models import GONE, RELATIONS, SEXES
from lianfang.people.rules import Purpose, Sex
from lianfang.territory.selectors import area_of_code, full_name, search_areas
from lianfang.ui.forms import Digits

PURPOSES = labels(
    Purpose,
    CONTACT=_("to call or visit this person"),
    CHECK=_("to compare with the card or a list"),
    REQUEST=_("the person asked for it"),
    CORRECT=_("to correct the record"),
)
NOT_SAID = ("", _("not said"))


class AreaField(forms.CharField):
    """An area by its name or code, alone or with those above it (云溪街道 / 河东社区); gives its path."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.widget.attrs.update({"data-plain": True, "autocomplete": "off", "list": "areas"})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        named = _named(text)
        if len(named) > 1:
            several = "; ".join(full_name(path) for path in named[:6])
            raise forms.ValidationError(str(Reason.of("people.which_area", areas=several)))
        if not named:
            raise forms.ValidationError(str(Reason.of("people.no_such_area", name=text)))
        return named[0]


def _named(text: str) -> list[str]:
    """The paths of the areas that a text may mean: by code, by full name, by name, by a part of it."""
    if area := area_of_code(text):
        return [area.path]
    last = text.rsplit("/", 1)[-1].strip()
    found = [(area.path, area.name) for area in search_areas(last, limit=50)]
    if "/" in text:
        spelled = text.replace(" ", "")
        return [path for path, _name in found if full_name(path).replace(" ", "").endswith(spelled)]
    return [path for path, name in found if name == text] or [path for path, _name in found]


class PersonForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(label=_("name"), max_length=60, help_text=_("As it stands on the ID card."))
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=30,
        required=False,
        widget=Digits,
        help_text=_("Date of birth and sex are taken from it. Leave it empty for somebody without one."),
    )
    phone = forms.CharField(label=_("phone"), max_length=30, required=False, widget=Digits({"inputmode": "tel"}))
    birth_date = forms.DateField(label=_("date of birth"), required=False)
    sex = forms.ChoiceField(label=_("sex"), choices=SEXES, initial=Sex.UNKNOWN.value)
    relation = forms.ChoiceField(label=_("relation to the head"), choices=[NOT_SAID, *RELATIONS], required=False)
    address = forms.CharField(label=_("address"), max_length=200, required=False)

    def identity(self, area_path: str = "") -> Identity:
        given = self.cleaned_data
        return Identity(
            name=given["name"],
            id_number=given["id_number"],
            phone=given["phone"],
            birth_date=given["birth_date"],
            sex=given["sex"],
            address=given["address"],
            area_path=area_path,
        )


class PlaceForm(forms.Form):
    """Where somebody lives: an area and, where there is one, the door."""

    area = AreaField(
        label=_("area"),
        help_text=_("Community, grid or building; put the street before it where the name alone is not enough."),
    )
    door = forms.CharField(
        label=_("door"),
        max_length=60,
        required=False,
        help_text=_("As it stands on it, such as 3-2-601. Leave it empty where there is none."),
        widget=forms.TextInput({"data-plain": True}),
    )


class RegisterForm(PlaceForm, PersonForm):
    """Somebody new and where they live."""

    field_order = ("name", "id_number", "phone", "birth_date", "sex", "area", "door", "relation", "address")
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)


class MoveForm(PlaceForm):
    """Where somebody lives from now on."""

    relation = forms.ChoiceField(label=_("relation to the head"), choices=[NOT_SAID, *RELATIONS], required=False)


class HouseholdForm(forms.Form):
    """A door."""

    door = forms.CharField(
        label=_("door"),
        max_length=60,
        help_text=_("As it stands on it, such as 3-2-601."),
        widget=forms.TextInput({"data-plain": True}),
    )
    address = forms.CharField(label=_("address"), max_length=200, required=False)
    is_occupied = forms.BooleanField(label=_("somebody lives here"), required=False, initial=True)


class NewHouseholdForm(HouseholdForm):
    """A door that is not on record."""

    field_order = ("area", "door", "address", "is_occupied")
    area = AreaField(label=_("area"))


class LeaveForm(forms.Form):
    """Why somebody is no longer here."""

    because = forms.ChoiceField(label=_("why"), choices=GONE, widget=forms.RadioSelect, initial=GONE[0][0])


class PurposeForm(forms.Form):
    """Why personal data are opened; it stands in the log."""

    purpose = forms.ChoiceField(label=_("what for"), choices=PURPOSES)


class ListForm(forms.Form):
    """A list of residents to be imported."""

    area = AreaField(
        label=_("for which area"),
        help_text=_("Rows name areas within it. A list of one community needs no further column."),
    )
    file = forms.FileField(
        label=_("list of residents"),
        help_text=_("XLSX, XLS, ODS or CSV, with the names of the columns above the data."),
    )


class ColumnsForm(forms.Form):
    """Which column of the list is which field."""

    def __init__(self, mapping: Mapping, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [
            (str(at), name or _("column %(number)s") % {"number": at + 1})
            for at, name in enumerate(mapping.header.names)
        ]
        for column in mapping.columns:
            match = mapping.matches.get(column.field)
            self.fields[column.field] = forms.ChoiceField(
                label=column.heading(),
                choices=[("", _("in no column")), *names],
                required=False,
                initial=str(match.index) if match else "",
            )

    def chosen(self) -> dict[str, int | None]:
        """What differs from what was found, so that only that is taken for a person's word."""
        return {
            name: int(value) if value else None
            for name, value in self.cleaned_data.items()
            if value != self.fields[name].initial
        }


ANSWERABLE = (Invalid, Refused, Conflict)
"""What a service refuses with and somebody can put right in the form."""
BESIDE = {"people.door_known": "door", "people.id_number_known": "id_number", "people.another_name": "id_number"}


def show_refusal(form: forms.Form, refused: LianfangError) -> None:
    """Put a service's refusal beside the field it is about, or above the form."""
    told = refused.fields if isinstance(refused, Invalid) else {_field_of(refused): refused.reason}
    for name, reason in told.items():
        form.add_error(name if name in form.fields else None, str(reason))


def _field_of(refused: LianfangError) -> str:
    """A right that is lacking is lacking in the area."""
    return BESIDE.get(refused.reason.code, "area" if isinstance(refused, Refused) else "")
