"""Forms of the desk: what is printed, for what and for which day."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.codes.services import MOST_LABELS
from lianfang.codes.writing import LAYOUTS
from lianfang.kernel.clock import today
from lianfang.paper.registry import Form, Subject
from lianfang.territory.forms import AreaField
from lianfang.territory.names import full_name, names_of

STICKERS = (
    ("3x8", _("3 x 8 on a sheet, 70 x 37 mm")),
    ("4x10", _("4 x 10 on a sheet, 48.5 x 25.4 mm")),
)


class PrintForm(forms.Form):
    """For what, for which day, and how many copies where the form has no known rows."""

    subject = forms.ChoiceField(label=_("For what"))
    day = forms.DateField(label=_("For the day"), initial=today, widget=forms.DateInput(attrs={"data-plain": True}))
    copies = forms.IntegerField(label=_("How many pages"), min_value=1, max_value=60, initial=1)

    def __init__(self, *args: Any, form: Form, subjects: Sequence[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names_of({each.area_path for each in subjects})
        choices = [(each.key, f"{each.title} · {full_name(each.area_path)}") for each in subjects]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]
        if any(block.lines for block in form.blocks):
            del self.fields["copies"]


class LabelsForm(forms.Form):
    """How many labels, on which sheets, each how many times."""

    sheets = forms.ChoiceField(label=_("Sheets of labels"), choices=STICKERS, initial="3x8", widget=forms.RadioSelect)
    count = forms.IntegerField(label=_("Tubes"), min_value=1, max_value=MOST_LABELS, initial=LAYOUTS["3x8"].on_a_sheet)
    times = forms.IntegerField(
        label=_("Labels for each tube"),
        min_value=1,
        max_value=4,
        initial=1,
        help_text=_("Two where one is stuck on the tube and one on the list."),
    )


class CodesForm(forms.Form):
    """The place whose codes are printed."""

    area = AreaField(
        label=_("Place"),
        widget=forms.TextInput({"list": "areas", "autocomplete": "off"}),
        help_text=_("A building, a grid or a community, by its name or its code."),
    )
