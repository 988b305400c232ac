"""What is typed about areas."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.territory.handlers import find_places
from lianfang.territory.models import KINDS, LEVELS, Area
from lianfang.territory.rules import KINDS_OF, ORDER, Level, may_contain

PLAIN = {"data-plain": True}


def show_refusals(form: forms.Form, refused: Invalid) -> None:
    """Put what a service refused beside the fields it names."""
    for name, reason in refused.fields.items():
        form.add_error(name if name in form.fields else None, str(reason))


class AreaField(forms.CharField):
    """An area typed as its name, its code or its path; gives its path. For forms of every module."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)
        self.widget.attrs.update(PLAIN)

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text:
            return ""
        found = find_places(text)
        if len(found) == 1:
            return found[0].path
        names = "、".join(place.name for place in found)
        reason = Reason.of("territory.which_one", names=names) if found else Reason.of("territory.not_known", text=text)
        raise forms.ValidationError(str(reason))


class OutlineField(forms.CharField):
    """A GeoJSON geometry, or a feature with one, as text; gives the geometry."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            given = json.loads(text)
        except ValueError:
            raise forms.ValidationError(str(Reason.of("territory.outline_not_geojson"))) from None
        return given.get("geometry") if isinstance(given, dict) and given.get("type") == "Feature" else given

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value) if isinstance(value, dict) else value


class AreaForm(forms.Form):
    """What is said of an area."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "name"), max_length=80, widget=forms.TextInput(PLAIN))
    name_en = forms.CharField(label=_("name in English"), max_length=120, required=False, widget=forms.TextInput(PLAIN))
    kind = forms.ChoiceField(label=_("kind"), required=False)
    code = forms.CharField(label=_("official code"), max_length=24, required=False, widget=forms.TextInput(PLAIN))
    geometry = OutlineField(
        label=_("outline"),
        required=False,
        help_text=_("GeoJSON in WGS 84, a polygon or several; leave it empty if there is none."),
        widget=forms.Textarea({"rows": 4, **PLAIN}),
    )
    document = forms.CharField(
        label=_("document"),
        max_length=120,
        required=False,
        help_text=_("The paper on which it rests; it stands in the history."),
        widget=forms.TextInput(PLAIN),
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        shown = {name: getattr(area, name) for name in ("name", "name_en", "kind", "code", "geometry")}
        super().__init__(*args, **{"initial": shown, **kwargs})
        names = dict(KINDS)
        kinds = KINDS_OF.get(Level(area.level), ())
        self.fields["kind"].choices = [(kind.value, names[kind.value]) for kind in kinds]  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["kind"]


class NewAreaForm(AreaForm):
    """A new area below another."""

    level = forms.ChoiceField(label=_("level"))
    field_order = ["level", "kind", "name", "name_en", "code", "geometry"]

    def __init__(self, *args: Any, parent: Area, **kwargs: Any) -> None:
        super().__init__(*args, area=Area(level=Level.PROVINCE.value), **kwargs)
        possible = [level for level in ORDER if may_contain(Level(parent.level), level)]
        names, kinds = dict(LEVELS), dict(KINDS)
        self.fields["level"].choices = [(level.value, names[level.value]) for level in possible]  # type: ignore[attr-defined]
        grouped = [(names[level.value], _named(level, kinds)) for level in possible if level in KINDS_OF]
        self.fields["kind"] = forms.ChoiceField(
            label=_("kind"), required=False, choices=[("", _("as the name says")), *grouped]
        )
        self.order_fields(self.field_order)
        del self.fields["document"]


def _named(level: Level, names: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(kind.value, names[kind.value]) for kind in KINDS_OF[level]]


class DocumentForm(forms.Form):
    """The paper on which a move, a merger or a retirement rests."""

    document = forms.CharField(
        label=_("document"),
        max_length=120,
        required=False,
        help_text=_("The paper on which it rests; it stands in the history."),
        widget=forms.TextInput(PLAIN),
    )
