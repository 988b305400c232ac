"""The form of a knock, and what else is typed about tasks and hand-overs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.errors import Invalid
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Text
from lianfang.tasks.answers import NO, YES
from lianfang.tasks.catalogue import AnswerKind, Question, questions
from lianfang.tasks.kinds import Purpose
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
PURPOSES = [
    (Purpose.CONTROL.value, _("prevention and control")),
    (Purpose.CARE.value, _("care")),
    (Purpose.SERVICE.value, _("service")),
]
PLAIN = {"data-plain": True}
MOST_STAYS = 5


class ReturnForm(forms.Form):
    """Why something comes back."""

    because = forms.ChoiceField(label=_("Why"), choices=RETURNS)
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))


class AcceptForm(forms.Form):
    """Going on duty and accepting in one press: the phone under which the sender reaches whoever accepts."""

    phone = forms.CharField(label=_("Your phone on duty"), max_length=20, required=False, widget=Digits())
    contact = forms.CharField(label=_("Who accepted there, and when"), max_length=120, required=False)


class Stays(forms.Widget):
    """Places with their days in rows, read and written as `risk.visits` does."""

    template_name = "tasks/stays.html"
    rows = 2
    parts = (("place", _("Place, from the city down")), ("from", _("From")), ("until", _("Until")))
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        stays = [line.split("|") for line in str(value or "").splitlines()]
        shown = [*stays, *([["", "", ""]] * max(1, self.rows - len(stays)))]
        context["rows"] = [
            [(f"{name}_{part}_{at}", label, each) for (part, label), each in zip(self.parts, row, strict=False)]
            for at, row in enumerate(shown)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        rows, at = [], 0
        while f"{name}_place_{at}" in data and at < MOST_STAYS:
            rows.append([str(data.get(f"{name}_{part}_{at}", "")).strip() for part, _label in self.parts])
            at += 1
        filled = [(place, first, last or first) for place, first, last in rows if place or first or last]
        return "\n".join(f"{place.replace('|', ' ')}|{first}|{last}" for place, first, last in filled)

    def id_for_label(self, id_: str | None, index: str = "") -> str:
        return f"{id_}_place_0"


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
        self.slots, self.people = knock.to_ask, {person.pk: person for person in knock.people}
        self.sees = sees
        for slot in self.slots:
            self.fields[slot.key] = field_for(slot, knock.suggested.get(slot, ""))
        self.asked = [person for person in self.people if any(slot.person_id == person for slot in self.slots)]
        if len(self.asked) > 1 or any(slot.person_id is None for slot in self.slots):
            self.fields |= {absent_key(person): _absent() for person in self.asked}

    def first(self) -> list[forms.BoundField]:
        """How it went, before anything is asked."""
        return [self["channel"], self["outcome"]]

    def groups(self) -> list["Group"]:
        """What is asked of the household, then of each person."""
        of_all = [self[slot.key] for slot in self.slots if slot.person_id is None]
        groups = [Group(_("The household"), of_all)] if of_all else []
        for number, person in enumerate(self.asked, start=1):
            name = self.people[person].name if self.sees else _("Person %(number)s") % {"number": number}
            tick = [self[absent_key(person)]] if absent_key(person) in self.fields else []
            asked = [self[slot.key] for slot in self.slots if slot.person_id == person]
            groups.append(Group(name, [*tick, *asked], self.people[person].phone if self.sees else ""))
        return groups

    def absent(self) -> frozenset[UUID]:
        """Who was out."""
        return frozenset(person for person in self.asked if self.cleaned_data.get(absent_key(person)))

    def answers(self) -> dict[str, str]:
        """What was answered, by slot; the service says what is missing."""
        given = {slot.key: self.cleaned_data.get(slot.key) or "" for slot in self.slots}
        return {key: ",".join(value) if isinstance(value, list) else str(value) for key, value in given.items()}

    def show(self, invalid: Invalid) -> None:
        for key, reason in invalid.fields.items():
            self.add_error(key if key in self.fields else None, str(reason))


@dataclass(frozen=True)
class Group:
    """Fields under one heading."""

    name: Text
    fields: list[forms.BoundField]
    phone: str = ""
    """Where to call, in the open for whoever sees whom it is about."""


def absent_key(person: UUID) -> str:
    return f"absent:{person}"


def _absent() -> forms.Field:
    return forms.BooleanField(label=_("Was not there; what is asked waits on"), required=False)


def field_for(slot: Slot, suggested: str = "") -> forms.Field:
    """Nothing is required here: whether an answer is missing depends on the outcome, and the service says so."""
    question = slot.question
    common = {"label": str(question.wording), "required": False, "initial": suggested or None}
    return _MAKERS.get(question.answer, _text)(question, common)


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


def _stays(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=1200, widget=Stays(), **common)


_MAKERS = {
    AnswerKind.NUMBER: _number,
    AnswerKind.TEMPERATURE: _number,
    AnswerKind.YES_NO: _one_of,
    AnswerKind.CHOICE: _one_of,
    AnswerKind.CHOICES: _one_of,
    AnswerKind.DATE: _date,
    AnswerKind.PHONE: _phone,
    AnswerKind.STAYS: _stays,
}


class WonderForm(forms.Form):
    """What a unit wants to know of a household or person."""

    questions = forms.MultipleChoiceField(label=_("What to ask"), widget=forms.CheckboxSelectMultiple)
    purpose = forms.ChoiceField(label=_("What for"), choices=PURPOSES, widget=forms.RadioSelect)
    due_at = forms.DateTimeField(label=_("To be answered by"))

    def __init__(self, *args: Any, of_household: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [each for each in questions.values() if each.open_to_all and each.of_household >= of_household]
        self.fields["questions"].choices = [(each.code, each.wording) for each in offered]  # type: ignore[attr-defined]

    def show(self, invalid: Invalid) -> None:
        for key, reason in invalid.fields.items():
            self.add_error(key if key in self.fields else None, str(reason))


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
