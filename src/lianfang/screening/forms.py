"""What is typed about a round, and at a desk about a door."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets.web import form_of
from lianfang.kernel.clock import at, now, today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.people.forms import AreaField
from lianfang.screening.lists import households_on
from lianfang.screening.models import BEHIND, FOLLOWED, PURPOSES, Round
from lianfang.screening.rules import HOURS, MOST_TRIES, Behind
from lianfang.screening.services import Plan, Seen
from lianfang.screening.sheets import ARRIVED, CLOSE, DOOR, IN_NEED, NEW_DOOR, PARTS, UNWELL
from lianfang.tasks.catalogue import question_of
from lianfang.tasks.catalogue import questions as catalogue
from lianfang.tasks.forms import Stays, field_for
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.knocks import Slot
from lianfang.tasks.questions import PEOPLE_AT_HOME

USUAL_DAYS = 3
MOST_LISTED = 400_000
"""Characters of a list that is pasted."""


def show(form: forms.BaseForm, invalid: Invalid) -> None:
    """Each problem of a service beside its field."""
    for name, reason in invalid.fields.items():
        form.add_error(name if name in form.fields else None, str(reason))


class RoundForm(forms.Form):
    """A round as it is planned."""

    name = forms.CharField(label=_("name of the round"), max_length=60, widget=forms.TextInput({"data-plain": True}))
    area = AreaField(
        label=_("area"), help_text=_("A street, a community, a grid: every door below it belongs to the round.")
    )
    behind = forms.ChoiceField(
        label=_("door to door among"), choices=BEHIND, widget=forms.RadioSelect, initial=Behind.HOUSEHOLDS.value
    )
    purpose = forms.ChoiceField(
        label=_("purpose"), choices=PURPOSES, widget=forms.RadioSelect, initial=Purpose.CONTROL.value
    )
    questions = forms.MultipleChoiceField(
        label=_("also asked at each door"), required=False, widget=forms.CheckboxSelectMultiple
    )
    from_at = forms.DateTimeField(label=_("begins"))
    until_at = forms.DateTimeField(label=_("ends"))
    tries = forms.IntegerField(
        label=_("visits at most"),
        min_value=1,
        max_value=MOST_TRIES,
        initial=3,
        help_text=_("Where nobody is spoken to, the next visit is planned by itself, at another hour."),
    )
    left_over_of = forms.ChoiceField(
        label=_("only what another round has left"), required=False, help_text=_("Empty: every door of the area.")
    )
    listed = forms.CharField(
        label=_("only these doors"),
        required=False,
        max_length=MOST_LISTED,
        widget=forms.Textarea({"rows": 4, "data-plain": True}),
        help_text=_("One in each line: the code on the door, or its building and door. Empty: every door of the area."),
    )

    def __init__(self, *args: Any, rounds: list[Round], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("from_at", now())
        kwargs["initial"].setdefault("until_at", at(today() + timedelta(days=USUAL_DAYS), HOURS[1]))
        super().__init__(*args, **kwargs)
        offered = [
            (each.code, each.wording) for each in catalogue.values() if each.open_to_all and each != PEOPLE_AT_HOME
        ]
        self.fields["questions"].choices = offered  # type: ignore[attr-defined]
        earlier = [("", "—"), *((str(each.pk), each.name) for each in rounds if each.behind == Behind.HOUSEHOLDS)]
        self.fields["left_over_of"].choices = earlier  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What was typed. Raises Invalid where a line of the list means no door."""
        given = self.cleaned_data
        listed = households_on(given["listed"], given["area"]) if given["listed"].strip() else None
        return Plan(
            name=given["name"],
            area_path=given["area"],
            until_at=given["until_at"],
            from_at=given["from_at"],
            behind=Behind(given["behind"]),
            purpose=Purpose(given["purpose"]),
            questions=tuple(given["questions"]),
            tries=given["tries"],
            households=listed,
            left_over_of=UUID(given["left_over_of"]) if given["left_over_of"] else None,
        )


