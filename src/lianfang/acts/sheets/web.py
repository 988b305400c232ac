"""The web form of a sheet: a field an item, by the widget its kind is answered with; errors in the words of `reading`."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms

from lianfang.acts.sheets.asks import Ask, Kind
from lianfang.acts.sheets.phone import condition
from lianfang.acts.sheets.reading import Wrong, read
from lianfang.acts.sheets.sheet import NO_NUMBERS, Sheet
from lianfang.ui.forms import ChoiceCards, DayInput, Digits, MinuteInput, TickCards

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FEW = 8
"""So many choices stand as cards; more are a list to choose from."""


class Typed(forms.CharField):
    """What is typed, read as its item says."""

    def __init__(self, ask: Ask, **kwargs: Any) -> None:
        self.ask = ask
        super().__init__(max_length=ask.longest, **kwargs)
        self.validators = []  # the item's own reading says more

    def to_python(self, value: Any) -> Any:
        try:
            return read(self.ask, value)
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong.reason)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial if initial is not None else "") != str(data if data is not None else "")


class SheetForm(forms.Form):
    """A form over a sheet. ``numbers`` are those of the edition that decide what is asked."""

    sheet: ClassVar[Sheet]

    def __init__(self, *args: Any, numbers: Mapping[str, Decimal] = NO_NUMBERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        for ask in self.sheet:
            if ask.name in self.fields and (when := shown_when(ask, numbers)):
                self.fields[ask.name].widget.attrs["data-ask-when"] = json.dumps(
                    when | {"ask": self.add_prefix(when["ask"])}
                )

    def clean(self) -> dict[str, Any]:
        """What concerns several items: which are missing, and days in the wrong order."""
        given = dict(super().clean() or self.cleaned_data)
        known = {name: value for name, value in given.items() if name not in self.errors}
        _values, problems = self.sheet.understood({name: known.get(name) for name in self.fields})
        problems = self.sheet.missing(known, self.numbers, set(self.errors)) | problems
        for name, reason in problems.items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, str(reason))
        return given


def shown_when(ask: Ask, numbers: Mapping[str, Decimal]) -> dict[str, Any] | None:
    """The condition a page can decide by itself; None where an item is always shown, or the edition gives no number."""
    when = condition(ask)
    if when is None or not isinstance(when["at_least"], str):
        return when
    least = numbers.get(when["at_least"])
    return when | {"at_least": float(least)} if least is not None else None


def form_of(sheet: Sheet, **instead: forms.Field) -> type[SheetForm]:
    """The form class of a sheet; ``instead`` gives an item a field that knows more, as a place found by its name."""
    fields = {
        ask.name: _dressed(ask, instead.get(ask.name) or _of_kind(ask)) for ask in sheet if ask.kind is not Kind.STAYS
    }
    return type("Of" + sheet.code.title().replace(".", "").replace("_", ""), (SheetForm,), {"sheet": sheet, **fields})


def _dressed(ask: Ask, made: forms.Field) -> forms.Field:
    made.label, made.help_text, made.required = cast("_StrPromise", ask.label), cast("_StrPromise", ask.help), False
    made.widget.is_required = ask.required and ask.ask_when is None
    if ask.default is not None:
        made.initial = ask.default
    if not ask.personal:
        made.widget.attrs["data-plain"] = True
    return made


def _of_kind(ask: Ask) -> forms.Field:
    if ask.kind is Kind.CHOICE:
        return _choice(ask)
    if ask.kind is Kind.CHOICES:
        return forms.MultipleChoiceField(choices=ask.choices, widget=TickCards)
    if ask.kind is Kind.YES_NO:
        return forms.BooleanField()
    return Typed(ask, widget=WIDGETS.get(ask.kind, _text_input)())


def _choice(ask: Ask) -> forms.Field:
    optional = not ask.required and ask.default is None
    if len(ask.choices) <= FEW:
        return forms.ChoiceField(choices=ask.choices, widget=ChoiceCards)
    return forms.ChoiceField(choices=[*([("", "—")] if optional else []), *ask.choices])


def _text_input() -> forms.Widget:
    return forms.TextInput({"autocomplete": "off"})


def _keypad(mode: str) -> type[forms.TextInput]:
    class Keypad(forms.TextInput):
        """A number, typed on its keypad."""

        def __init__(self, attrs: dict[str, Any] | None = None) -> None:
            super().__init__({"inputmode": mode, "autocomplete": "off", "class": "short", **(attrs or {})})

    return Keypad


WIDGETS: Mapping[Kind, type[forms.Widget]] = {
    Kind.NUMBER: _keypad("numeric"),
    Kind.DECIMAL: _keypad("decimal"),
    Kind.TEMPERATURE: _keypad("decimal"),
    Kind.DAY: DayInput,
    Kind.MOMENT: MinuteInput,
    Kind.PHONE: Digits,
    Kind.ID_NUMBER: Digits,
}
