"""How forms are drawn: a label tied to each field, its error beside it, the right keypad, drafts without personal data.

Every form of the program gets this through the renderer. What somebody types is taken for personal and is kept out of the
draft that survives a reload, unless the widget says ``attrs={"data-plain": True}``; choices, numbers and ticks are kept.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget

KEYPADS: list[tuple[type[forms.Field], str]] = [
    (forms.DecimalField, "decimal"),
    (forms.FloatField, "decimal"),
    (forms.IntegerField, "numeric"),
]
TYPED = (forms.TextInput, forms.Textarea, forms.DateInput, forms.DateTimeInput)
WITHOUT_LABEL = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class ChoiceCards(forms.RadioSelect):
    """One of a few, each a card wide enough for a thumb; with keys one moves between them by the arrows."""

    template_name = "ui/widgets/choices.html"


class TickCards(forms.CheckboxSelectMultiple):
    """Any of a few."""

    template_name = "ui/widgets/choices.html"


class Digits(forms.TextInput):
    """A number that is no quantity (ID, phone, door): typed on the numeric keypad, kept as text."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short", **(attrs or {})}, format="%Y-%m-%d")


class MinuteInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Field(BoundField):
    """A field on its page; adds what the widget of its kind needs."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        _dress(field)
        super().__init__(form, field, name)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        for kind, keypad in KEYPADS:
            if isinstance(self.field, kind) and "inputmode" not in widget.attrs:
                built.setdefault("inputmode", keypad)
        if isinstance(widget, TYPED) and not isinstance(widget, forms.NumberInput) and "data-plain" not in widget.attrs:
            built["data-personal"] = True
        return built

    @property
    def first_id(self) -> str:
        """Where a link from the summary of errors leads: the field, or the first of its choices."""
        return f"{self.auto_id}_0" if isinstance(self.field.widget, WITHOUT_LABEL) else self.auto_id

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)


BETTER: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.DateInput: DayInput,
    forms.DateTimeInput: MinuteInput,
    forms.RadioSelect: ChoiceCards,
    forms.CheckboxSelectMultiple: TickCards,
}


def _dress(field: forms.Field) -> None:
    """Django's own widgets give way to ours of the same kind; a widget chosen by the form stays."""
    kind = BETTER.get(type(field.widget))
    if kind is None:
        return
    old, field.widget = field.widget, kind()
    field.widget.attrs.update(old.attrs)
    field.widget.is_required = old.is_required
    if isinstance(old, ChoiceWidget) and isinstance(field.widget, ChoiceWidget):
        field.widget.choices = old.choices


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = Field