class ChangeForm(forms.Form):
    """What may be changed of a round that runs."""

    name = forms.CharField(label=_("name of the round"), max_length=60, widget=forms.TextInput({"data-plain": True}))
    until_at = forms.DateTimeField(label=_("ends"))
    tries = forms.IntegerField(label=_("visits at most"), min_value=1, max_value=MOST_TRIES)


class ArrivedForm(form_of(ARRIVED)):  # type: ignore[misc]
    """Somebody who came; where they were is typed in rows."""

    been_in = forms.CharField(label=_("where they were"), required=False, max_length=1200, widget=Stays())


PART_FORMS: Mapping[str, type[forms.Form]] = {
    "arrived": ArrivedForm,
    "unwell": form_of(UNWELL),
    "in_need": form_of(IN_NEED),
}
MOST_ROWS = 20


class KnockForm(form_of(DOOR)):  # type: ignore[misc]
    """What came of a knock, and the answers to the round's questions."""

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slots = [Slot(question_of(code), None) for code in round_.questions]
        self.asked = [slot.key for slot in slots]
        self.fields |= {slot.key: field_for(slot) for slot in slots}

    def answers(self) -> dict[str, str]:
        given = {key: self.cleaned_data.get(key) or "" for key in self.asked}
        return {key: ",".join(value) if isinstance(value, list) else str(value) for key, value in given.items()}

    def values(self) -> dict[str, Any]:
        """The items of the sheet."""
        return {ask.name: self.cleaned_data.get(ask.name) for ask in self.sheet}


class NewDoorForm(KnockForm, form_of(NEW_DOOR, area_path=AreaField())):  # type: ignore[misc]
    """A household on no list: where it is, and who was spoken to there."""

    sheet = NEW_DOOR

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["outcome"]
        self.order_fields(["area_path", "door", *self.fields])


class Told:
    """The whole page of a knock: the form of the door, and the rows of whom it is about."""

    def __init__(self, form: KnockForm, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        self.form = form
        before = {} if data else initial or {}
        self.parts = {name: _rows_of(name)(data, prefix=name, initial=before.get(name, [])) for name in PARTS}

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(part.is_valid() for part in self.parts.values())])

    @property
    def titles(self) -> list[tuple[Any, BaseFormSet[Any]]]:
        return [(PARTS[name].name, rows) for name, rows in self.parts.items()]

    def seen(self, **more: Any) -> Seen:
        """What was typed, as the sheet reads it. Raises Invalid, naming the items."""
        filled = {name: [_filled(row) for row in part.forms if row.has_changed()] for name, part in self.parts.items()}
        read = self.form.sheet.read(self.form.values() | filled)
        return Seen.of(read | {"answers": self.form.answers()}, **more)

    def show(self, invalid: Invalid) -> None:
        """Put each problem beside its field: ``unwell-0-symptoms`` in the first row of those who are unwell."""
        for key, reason in invalid.fields.items():
            part, _bar, rest = key.partition("-")
            number, _bar, name = rest.partition("-")
            if part in self.parts and number.isdigit() and int(number) < len(self.parts[part].forms):
                _add(self.parts[part].forms[int(number)], name, reason)
            else:
                _add(self.form, key, reason)


def _add(form: forms.BaseForm, name: str, reason: Reason) -> None:
    form.add_error(name if name in form.fields else None, str(reason))


def _filled(row: forms.BaseForm) -> dict[str, Any]:
    return {name: value for name, value in row.cleaned_data.items() if value not in (None, "", [])}


class Rows(BaseFormSet[Any]):
    """Rows of people; one that is left or made empty says nothing."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        row = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        row.empty_permitted = True
        return row


def _rows_of(name: str) -> type[BaseFormSet[Any]]:
    return formset_factory(PART_FORMS[name], formset=Rows, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


CloseForm = form_of(CLOSE)


class FollowForm(forms.Form):
    """What was done about a symptom or a need."""

    followed = forms.ChoiceField(label=_("what was done"), choices=FOLLOWED, widget=forms.RadioSelect)


class VoidForm(forms.Form):
    because = forms.CharField(label=_("why it is wrong"), max_length=200)
