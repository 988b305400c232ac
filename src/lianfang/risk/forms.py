"""What is typed about risk areas. Places are no personal data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.risk.models import LEVELS, WIDTHS
from lianfang.risk.rules import Place, Width
from lianfang.risk.services import Entry
from lianfang.ui.forms import ChoiceCards

PLAIN = {"data-plain": True}


class RiskAreaForm(forms.Form):
    name = forms.CharField(
        label=_("name of the place"),
        max_length=120,
        help_text=_("In full, from the city down: 沈阳市和平区南湖街道文安路小区."),
        widget=forms.TextInput(PLAIN),
    )
    level = forms.ChoiceField(label=_("risk level"), choices=LEVELS, widget=ChoiceCards)
    width = forms.ChoiceField(label=_("how wide"), choices=WIDTHS, initial=Width.COMPOUND.value)
    code = forms.CharField(
        label=_("division code"),
        max_length=12,
        required=False,
        help_text=_("Of the street, or as fine as it is known; without it a place is found by its name alone."),
        widget=forms.TextInput({**PLAIN, "inputmode": "numeric"}),
    )
    from_at = forms.DateTimeField(label=_("risk from"), required=False, help_text=_("Empty: from now."))
    until_at = forms.DateTimeField(label=_("risk until"), required=False, help_text=_("Empty: until further notice."))
    exposed_from = forms.DateField(
        label=_("being there counts from"),
        required=False,
        help_text=_("Where people who were there earlier count too; otherwise the first day."),
    )
    source = forms.CharField(label=_("announced by"), max_length=120, widget=forms.TextInput(PLAIN))
    publish_now = forms.BooleanField(
        label=_("publish at once"),
        required=False,
        initial=True,
        help_text=_("Only what is published counts for anybody."),
    )

    def entry(self) -> Entry:
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name != "publish_now"}
        return Entry(**given)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("list of risk areas"),
        help_text=_("XLSX, XLS or CSV; columns in any order. Place and level are needed."),
    )
    source = forms.CharField(label=_("announced by"), max_length=120, widget=forms.TextInput(PLAIN))


class ChangeForm(forms.Form):
    level = forms.ChoiceField(label=_("new level"), choices=LEVELS, widget=ChoiceCards)
    source = forms.CharField(label=_("announced by"), max_length=120, widget=forms.TextInput(PLAIN))


class LookUpForm(forms.Form):
    place = forms.CharField(label=_("name of the place"), max_length=120, required=False, widget=forms.TextInput(PLAIN))
    code = forms.RegexField(
        r"^\d{2,12}$",
        label=_("division code"),
        required=False,
        widget=forms.TextInput({**PLAIN, "inputmode": "numeric"}),
    )

    def told(self) -> Place | None:
        """What was asked for, or None where nothing was."""
        name, code = self.cleaned_data.get("place", ""), self.cleaned_data.get("code", "")
        return Place(code, name) if name or code else None
