"""What is typed about exports and by people who ask about themselves."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.accounts import places
from lianfang.kernel.wording import Reason
from lianfang.privacy.exports import Offer, Request
from lianfang.privacy.models import PROOFS


class AskForExport(forms.Form):
    """A list with personal columns; nothing is ticked beforehand."""

    place = forms.CharField(label=_("Area"), max_length=120, help_text=_("Its name, its code or its path."))
    columns = forms.MultipleChoiceField(
        label=_("Personal columns"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those without which it is no use."),
    )
    requester = forms.CharField(
        label=_("Who wants it"), max_length=120, help_text=_("The office and the person by name.")
    )
    purpose = forms.CharField(label=_("What for"), max_length=300)
    ground = forms.CharField(
        label=_("On what ground"), max_length=300, help_text=_("Law and paragraph, or order with its number.")
    )
    until_on = forms.DateField(label=_("To be deleted by"))

    area_path = ""

    def __init__(self, *args: Any, offered: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        personal = [(column.code, column.name) for column in offered.columns if column.is_personal]
        self.fields["columns"].choices = personal  # type: ignore[attr-defined]

    def clean_place(self) -> str:
        text: str = self.cleaned_data["place"]
        found = places.find_areas(text)
        if len(found) != 1:
            code = "accounts.several_places" if found else "accounts.no_such_place"
            raise forms.ValidationError(str(Reason.of(code, places=", ".join(place.name for place in found[:8]))))
        self.area_path = found[0].path
        return text

    def as_request(self) -> Request:
        given = self.cleaned_data
        return Request(
            offer=self.offered.code,
            area_path=self.area_path,
            columns=tuple(given["columns"]),
            requester=given["requester"],
            purpose=given["purpose"],
            ground=given["ground"],
            until_on=given["until_on"],
        )


class Decide(forms.Form):
    """What the second person does with it."""

    columns = forms.MultipleChoiceField(
        label=_("Columns to release"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave out what the purpose does not need."),
    )

    def __init__(self, *args: Any, chosen: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"columns": [code for code, _name in chosen]}, **kwargs})
        self.fields["columns"].choices = chosen  # type: ignore[attr-defined]


class Refuse(forms.Form):
    because = forms.CharField(label=_("Why not"), max_length=300)


class WhoAsks(forms.Form):
    """By what somebody showed who they are."""

    proof = forms.ChoiceField(label=_("They showed who they are by"), choices=PROOFS, widget=forms.RadioSelect)


class WhoseRecord(forms.Form):
    """Whose reads are looked at."""

    person = forms.UUIDField(label=_("Id of the record"), help_text=_("It stands in the address of the person's page."))

    @property
    def person_id(self) -> UUID | None:
        return self.cleaned_data["person"] if self.is_bound and self.is_valid() else None
