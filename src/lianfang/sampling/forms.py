"""What is typed about sites, sessions and tubes."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.acts.sheets.web import form_of
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.people.forms import AreaField
from lianfang.sampling.models import CHECK_ITEMS, EXEMPTS, MOST_COUNTED, PLACES, WHYS, Session, Site
from lianfang.sampling.rules import HOUSEHOLD_MOST, MOST_IN_A_TUBE, SIZES, CheckItem, Place, Pool, Why
from lianfang.sampling.services import SessionPlan
from lianfang.sampling.services.sites import MOST_TABLES
from lianfang.sampling.sheets import QUEUE
from lianfang.sampling.slots import PEOPLE_PER_TABLE_HOUR
from lianfang.ui.forms import ChoiceCards, Digits, TickCards

PLAIN = {"data-plain": True, "autocomplete": "off"}
HOUSEHOLD = "household"
BY_EDITION = "edition"


def show(form: forms.Form, refused: LianfangError) -> None:
    """What a service said, each sentence beside its field, or above the form."""
    fields = refused.fields if isinstance(refused, Invalid) else {"": refused.reason}
    for name, reason in fields.items():
        form.add_error(name if name in form.fields else None, str(reason))


class AreasField(forms.CharField):
    """Areas by their names, one after the other; gives their paths."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, **kwargs)
        self.widget.attrs.update(PLAIN)

    def clean(self, value: Any) -> tuple[str, ...]:
        named = [text.strip() for text in re.split("[;；、,，\n]", super().clean(value)) if text.strip()]
        one = AreaField()
        return tuple(dict.fromkeys(one.clean(text) for text in named))


