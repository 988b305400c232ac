"""The form of a knock, and what else is typed about tasks and hand-overs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.errors import Invalid
from lianfang.kernel.ids import new_id
from lianfang.tasks.answers import NO, YES
from lianfang.tasks.catalogue import AnswerKind, Question
from lianfang.tasks.knocks import Knock, Slot
from lianfang.tasks.models.visits import CHANNELS, OUTCOMES
from lianfang.tasks.rules import Channel, Reached
from lianfang.ui.forms import Digits

RETURNS = [
    ("tasks.return_not_ours", _("The address is not in our area.")),
    ("tasks.return_unknown_address", _("The address cannot be found.")),
    ("tasks.return_already_known", _("The person is already being looked after here.")),
    ("tasks.return_no_room", _("There is no room or nobody to receive the person.")),
    ("tasks.return_wrong_data", _("The data are wrong.")),
    ("tasks.return_other", _("Another reason; see the note.")),
]
PLAIN = {"data-plain": True}


class ReturnForm(forms.Form):
    """Why something comes back."""

    because = forms.ChoiceField(label=_("Why"), choices=RETURNS)
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))


class AcceptForm(forms.Form):
    """Going on duty and accepting in one press: the phone under which the sender reaches whoever accepts."""

    phone = forms.CharField(label=_("Your phone on duty"), max_length=20, required=False, widget=Digits())
    contact = forms.CharField(label=_("Who accepted there, and when"), max_length=120, required=False)


class KnockForm(forms.Form):
    """One form for all tasks of a door: how and with what outcome, then each question once."""

    stamp = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    channel = forms.ChoiceField(
        label=_("In what way"), choices=CHANNELS, widget=forms.RadioSelect, initial=Channel.DOOR.value
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=OUTCOMES, widget=forms.RadioSelect, initial=Reached.REACHED.value
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, knock: Knock, sees: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = knock.to_ask
        names: dict[Any, str] = (
            {person.pk: person.name for person in knock.people} if sees and len(knock.people) > 1 else {}
        )
        for slot in self.slots:
            self.fields[slot.key] = _field(slot, names.get(slot.person_id, ""))
        self.order_fields(["stamp", "channel", "outcome", *(slot.key for slot in self.slots), "note"])

    def answers(self) -> dict[str, str]:
        """What was answered, by slot; the service says what is missing."""
        given = {slot.key: self.cleaned_data.get(slot.key) or "" for slot in self.slots}
        return {key: ",".join(value) if isinstance(value, list) else str(value) for key, value in given.items()}

    def show(self, invalid: Invalid) -> None:
        for key, reason in invalid.fields.items():
            self.add_error(key if key in self.fields else None, str(reason))


def _field(slot: Slot, name: str) -> forms.Field:
    """Nothing is required here: whether an answer is missing depends on the outcome, and the service says so."""
    question = slot.question
    label = f"{name}: {question.wording}" if name else str(question.wording)
    return _MAKERS.get(question.answer, _text)(question, {"label": label, "required": False})


def _text(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=300, **common)


def _number(question: Question, common: dict[str, Any]) -> forms.Field:
    step = "decimal" if question.answer is AnswerKind.TEMPERATURE else "numeric"
    return forms.CharField(max_length=12, widget=forms.TextInput({"inputmode": step, "class": "short"}), **common)


def _one_of(question: Question, common: dict[str, Any]) -> forms.Field:
    options: Any = question.choices
    if question.answer is AnswerKind.YES_NO:
        options = [(YES, _("yes")), (NO, _("no"))]
    kind: Any = forms.ChoiceField
    if question.answer is AnswerKind.CHOICES:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    return kind(choices=options, widget=forms.RadioSelect, **common)  # type: ignore[no-any-return]


def _date(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=10, widget=forms.DateInput({"type": "date"}), **common)


def _phone(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=20, widget=Digits(), **common)


_MAKERS = {
    AnswerKind.NUMBER: _number,
    AnswerKind.TEMPERATURE: _number,
    AnswerKind.YES_NO: _one_of,
    AnswerKind.CHOICE: _one_of,
    AnswerKind.CHOICES: _one_of,
    AnswerKind.DATE: _date,
    AnswerKind.PHONE: _phone,
}


class ReassignForm(forms.Form):
    """To whom tasks go."""

    unit = forms.ChoiceField(label=_("To the unit"))
    user = forms.CharField(
        label=_("To the person (login name)"),
        max_length=64,
        required=False,
        help_text=_("Empty: to the unit as a whole."),
        widget=forms.TextInput({"autocomplete": "off", **PLAIN}),
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
