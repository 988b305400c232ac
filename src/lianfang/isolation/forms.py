"""What is typed about somebody's health, by the sheets; nothing of it is kept in a draft."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets.web import form_of
from lianfang.isolation.rules import Reading, Reporter
from lianfang.isolation.selectors import clinics
from lianfang.isolation.sheets import HEALTH_REPORT, URGENT_NEED
from lianfang.orgs.models import Unit

BY_THE_PERSON = HEALTH_REPORT.without("second_temperature", "note").changed(
    "reporter",
    label=_("who answers"),
    choices=((Reporter.RESIDENT.value, _("I myself")), (Reporter.FAMILY.value, _("a relative"))),
    default=Reporter.RESIDENT.value,
)


class Asking(forms.Form):
    """What the forms of a health report share: only the symptoms that the edition asks for, and the reading they give."""

    def __init__(self, *args: Any, asked: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        symptoms: Any = self.fields["symptoms"]
        if wanted := set(asked):
            symptoms.choices = [each for each in symptoms.choices if each[0] in wanted]
        self.fields["temperature"].widget.attrs["autofocus"] = True

    def reading(self) -> Reading:
        return Reading.of(self.cleaned_data)


class HealthForm(Asking, form_of(HEALTH_REPORT)):  # type: ignore[misc]
    """By a worker."""


class RoundForm(Asking, form_of(HEALTH_REPORT.without("note"))):  # type: ignore[misc]
    """One after the other along the doors: the temperature, and the rest only where there is something to say."""


class MyForm(Asking, form_of(BY_THE_PERSON)):  # type: ignore[misc]
    """What the person or a relative is asked."""


class ClinicForm(forms.Form):
    clinic = forms.ModelChoiceField(queryset=Unit.objects.none(), label=_("clinic"), empty_label=None)
    note = forms.CharField(label=_("what the clinic should know"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"].queryset = clinics()  # type: ignore[attr-defined]


UrgentForm = form_of(URGENT_NEED)


class VoidForm(forms.Form):
    because = forms.CharField(label=_("why it is wrong"), max_length=200)