class SiteForm(forms.Form):
    """A place where people are sampled."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "name"), max_length=60, widget=forms.TextInput(PLAIN))
    name_en = forms.CharField(label=_("name in English"), max_length=80, required=False, widget=forms.TextInput(PLAIN))
    area = AreaField(label=_("stands in the community"))
    tables = forms.IntegerField(label=_("tables"), min_value=1, max_value=MOST_TABLES, initial=2)


class ChangeSiteForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a thing", "name"), max_length=60, widget=forms.TextInput(PLAIN))
    name_en = forms.CharField(label=_("name in English"), max_length=80, required=False, widget=forms.TextInput(PLAIN))
    tables = forms.IntegerField(label=_("tables"), min_value=1, max_value=MOST_TABLES)

    @classmethod
    def of(cls, site: Site, data: Any = None) -> "ChangeSiteForm":
        return cls(data, initial={"name": site.name, "name_en": site.name_en, "tables": site.tables})


class CheckForm(forms.Form):
    """The list of a site, item by item: what is ticked is in order."""

    in_order = forms.MultipleChoiceField(
        label=_("in order"),
        choices=CHECK_ITEMS,
        required=False,
        widget=TickCards,
        help_text=_("Tick what you have seen to be in order. What is not ticked is wanting."),
    )
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def wanting(self) -> list[str]:
        return sorted({item.value for item in CheckItem} - set(self.cleaned_data["in_order"]))


class PlanForm(forms.Form):
    """A session: the round, whom it calls, when, and how many share a tube."""

    name = forms.CharField(
        label=_("name of the round"),
        max_length=60,
        widget=forms.TextInput({**PLAIN, "list": "rounds"}),
        help_text=_("All sessions of one round have the same name; who has not been sampled is asked by it."),
    )
    called = AreasField(
        label=_("areas called"),
        widget=forms.Textarea({**PLAIN, "rows": 3}),
        help_text=_("Communities, grids or buildings by their names, separated by semicolons."),
    )
    from_at = forms.DateTimeField(label=_("from"))
    until_at = forms.DateTimeField(label=_("until"))
    tables = forms.IntegerField(label=_("tables"), min_value=1, max_value=MOST_TABLES)
    place = forms.ChoiceField(
        label=_("kind of place"),
        choices=[("", _("as the risk areas in force say")), *PLACES],
        required=False,
        widget=ChoiceCards,
        help_text=_("Choose another only where you know better, as for an isolation site; then say why."),
    )
    share = forms.ChoiceField(
        label=_("who share a tube"),
        widget=ChoiceCards,
        choices=[
            (BY_EDITION, _("as the edition says")),
            *((str(size), str(size)) for size in SIZES),
            (HOUSEHOLD, _("one household, one tube")),
        ],
    )
    size_because = forms.CharField(label=_("why otherwise than proposed"), max_length=200, required=False)
    own_labels = forms.BooleanField(
        label=_("the tubes carry our labels"),
        required=False,
        help_text=_("Our codes are checked when they are typed; a maker's are taken as read."),
    )

    @classmethod
    def for_site(cls, site: Site, data: Any = None, called: str = "") -> "PlanForm":
        begin = now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        initial = {
            "from_at": begin,
            "until_at": begin + timedelta(hours=8),
            "tables": site.tables,
            "place": "",
            "share": BY_EDITION,
            "called": called,
        }
        return cls(data, initial=initial)

    def plan(self, allowed: tuple[Pool, ...]) -> SessionPlan:
        given = self.cleaned_data
        return SessionPlan(
            name=given["name"],
            called=given["called"],
            from_at=given["from_at"],
            until_at=given["until_at"],
            pool=self._pool(allowed),
            place=self.place_told(),
            tables=given["tables"],
            size_because=given["size_because"],
            own_labels=given["own_labels"],
        )

    def place_told(self) -> Place | None:
        """The kind of place that somebody chose; None: by the risk areas in force."""
        return Place(self.cleaned_data["place"]) if self.cleaned_data["place"] else None

    def _pool(self, allowed: tuple[Pool, ...]) -> Pool:
        """The size chosen; by the edition its usual one, and single tubes where it says nothing."""
        share = self.cleaned_data["share"]
        if share == BY_EDITION:
            return allowed[0] if allowed else Pool(1)
        return Pool(HOUSEHOLD_MOST, of_household=True) if share == HOUSEHOLD else Pool(int(share))


class WhyForm(forms.Form):
    because = forms.CharField(label=_("why"), max_length=200)


class TableForm(forms.Form):
    """A tube and a person, scanned or typed, in any order."""

    tube = forms.CharField(label=_("tube"), max_length=60, required=False, widget=forms.TextInput(PLAIN))
    who = forms.CharField(
        label=_("person"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Scan the person's or the household's code, type the ID number, or part of the name."),
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    why = forms.ChoiceField(label=_("why"), choices=WHYS, initial=Why.ROUND.value, required=False)
    stamp = forms.UUIDField(required=False, widget=forms.HiddenInput)


class UnknownForm(forms.Form):
    """Somebody who is on no record, entered on the spot."""

    tube = forms.CharField(label=_("tube"), max_length=60, widget=forms.HiddenInput)
    stamp = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("full name"), max_length=60)
    id_number = forms.CharField(label=_("ID number"), max_length=30, required=False, widget=Digits)
    phone = forms.CharField(label=_("phone"), max_length=30, required=False, widget=Digits({"inputmode": "tel"}))


class CloseForm(forms.Form):
    """How many were counted by hand when the tube was closed."""

    tube = forms.CharField(max_length=60, widget=forms.HiddenInput)
    stamp = forms.UUIDField(required=False, widget=forms.HiddenInput)
    counted = forms.IntegerField(label=_("people counted"), min_value=0, max_value=MOST_COUNTED)


class ExemptForm(forms.Form):
    """Somebody who is called and need not come."""

    code = forms.CharField(
        label=_("code or ID number of the person"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    stamp = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("reason"), choices=EXEMPTS, widget=ChoiceCards)
    note = forms.CharField(label=_("note"), max_length=200, required=False)


class AdviceForm(forms.Form):
    """What is expected in an area, and how fast it shall be done."""

    prevalence = forms.DecimalField(
        label=_("positive of 10,000 people"),
        min_value=0,
        max_value=10_000,
        max_digits=7,
        decimal_places=2,
        initial=1,
        help_text=_("By the last round, or by what is expected."),
    )
    place = forms.ChoiceField(label=_("kind of place"), choices=PLACES, initial=Place.ELSEWHERE.value)
    areas = AreasField(
        label=_("which areas"),
        required=False,
        widget=forms.Textarea({**PLAIN, "rows": 2}),
        help_text=_("Communities, grids or buildings by their names, separated by semicolons."),
    )
    hours = forms.IntegerField(label=_("hours"), min_value=1, max_value=72, initial=8)
    sites = forms.IntegerField(label=_("sites"), min_value=1, max_value=1000, initial=1)
    share = forms.IntegerField(label=_("people per tube"), min_value=1, max_value=MOST_IN_A_TUBE, initial=10)
    per_hour = forms.IntegerField(
        label=_("people a table samples in an hour"), min_value=10, max_value=600, initial=PEOPLE_PER_TABLE_HOUR
    )


QueueForm = form_of(QUEUE)


def words_of(session: Session) -> Any:
    """How many share a tube, in words."""
    return _("one household, one tube") if session.household_tubes else str(session.tube_size)
