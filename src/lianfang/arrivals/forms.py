"""What is typed about an arrival: on the public page, at the counter, and when it is verified."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets.web import form_of
from lianfang.arrivals.models import RELATIONS
from lianfang.arrivals.rules import LOOKS_BACK_DAYS, MOST_VISITS, Relation, Source
from lianfang.arrivals.services import Checked, Told
from lianfang.arrivals.sheets import DEPARTURE, VERIFICATION
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason, Text
from lianfang.people.identity import Identity
from lianfang.risk.rules import Visit
from lianfang.territory.models import Area
from lianfang.territory.names import names_of
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under
from lianfang.ui.forms import Digits

ROWS = 3
AHEAD = timedelta(days=60)


def communities(within: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Communities and villages below a path, by their street, to choose from without typing."""
    found = list(areas_under(within, Level.COMMUNITY.value).defer("geometry"))
    streets = names_of({_street_of(area) for area in found})
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in found:
        street = streets.get(_street_of(area))
        groups.setdefault(str(street or ""), []).append((area.path, str(area)))
    return list(groups.items())


def _street_of(area: Area) -> str:
    return area.path[:-4]


def refuse(code: str) -> forms.ValidationError:
    return forms.ValidationError(str(Reason.of(f"arrivals.{code}")))


class VisitsMixin(forms.Form):
    """A few rows of where somebody was; empty rows are passed over."""

    def add_rows(self, rows: int, told: Iterable[Visit] = ()) -> None:
        filled = [*told][:MOST_VISITS]
        self.rows = max(rows, min(len(filled) + 1, MOST_VISITS))
        for number in range(self.rows):
            visit = filled[number] if number < len(filled) else None
            self._add_row(number, visit)

    def _add_row(self, number: int, visit: Visit | None) -> None:
        named: dict[str, tuple[Text, Any]] = {
            f"place_{number}": (_("Place, from the city down"), visit.place_name if visit else ""),
            f"from_{number}": (_("From"), visit.from_on if visit else None),
            f"until_{number}": (_("Until"), visit.until_on if visit else None),
        }
        for name, (label, initial) in named.items():
            kind: type[forms.Field] = forms.CharField if name.startswith("place") else forms.DateField
            limits = {"max_length": 120} if kind is forms.CharField else {}
            self.fields[name] = kind(label=label, required=False, initial=initial, **limits)  # type: ignore[arg-type]

    def visit_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{part}_{number}"] for part in ("place", "from", "until")] for number in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in range(self.rows):
            if problem := self._problem(given, number):
                self.add_error(*problem)
        return given

    def _problem(self, given: dict[str, Any], number: int) -> tuple[str, forms.ValidationError] | None:
        place, first, last = (given.get(f"{part}_{number}") for part in ("place", "from", "until"))
        if not place and not first and not last:
            return None
        if not place:
            return f"place_{number}", refuse("visit_needs_place")
        if not first:
            return (f"from_{number}", refuse("visit_needs_day")) if f"from_{number}" not in self.errors else None
        if first > today() or (last and last > today()):
            return f"from_{number}", refuse("visit_in_the_future")
        return (f"until_{number}", refuse("visit_ends_early")) if last and last < first else None

    def visits(self) -> tuple[Visit, ...]:
        """The rows that were filled, stays before the longest window left out."""
        given, since = self.cleaned_data, today() - timedelta(days=LOOKS_BACK_DAYS)
        rows = [tuple(given.get(f"{part}_{n}") for part in ("place", "from", "until")) for n in range(self.rows)]
        stays = [(place, first, last or today()) for place, first, last in rows if place and first]
        return tuple(Visit("", place, max(first, since), last) for place, first, last in stays if last >= since)

    def show(self, invalid: Invalid) -> None:
        for key, reason in invalid.fields.items():
            self.add_error(key if key in self.fields else None, str(reason))


class ReportForm(VisitsMixin):
    """Somebody comes: who, where to, when, from where."""

    name = forms.CharField(label=_("Name"), max_length=60)
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=24,
        required=False,
        help_text=_("Without one, a phone number is enough."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False, widget=Digits())
    area = forms.ChoiceField(label=_("Community or village you come to"))
    address = forms.CharField(
        label=_("Address there"), max_length=200, required=False, help_text=_("Building and door, such as 3-2-601.")
    )
    expected_at = forms.DateTimeField(label=_("When"), initial=now)

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", _("Choose")), *communities(within)]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]
        self.add_rows(ROWS)

    def clean_expected_at(self) -> datetime:
        when: datetime = self.cleaned_data["expected_at"]
        if when < now() - timedelta(days=1):
            raise refuse("in_the_past")
        if when > now() + AHEAD:
            raise refuse("too_far_ahead")
        return when

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("id_number") and not given.get("phone") and not {"id_number", "phone"} & set(self.errors):
            self.add_error("phone", refuse("id_or_phone"))
        self._check_identity(given)
        return given

    def _check_identity(self, given: dict[str, Any]) -> None:
        try:
            self._identity(given).checked()
        except Invalid as invalid:
            for key, reason in invalid.fields.items():
                if key in self.fields and key not in self.errors:
                    self.add_error(key, str(reason))

    def _identity(self, given: dict[str, Any]) -> Identity:
        return Identity(
            name=given.get("name", ""),
            id_number=given.get("id_number", ""),
            phone=given.get("phone", ""),
            address=given.get("address", ""),
            area_path=given.get("area", ""),
        )

    def told(self, source: Source) -> Told:
        given = self.cleaned_data
        return Told(self._identity(given), given["area"], given["expected_at"], self.visits(), source=source)


class PublicForm(ReportForm):
    """The same on the public page, with who reports and the agreement."""

    who = forms.ChoiceField(
        label=_("Who arrives?"),
        choices=[("self", _("I do")), ("family", _("Somebody else, for whom I report"))],
        widget=forms.RadioSelect,
        initial="self",
    )
    relation = forms.ChoiceField(label=_("You are"), choices=[("", "—"), *RELATIONS], required=False)
    reporter_name = forms.CharField(label=_("Your name"), max_length=60, required=False)
    reporter_phone = forms.CharField(label=_("Your phone"), max_length=30, required=False, widget=Digits())
    agree = forms.BooleanField(
        label=_("I have read what is recorded, why and until when, and agree."),
        error_messages={
            "required": _("Without your agreement the report is not sent. You can call the community instead.")
        },
    )

    field_order = [
        "who",
        "relation",
        "reporter_name",
        "reporter_phone",
        "name",
        "id_number",
        "phone",
        "area",
        "address",
    ]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("who") == "family":
            for name in ("relation", "reporter_name", "reporter_phone"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, str(Reason.of("kernel.required")))
        return given

    def public_told(self) -> Told:
        given = self.cleaned_data
        for_somebody = given["who"] == "family"
        told = self.told(Source.FAMILY if for_somebody else Source.SELF)
        if not for_somebody:
            return told
        return Told(
            told.identity,
            told.area_path,
            told.expected_at,
            told.visits,
            source=told.source,
            relation=Relation(given["relation"]),
            reporter_name=given["reporter_name"],
            reporter_phone=given["reporter_phone"],
        )


class VerifyForm(VisitsMixin, form_of(VERIFICATION)):  # type: ignore[misc]
    """What the worker found with the person."""

    stamp = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, told: Iterable[Visit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_rows(ROWS, told)

    def checked(self) -> Checked:
        return Checked.of({**self.cleaned_data, "visits": self.visits()})


DepartureForm = form_of(DEPARTURE)
