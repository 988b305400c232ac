"""The forms of a post: what a crew types, turned into what was seen."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from lianfang.checkpoints.judging import Judged
from lianfang.checkpoints.models import CONVEYANCES, DECISIONS, DIRECTIONS, HELP_KINDS, POST_KINDS, PROOFS, SYMPTOMS
from lianfang.checkpoints.rules import Conveyance, Decision, Direction
from lianfang.checkpoints.seen import TravellerSeen, VehicleSeen
from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.people.identity import Identity
from lianfang.risk.rules import Visit
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under, full_name
from lianfang.ui.forms import Digits

MOST_TRAVELLERS = 40


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


class VehicleForm(forms.Form):
    """What was stopped."""

    direction = forms.ChoiceField(
        label=_("direction"), choices=DIRECTIONS, widget=forms.RadioSelect, initial=Direction.IN.value
    )
    conveyance = forms.ChoiceField(
        label=_("came by"), choices=CONVEYANCES, widget=forms.RadioSelect, initial=Conveyance.CAR.value
    )
    plate = forms.CharField(
        label=_("number plate"),
        required=False,
        max_length=12,
        help_text=_("As read, for instance 辽F12345; a temporary plate begins with 临. Empty for somebody on foot."),
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
    )
    line_number = forms.CharField(
        label=_("train or bus number"), required=False, max_length=12, widget=forms.TextInput({"data-plain": True})
    )
    occupants = forms.IntegerField(label=_("people on board"), initial=1)

    def seen(self, people: tuple[TravellerSeen, ...]) -> VehicleSeen:
        given = self.cleaned_data
        return VehicleSeen(
            direction=Direction(given["direction"]),
            conveyance=Conveyance(given["conveyance"]),
            plate=given["plate"],
            line_number=given["line_number"],
            occupants=max(given["occupants"], len(people)),
            people=people,
        )


class TravellerForm(forms.Form):
    """One traveller; who simply passes is not asked for a name."""

    first_reading = forms.DecimalField(label=_("temperature, °C"), max_digits=4, decimal_places=1)
    second_reading = forms.DecimalField(label=_("second reading, °C"), max_digits=4, decimal_places=1, required=False)
    symptoms = forms.MultipleChoiceField(
        label=_("symptoms"), choices=SYMPTOMS, required=False, widget=forms.CheckboxSelectMultiple
    )
    been_in = forms.CharField(
        label=_("where in the last days"),
        required=False,
        max_length=300,
        help_text=_("Cities and districts, separated by a semicolon; noted areas are offered while you type."),
        widget=forms.TextInput({"list": "risk-areas", "autocomplete": "off"}),
    )
    left_on = forms.DateField(label=_("left there on"), required=False)
    lives_here = forms.BooleanField(label=_("lives in this district"), required=False)
    decision = forms.ChoiceField(label=_("disposition"), choices=DECISIONS, required=False, widget=forms.RadioSelect)
    overridden_because = forms.CharField(
        label=_("why not as proposed"),
        required=False,
        max_length=200,
        help_text=_("Only where you decide otherwise than proposed."),
    )
    name = forms.CharField(label=_("full name"), required=False, max_length=60)
    id_number = forms.CharField(
        label=_("ID number"),
        required=False,
        max_length=30,
        help_text=_("Scan the card or type it; birth date and sex are taken from it."),
        widget=Digits({"inputmode": "text"}),
    )
    phone = forms.CharField(label=_("phone"), required=False, max_length=30, widget=Digits)
    destination = PlaceField(label=_("goes to the community"), required=False)
    address = forms.CharField(label=_("building and door"), required=False, max_length=120)
    told = forms.CharField(
        label=_("which place is told"),
        required=False,
        max_length=80,
        help_text=_("For somebody who is turned back: the community or street they come from or go to."),
    )
    proofs = forms.MultipleChoiceField(
        label=_("proofs seen"), choices=PROOFS, required=False, widget=forms.CheckboxSelectMultiple
    )

    READINGS = ("first_reading", "second_reading", "symptoms", "been_in", "left_on", "lives_here")
    IDENTITY = ("name", "id_number", "phone")
    WHERE_TO = {Decision.TURN_BACK.value: ("told",)}
    TYPED = (*IDENTITY, "destination", "address", "told", "proofs")

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
    def intended(self) -> str:
        """What was decided so far, or is proposed."""
        proposed = self.judged.proposal.value if self.judged and self.judged.proposal else ""
        return str(self["decision"].value() or proposed)

    def identity(self) -> Iterator[forms.BoundField]:
        """Who it is, where they are expected or who is told, and the proofs that were seen."""
        where_to = self.WHERE_TO.get(self.intended, ("destination", "address"))
        unseen = [name for name in self.TYPED if self[name].errors and name not in (*self.IDENTITY, *where_to)]
        return (self[name] for name in (*self.IDENTITY, *where_to, *unseen, "proofs"))

    def propose(self, judged: Judged) -> None:
        """Show what is proposed, chosen already where the crew chose nothing."""
        self.judged = judged
        if judged.proposal and not self["decision"].value():
            chosen = self.data.copy()  # type: ignore[attr-defined]
            chosen[self.add_prefix("decision")] = judged.proposal.value
            self.data = chosen

    @property
    def asks_identity(self) -> bool:
        """Whether this traveller does not simply pass, or something was typed already."""
        return self.intended not in ("", Decision.PASS.value) or any(
            self[name].value() or self[name].errors for name in self.TYPED
        )

    def seen(self, window_from: date) -> TravellerSeen:
        given = self.cleaned_data
        return TravellerSeen(
            first_reading=given["first_reading"],
            second_reading=given["second_reading"],
            symptoms=tuple(given["symptoms"]),
            been_in=_visits(given["been_in"], given["left_on"], window_from),
            lives_here=given["lives_here"],
            identity=self._identity(),
            destination_path=given["destination"],
            destination=given["address"],
            proofs=tuple(given["proofs"]),
            decision=Decision(given["decision"]) if given["decision"] else None,
            overridden_because=given["overridden_because"],
            told=given["told"],
        )

    def _identity(self) -> Identity | None:
        given = self.cleaned_data
        if not any(given[name] for name in ("name", "id_number", "phone")):
            return None
        return Identity(name=given["name"], id_number=given["id_number"], phone=given["phone"])


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
        place = form.fields["destination"]
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


class HelpForm(forms.Form):
    kind = forms.ChoiceField(label=_("which help"), choices=HELP_KINDS, widget=forms.RadioSelect)
    note = forms.CharField(label=_("what happened"), required=False, max_length=300)


class PostForm(forms.Form):
    """A post as its approving document has it."""

    name = forms.CharField(label=_("name"), max_length=60, widget=forms.TextInput({"data-plain": True}))
    name_en = forms.CharField(label=_("name in English"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=POST_KINDS, widget=forms.RadioSelect)
    area = PlaceField(label=_("stands in the community"))
    document = forms.CharField(label=_("approving document"), max_length=80)
    from_at = forms.DateTimeField(label=_("from"))
    until_at = forms.DateTimeField(label=_("until"))


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
