"""What is typed about measures. Reasons may say something about a person, so drafts do not keep them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.measures.models import Measure
from lianfang.measures.rules import AppealDecision
from lianfang.measures.words import APPEAL_DECISIONS, GROUNDS, KINDS
from lianfang.ui.forms import ChoiceCards

PLAIN = {"data-plain": True}


class Excess(forms.Form):
    """Only where the order goes further than the edition; shown with the reason why it is asked."""

    excess_authority = forms.CharField(
        label=_("authority for going further"),
        max_length=80,
        required=False,
        help_text=_("Only where this goes further than the edition."),
        widget=forms.TextInput(PLAIN),
    )
    excess_reason = forms.CharField(label=_("reason for going further"), max_length=300, required=False)


class ProposeForm(forms.Form):
    kind = forms.ChoiceField(label=_("measure"), choices=KINDS, widget=ChoiceCards)
    ground = forms.ChoiceField(label=_("ground"), choices=GROUNDS)
    counted_from = forms.DateField(
        label=_("day of the event that counts"),
        help_text=_("The last contact, leaving the risk area, ...: as the edition counts for this measure."),
    )
    place = forms.CharField(
        label=_("where it is spent"), max_length=200, required=False, help_text=_("Empty: at the home on record.")
    )


class OrderForm(Excess):
    ground = forms.ChoiceField(label=_("ground"), choices=GROUNDS)
    last_day = forms.DateField(label=_("last day of the measure"))

    field_order = ("ground", "last_day", "excess_authority", "excess_reason")


class ReasonForm(forms.Form):
    because = forms.CharField(
        label=_("reason given"),
        max_length=300,
        help_text=_("In a sentence that the person may read."),
        widget=forms.Textarea({"rows": 2}),
    )


class ExtendForm(ReasonForm, Excess):
    last_day = forms.DateField(label=_("new last day"))

    field_order = ("last_day", "because", "excess_authority", "excess_reason")


class ReleaseForm(forms.Form):
    negative_tests = forms.IntegerField(label=_("negative tests seen"), min_value=0, max_value=10, initial=0)
    because = forms.CharField(
        label=_("why without them"), max_length=300, required=False, help_text=_("Only where fewer were seen.")
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = measure.rules.release_tests if measure.rules else 0
        self.fields["negative_tests"].help_text = _("The edition asks for %(asked)s.") % {"asked": asked}
        if not asked:
            del self.fields["negative_tests"], self.fields["because"]


class AppealForm(forms.Form):
    said = forms.CharField(label=_("what the person says"), max_length=1000, widget=forms.Textarea({"rows": 4}))


class DecideAppealForm(ReasonForm):
    decision = forms.TypedChoiceField(
        label=_("decision on the appeal"), choices=APPEAL_DECISIONS, coerce=AppealDecision, widget=ChoiceCards
    )
    last_day = forms.DateField(label=_("new last day"), required=False, help_text=_("Only where it is shortened."))

    field_order = ("decision", "last_day", "because")
