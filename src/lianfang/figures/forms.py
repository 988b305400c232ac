"""The question a page of figures answers, as it stands in its address."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.catalogue import home_of
from lianfang.figures.declare import Figure
from lianfang.figures.rules import Tree
from lianfang.kernel.clock import end_of, start_of, today
from lianfang.ui.forms import MinuteInput

GROUPS = [("area", _("by area")), ("unit", _("by unit")), ("day", _("by day"))]
LONGEST = timedelta(days=732)


class AskForm(forms.Form):
    """Period, place and split of one figure; whatever is left out has its usual value."""

    from_at = forms.DateTimeField(label=_("counted from"), required=False, widget=MinuteInput())
    until_at = forms.DateTimeField(label=_("counted until"), required=False, widget=MinuteInput())
    group = forms.ChoiceField(label=_("shown"), choices=GROUPS, required=False)
    by = forms.ChoiceField(label=_("split"), required=False)
    area = forms.CharField(required=False, max_length=48, widget=forms.HiddenInput)
    unit = forms.CharField(required=False, max_length=48, widget=forms.HiddenInput)
    response = forms.UUIDField(required=False, widget=forms.HiddenInput)
    as_known_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, figure: Figure, actor: Actor, data: Any) -> None:
        super().__init__(_with_usual(data, actor), prefix="")
        self.figure = figure
        splits = [(each.code, each.name) for each in figure.by]
        self.fields["by"].choices = [("", _("not split")), *splits]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("from_at"), given.get("until_at")
        if start and end and start >= end:
            self.add_error("until_at", _("The end lies before the beginning."))
        elif start and end and end - start > LONGEST:
            self.add_error("from_at", _("Ask for at most two years at a time."))
        return given

    @property
    def ask(self) -> Ask:
        """The question for the whole place; raises AttributeError before ``is_valid``."""
        given = self.cleaned_data
        return Ask(
            figures=(self.figure.code,),
            from_at=given["from_at"],
            until_at=given["until_at"],
            area=given["area"],
            unit=given["unit"],
            by=(given["by"],) if given["by"] else (),
            response=given["response"],
            as_known_at=given["as_known_at"],
        )

    @property
    def shown_by(self) -> str:
        return str(self.cleaned_data["group"])


def _with_usual(data: Any, actor: Actor) -> dict[str, str]:
    """Today, the widest place the actor sees, by the children of that place."""
    given = {name: data.get(name, "") for name in AskForm.base_fields}
    if not given["area"] and not given["unit"]:
        tree, path = home_of(actor)
        given["unit" if tree is Tree.UNIT else "area"] = path
    begin, end = start_of(today()), end_of(today())
    usual = {"from_at": _minute(begin), "until_at": _minute(end), "group": "unit" if given["unit"] else "area"}
    return {name: value or usual.get(name, "") for name, value in given.items()}


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M}"
