"""What is typed about somebody's health; nothing of it is kept in a draft."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.isolation.models import REPORTERS, SYMPTOMS
from lianfang.isolation.rules import Reading, Reporter
from lianfang.isolation.selectors import clinics
from lianfang.orgs.models import Unit
from lianfang.ui.forms import ChoiceCards, TickCards


class Temperature(forms.DecimalField):
    """Degrees Celsius with one decimal; 365 is understood as 36.5, so that one hand suffices."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=4, decimal_places=1, **kwargs)
        self.widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        self.widget.is_required = self.required

    def to_python(self, value: Any) -> Any:
        read: Decimal | None = super().to_python(str(value or "").strip().replace(",", ".").replace("，", ".") or None)
        return read / 10 if read is not None and 300 <= read <= 460 else read


class HealthForm(forms.Form):
    temperature = Temperature(label=_("temperature, °C"))
    second_temperature = Temperature(
        label=_("second reading, °C"), required=False, help_text=_("After ten minutes' rest, where the first was high.")
    )
    symptoms = forms.MultipleChoiceField(label=_("symptoms"), choices=SYMPTOMS, required=False, widget=TickCards)
    reporter = forms.ChoiceField(
        label=_("told by"), choices=REPORTERS, widget=ChoiceCards, initial=Reporter.WORKER.value
    )
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def __init__(self, *args: Any, asked: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = set(asked)
        if wanted:
            self.fields["symptoms"].choices = [each for each in SYMPTOMS if each[0] in wanted]  # type: ignore[attr-defined]
        self.fields["temperature"].widget.attrs["autofocus"] = True

    def reading(self) -> Reading:
        given = self.cleaned_data
        return Reading(
            temperature=given["temperature"],
            second_temperature=given.get("second_temperature"),
            symptoms=tuple(given.get("symptoms", ())),
            reporter=Reporter(given.get("reporter") or Reporter.WORKER),
            note=given.get("note", ""),
        )


class RoundForm(HealthForm):
    """One after the other along the doors: the temperature, and the rest only where there is something to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]


class MyForm(HealthForm):
    """What the person or a relative is asked."""

    reporter = forms.ChoiceField(
        label=_("who answers"),
        choices=[(Reporter.RESIDENT.value, _("I myself")), (Reporter.FAMILY.value, _("a relative"))],
        widget=ChoiceCards,
        initial=Reporter.RESIDENT.value,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"], self.fields["second_temperature"]


class ClinicForm(forms.Form):
    clinic = forms.ModelChoiceField(queryset=Unit.objects.none(), label=_("clinic"), empty_label=None)
    note = forms.CharField(label=_("what the clinic should know"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"].queryset = clinics()  # type: ignore[attr-defined]


class UrgentForm(forms.Form):
    said = forms.CharField(label=_("what is needed"), max_length=300, required=False)


class VoidForm(forms.Form):
    because = forms.CharField(label=_("why it is wrong"), max_length=200)
