"""What is typed between the table and the result."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.laboratory.models import VALUES
from lianfang.laboratory.models.boxes import COLDEST, WARMEST
from lianfang.laboratory.rules import CLOCK_ERROR, CT_LEAST, CT_MOST, Reading, Value
from lianfang.laboratory.selectors import laboratories
from lianfang.laboratory.services import Taken
from lianfang.orgs.models import Unit
from lianfang.sampling.rules import tube_code
from lianfang.ui.forms import ChoiceCards, MinuteInput

SCANNED = forms.TextInput(
    {"autofocus": True, "autocomplete": "off", "data-plain": True, "autocapitalize": "characters"}
)


def temperature() -> forms.DecimalField:
    return forms.DecimalField(
        label=_("temperature in the box, °C"),
        required=False,
        min_value=COLDEST,
        max_value=WARMEST,
        max_digits=4,
        decimal_places=1,
    )


def count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=2000)


class BoxForm(forms.Form):
    """To which laboratory a box goes."""

    to_unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=_("laboratory"), required=False, empty_label=_("outside the district")
    )
    to_name = forms.CharField(
        label=_("laboratory outside the district"),
        max_length=80,
        required=False,
        help_text=_("Its name, where it is none of the district's. It gets the waybill; you record its receipt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].queryset = laboratories()  # type: ignore[attr-defined]


class ScanForm(forms.Form):
    """One tube."""

    tube = forms.CharField(label=_("code of the tube"), max_length=60, widget=SCANNED)


class SealForm(forms.Form):
    counted = count(_("tubes counted by hand"))
    temperature = temperature()


class CourierForm(forms.Form):
    """Who takes a box."""

    carrier = forms.CharField(label=_("vehicle and driver"), max_length=120)
    temperature = temperature()
    note = forms.CharField(label=_("note"), max_length=200, required=False)

    def taken(self) -> Taken:
        return Taken(**self.cleaned_data)


class ReceiveForm(forms.Form):
    """What the laboratory counts."""

    counted = count(_("tubes counted"))
    scanned = forms.CharField(
        label=_("tubes scanned"),
        required=False,
        widget=forms.Textarea({"rows": 8, "data-plain": True}),
        help_text=_("Only where the number is another than on the waybill: scan every tube, one to a line."),
    )
    temperature = temperature()
    note = forms.CharField(label=_("note"), max_length=200, required=False)

    def taken(self) -> Taken:
        given = self.cleaned_data
        return Taken(counted=given["counted"], temperature=given["temperature"], note=given["note"])

    def codes(self) -> list[str]:
        return str(self.cleaned_data["scanned"]).split("\n")


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("why"), max_length=200)


class ResultForm(forms.Form):
    """What the laboratory found."""

    value = forms.ChoiceField(label=_("test result"), choices=VALUES, widget=ChoiceCards)
    ct_n = forms.DecimalField(
        label=_("Ct of N"), required=False, min_value=CT_LEAST, max_value=CT_MOST, max_digits=5, decimal_places=2
    )
    ct_orf1ab = forms.DecimalField(
        label=_("Ct of ORF1ab"), required=False, min_value=CT_LEAST, max_value=CT_MOST, max_digits=5, decimal_places=2
    )
    tested_at = forms.DateTimeField(label=_("tested at"), required=False, widget=MinuteInput)

    def clean_tested_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["tested_at"]
        if at is not None and at > now() + CLOCK_ERROR:
            raise forms.ValidationError(_("The time of testing has not come yet."))
        return at

    def reading(self, tube: str) -> Reading:
        given = self.cleaned_data
        return Reading(tube, Value(given["value"]), given["ct_n"], given["ct_orf1ab"], given["tested_at"])


class EnterForm(ResultForm):
    """One tube after the other; the value is offered again."""

    tube = forms.CharField(label=_("code of the tube"), max_length=60, widget=SCANNED)
    field_order = ("tube", "value", "ct_n", "ct_orf1ab", "tested_at")

    def clean_tube(self) -> str:
        return tube_code(self.cleaned_data["tube"])


class CorrectForm(ResultForm):
    because = forms.CharField(label=_("why it is wrong"), max_length=200)


class TakeForm(forms.Form):
    """What has to be put right before a result can be taken."""

    code = forms.CharField(
        label=_("right code of the tube"), max_length=60, required=False, widget=forms.TextInput({"data-plain": True})
    )
    tested_at = forms.DateTimeField(label=_("tested at"), required=False, widget=MinuteInput)
    because = forms.CharField(label=_("why"), max_length=200, required=False)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("list of results"),
        help_text=_("XLSX, XLS or CSV as the laboratory writes it; columns in any order, with their usual names."),
    )
