"""The forms of a post: what a crew types, turned into what was seen."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets.identity import IDENTITY
from lianfang.acts.sheets.web import form_of
from lianfang.checkpoints.judging import Judged
from lianfang.checkpoints.models import POST_KINDS
from lianfang.checkpoints.rules import Decision
from lianfang.checkpoints.seen import VehicleSeen
from lianfang.checkpoints.sheets import HELP, SHIFT, STOP, TAKE, TRAVELLER
from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import units_at_work
from lianfang.risk.rules import Visit
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under, full_name

MOST_TRAVELLERS = 40
JOINTLY = _(
    "For a joint post: police, transport, health ... separated by semicolons. Joint work counts once above all."
)


class PlaceField(forms.CharField):
    """A community by its name, from a list that narrows while one types; gives its path."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)
        self.within = ""
        self.widget.attrs.update({"list": "communities", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text:
            return ""
        named = [area for area in communities(self.within) if text in {area.name, area.name_en, full_name(area.path)}]
        if len(named) != 1:
            raise forms.ValidationError(str(Reason.of("checkpoints.unknown_place")))
        return str(named[0].path)


def communities(within: str) -> Any:
    """The communities and villages below a path, as the list of destinations offers them."""
    return areas_under(within, Level.COMMUNITY.value).defer("geometry")


def point_at(form: forms.Form, name: str) -> None:
    """The cursor stands in this field of the page."""
    form.fields[name].widget.attrs["autofocus"] = True


class VehicleForm(form_of(STOP)):  # type: ignore[misc]
    """What was stopped."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        point_at(self, "plate")

    def seen(self, people: Iterable[dict[str, Any]]) -> VehicleSeen:
        return VehicleSeen.of({**self.cleaned_data, "people": list(people)})


class TravellerForm(form_of(TRAVELLER, destination_path=PlaceField())):  # type: ignore[misc]
    """One traveller; who simply passes is not asked for a name. Stays are typed as a line, with one last day."""

    been_in = forms.CharField(
        label=_("where in the last days"),
        required=False,
        max_length=300,
        help_text=_("Cities and districts, separated by a semicolon; noted areas are offered while you type."),
        widget=forms.TextInput({"list": "risk-areas", "autocomplete": "off"}),
    )
    left_on = forms.DateField(label=_("left there on"), required=False)

    READINGS = ("first_reading", "second_reading", "symptoms", "been_in", "left_on", "lives_here")
    WHO = tuple(ask.name for ask in IDENTITY)
    WHERE_TO = {Decision.TURN_BACK.value: ("told",)}
    TYPED = (*WHO, "destination_path", "destination", "told", "proofs")

    data: Any
    judged: Judged | None = None

    def readings(self) -> Iterator[forms.BoundField]:
        """What is asked of everybody; the second reading only where there is reason for one."""
        asks_again = (self.judged is not None and self.judged.needs_second) or self["second_reading"].value()
        return (
            self[name]
            for name in self.READINGS
            if name != "second_reading" or asks_again or self["second_reading"].errors
        )

    @property
    def is_decided(self) -> bool:
        """Whether a decision stands on the page: proposed now, or chosen before something else had to be put right."""
        return bool(self.judged.proposal if self.judged else self["decision"].value())

    @property
    def intended(self) -> str:
        """What was decided so far, or is proposed."""
        proposed = self.judged.proposal.value if self.judged and self.judged.proposal else ""
        return str(self["decision"].value() or proposed)

    def identity(self) -> Iterator[forms.BoundField]:
        """Who it is, where they are expected or who is told, and the proofs that were seen."""
        where_to = self.WHERE_TO.get(self.intended, ("destination_path", "destination"))
        unseen = [name for name in self.TYPED if self[name].errors and name not in (*self.WHO, *where_to)]
        return (self[name] for name in (*self.WHO, *where_to, *unseen, "proofs"))

    def propose(self, judged: Judged) -> None:
        """Show what is proposed, chosen already where the crew chose nothing; the cursor stands in what is asked next."""
        self.judged = judged
        point_at(self, "second_reading" if judged.needs_second else "name")
        if judged.proposal and not self["decision"].value():
            chosen: Any = self.data.copy()
            chosen[self.add_prefix("decision")] = judged.proposal.value
            self.data = chosen

    @property
    def asks_identity(self) -> bool:
        """Whether this traveller does not simply pass, or something was typed already."""
        return self.intended not in ("", Decision.PASS.value) or any(
            self[name].value() or self[name].errors for name in self.TYPED
        )

    def answers(self, window_from: date) -> dict[str, Any]:
        """The answers by their names on the sheet."""
        given = dict(self.cleaned_data)
        return given | {"been_in": _visits(given["been_in"], given["left_on"], window_from)}


def _visits(text: str, left_on: date | None, window_from: date) -> tuple[Visit, ...]:
    places = [place.strip() for place in text.replace("；", ";").split(";")]
    until = left_on or today()
    return tuple(Visit("", place, min(window_from, until), until) for place in places if place)


class TravellersFormSet(BaseFormSet[TravellerForm]):
    """The travellers of one stop, each with the same fields."""

    def __init__(self, *args: Any, within: str = "", **kwargs: Any) -> None:
        self.within = within
        super().__init__(*args, **kwargs)

    def add_fields(self, form: TravellerForm, index: int | None) -> None:
        super().add_fields(form, index)
        place = form.fields["destination_path"]
        if isinstance(place, PlaceField):
            place.within = self.within

    def show_refusals(self, problems: Mapping[str, Reason]) -> None:
        """Put each problem of a service beside its field (``people-2-name``)."""
        for key, reason in problems.items():
            _people, number, name = key.split("-", 2)
            form = self.forms[int(number)]
            form.add_error(name if name in form.fields else None, str(reason))


Travellers: type[TravellersFormSet] = formset_factory(  # type: ignore[assignment]
    TravellerForm, formset=TravellersFormSet, extra=0, min_num=1, max_num=MOST_TRAVELLERS, absolute_max=MOST_TRAVELLERS
)


HelpForm = form_of(HELP)
ShiftForm = form_of(SHIFT)
TakeForm = form_of(TAKE)


class UnitsField(forms.CharField):
    """Units by their names, one after the other; gives the units."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=400, **kwargs)
        self.widget.attrs.update({"list": "units", "autocomplete": "off", "data-plain": True})

    def clean(self, value: Any) -> list[Unit]:
        named = [text.strip() for text in re.split("[;；、,，]", super().clean(value)) if text.strip()]
        found = {unit.name: unit for unit in units_at_work().filter(Q(name__in=named) | Q(name_en__in=named))}
        known = found | {unit.name_en: unit for unit in found.values()}
        if unknown := [text for text in named if text not in known]:
            raise forms.ValidationError(str(Reason.of("checkpoints.unknown_unit", name=unknown[0])))
        return list({known[text].pk: known[text] for text in named}.values())


def names_of(units: Iterable[Unit]) -> str:
    """Units as `UnitsField` reads them."""
    return "；".join(unit.name for unit in units)


class PostForm(forms.Form):
    """A post as its approving document has it."""

    name = forms.CharField(label=_("name"), max_length=60, widget=forms.TextInput({"data-plain": True}))
    name_en = forms.CharField(label=_("name in English"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=POST_KINDS, widget=forms.RadioSelect)
    area = PlaceField(label=_("stands in the community"))
    with_units = UnitsField(label=_("together with the units"), required=False, help_text=JOINTLY)
    document = forms.CharField(label=_("approving document"), max_length=80)
    from_at = forms.DateTimeField(label=_("from"))
    until_at = forms.DateTimeField(label=_("until"))


class MannedForm(forms.Form):
    """Who mans a post beside the unit in charge."""

    with_units = UnitsField(label=_("together with the units"), required=False, help_text=JOINTLY)


class ExtendForm(forms.Form):
    until_at = forms.DateTimeField(label=_("until"))
    document = forms.CharField(label=_("approving document"), max_length=80)


class PassForm(forms.Form):
    plate = forms.CharField(label=_("number plate"), max_length=12)
    purpose = forms.CharField(label=_("purpose"), max_length=60)
    document = forms.CharField(label=_("document"), max_length=80)
    from_on = forms.DateField(label=_("from"))
    until_on = forms.DateField(label=_("until"))
    has_priority = forms.BooleanField(label=_("goes first"), required=False)
