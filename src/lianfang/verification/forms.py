"""What is typed about lists and their rows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets.web import form_of
from lianfang.kernel.clock import today
from lianfang.kernel.ids import new_id
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import units_at_work
from lianfang.ui.forms import DayInput, MinuteInput
from lianfang.verification.models import LIST_KINDS
from lianfang.verification.rules import ListKind
from lianfang.verification.services.answering import Checked
from lianfang.verification.sheets import CHECK
from lianfang.verification.taking.runs import About

PLAIN = {"data-plain": True}


class UnitField(forms.CharField):
    """A unit by its name or code; gives the unit, None where the name is that of no unit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)
        self.widget.attrs.update({"list": "units", "autocomplete": "off", **PLAIN})

    def find(self, text: str) -> Unit | None:
        named = units_at_work().filter(name=text).order_by("path")
        return named.first() or (units_at_work().filter(code=text).first() if text else None)


class SendForm(forms.Form):
    """A list from above: who sent it, of what sort, why, about which days, by when."""

    file = forms.FileField(
        label=_("List (XLSX, XLS, ODS, CSV)"),
        help_text=_("In any layout; nothing is changed in it."),
        allow_empty_file=True,  # so that it is refused by the same sentence as everywhere
    )
    sender = UnitField(
        label=_("Who sent it"), help_text=_("One of the units, or the name of an office outside the district.")
    )
    kind = forms.ChoiceField(
        label=_("Sort of list"),
        choices=LIST_KINDS,
        initial=ListKind.TRAVELLED_TOGETHER.value,
        widget=forms.Select(PLAIN),
    )
    purpose = forms.CharField(label=_("What for"), max_length=300)
    ground = forms.CharField(
        label=_("On what ground"), max_length=300, help_text=_("The letter or order, with its number.")
    )
    window_from = forms.DateField(label=_("Days asked about, from"), required=False, widget=DayInput(PLAIN))
    window_until = forms.DateField(label=_("until"), required=False, widget=DayInput(PLAIN))
    due_at = forms.DateTimeField(
        label=_("To be answered by"),
        required=False,
        widget=MinuteInput(PLAIN),
        help_text=_("Left empty, the time of the edition in force holds."),
    )

    def about(self) -> About:
        given = self.cleaned_data
        field = self.fields["sender"]
        assert isinstance(field, UnitField)  # noqa: S101 - declared above
        unit = field.find(given["sender"].strip())
        return About(
            kind=ListKind(given["kind"]),
            purpose=given["purpose"],
            ground=given["ground"],
            sender=unit,
            outside="" if unit else given["sender"].strip(),
            window_from=given["window_from"],
            window_until=given["window_until"],
            due_at=given["due_at"],
        )


class CheckForm(form_of(CHECK)):  # type: ignore[misc]
    """One try to verify somebody: at the door, by phone or at the desk."""

    stamp = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def checked(self) -> Checked:
        return Checked.of(self.cleaned_data)


class PassForm(forms.Form):
    """To whom a row goes on: a unit of the district, or an office outside it."""

    to = UnitField(
        label=_("Pass on to"), help_text=_("One of the units, or the name of an office outside the district.")
    )

    def unit(self) -> Unit | None:
        field = self.fields["to"]
        assert isinstance(field, UnitField)  # noqa: S101 - declared above
        return field.find(self.cleaned_data["to"].strip())


class ReplyForm(forms.Form):
    """A reply in the layout of the list: by when the sender deletes it, and which columns go along."""

    until_on = forms.DateField(label=_("The sender deletes it by"), widget=DayInput(PLAIN))
    columns = forms.MultipleChoiceField(
        label=_("Columns with personal data that go along"), widget=forms.CheckboxSelectMultiple(PLAIN)
    )

    def __init__(self, *args: Any, columns: list[tuple[str, str]], usual: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["columns"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = columns
        field.initial = list(usual)
        self.fields["until_on"].initial = today() + timedelta(days=30)
