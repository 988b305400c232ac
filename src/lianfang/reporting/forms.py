"""The forms of reports and bulletins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Figure
from lianfang.figures.engine import figure_of
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import UNIT_KINDS
from lianfang.reporting.models import SENT_HOW
from lianfang.reporting.selectors import Counted
from lianfang.reporting.services.filing import Stated
from lianfang.ui.forms import DayInput


@dataclass(frozen=True)
class FormLine:
    """One figure of the form: counted, and the two fields beside it."""

    figure: Figure
    counted: int
    stated: BoundField
    because: BoundField


class FilingForm(forms.Form):
    """What a unit states beside what was counted; each number stands there already and may be changed with a reason."""

    def __init__(self, counted: Counted, usual: Mapping[str, int], data: Any = None) -> None:
        super().__init__(data)
        self.counted = counted
        for code, number in counted.numbers.items():
            self._ask(code, number, usual.get(code, number))

    def _ask(self, code: str, counted: int, usual: int) -> None:
        name = figure_of(code).name
        self.fields[f"stated_{code}"] = forms.IntegerField(
            label=f"{name}",
            min_value=0,
            max_value=10**9,
            initial=usual,
            widget=forms.NumberInput({"class": "short", "aria-label": name}),
        )
        self.fields[f"because_{code}"] = forms.CharField(
            label=_("why it differs"),
            max_length=200,
            required=False,
            initial=_("as the units below state it") if usual != counted else "",
            widget=forms.TextInput({"aria-label": _("%(figure)s: why it differs") % {"figure": name}}),
        )

    def lines(self) -> Iterator[FormLine]:
        for code, number in self.counted.numbers.items():
            yield FormLine(figure_of(code), number, self[f"stated_{code}"], self[f"because_{code}"])

    @property
    def stated(self) -> Stated:
        given = self.cleaned_data
        codes = self.counted.numbers
        return Stated(
            {code: given[f"stated_{code}"] for code in codes}, {code: given[f"because_{code}"] for code in codes}
        )

    def refuse(self, fields: Mapping[str, Reason]) -> None:
        """Put a service's reasons beside the fields."""
        for name, reason in fields.items():
            self.add_error(name, str(reason))


class SentForm(forms.Form):
    """How a report went to the level above."""

    how = forms.ChoiceField(label=_("how it was sent"), choices=SENT_HOW)
    to = forms.CharField(
        label=_("to whom, under what number"),
        max_length=120,
        required=False,
        help_text=_("The office that received it, a journal or receipt number."),
    )


class DutyForm(forms.Form):
    """A kind of unit that is to report from today on."""

    unit_kind = forms.ChoiceField(label=_("kind of unit"), choices=UNIT_KINDS)


class NewBulletinForm(forms.Form):
    """The day of which a bulletin is to be written."""

    day = forms.DateField(label=_("day"), widget=DayInput())


REMARKS: dict[str, Any] = {
    "required": False,
    "max_length": 2000,
    "widget": forms.Textarea({"rows": 4}),
    "help_text": _("No names of people."),
}


class NoteForm(forms.Form):
    """Remarks that stand below the figures, in both languages; no names of people."""

    note_zh = forms.CharField(label=_("remarks in Chinese"), **REMARKS)
    note_en = forms.CharField(label=_("remarks in English"), **REMARKS)


class ReturnForm(forms.Form):
    """Why a bulletin goes back to its writer."""

    because = forms.CharField(label=_("why returned"), max_length=200)
