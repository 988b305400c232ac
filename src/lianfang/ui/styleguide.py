"""What `/styleguide/` shows: every component with all its states, on invented values."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianfang.kernel.clock import now, today
from lianfang.ui.charts import Chart, bars, lines
from lianfang.ui.forms import ChoiceCards, Digits
from lianfang.ui.maps import Map, Place
from lianfang.ui.parts import Entry, Link


class ExampleForm(forms.Form):
    """A field of each kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_fields())


def _fields() -> dict[str, forms.Field]:
    decisions = [("pass", _("Let pass")), ("back", _("Turn back")), ("receive", _("Hand over to a community"))]
    return {
        "name": forms.CharField(label=pgettext("example", "Name")),
        "phone": forms.CharField(
            label=pgettext("example", "Phone"), widget=Digits(), help_text=_("Eleven digits of a mobile phone.")
        ),
        "people": forms.IntegerField(label=_("People on board"), min_value=1, max_value=120),
        "temperature": forms.DecimalField(
            label=pgettext("example", "Temperature"), help_text=_("Degrees Celsius, second reading.")
        ),
        "arrived": forms.DateField(label=_("Day of arrival")),
        "decision": forms.ChoiceField(label=pgettext("example", "Decision"), choices=decisions, widget=ChoiceCards()),
        "unit": forms.ChoiceField(
            label=pgettext("example", "Unit"), choices=[("", _("Choose one")), *decisions], required=False
        ),
        "note": forms.CharField(
            label=pgettext("example", "Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
        ),
        "proof": forms.BooleanField(label=_("A proof was seen"), required=False),
        "file": forms.FileField(label=pgettext("example", "List"), required=False),
    }


def examples() -> dict[str, Any]:
    """The context of the page; times are relative to now, so that each clock has its state."""
    at = now()
    return {
        "form": ExampleForm(),
        "wrong_form": ExampleForm(
            {"wrong-people": "500", "wrong-temperature": "99", "wrong-arrived": ""}, prefix="wrong"
        ),
        "late": at - timedelta(hours=2, minutes=10),
        "soon": at + timedelta(minutes=25),
        "later": at + timedelta(hours=8),
        "earlier": at - timedelta(hours=9),
        "entries": _entries(),
        "words": _words(),
        "path": [
            Link(_("Yunxi street"), "#unit-path"),
            Link(_("Hedong community"), "#unit-path"),
            Link(_("Third grid"), ""),
        ],
        "list": _list(),
        "page": SimpleNamespace(
            title=_("Travellers"), empty="", bulk=[SimpleNamespace(code="accept", label=pgettext("example", "Accept"))]
        ),
        "bars": _bars(),
        "lines": _lines(),
        "map": _map(),
        "pager": SimpleNamespace(
            next_href="#pager", previous_href="#pager", first_href="#pager", how_many=_("over 10,000")
        ),
    }


def _words() -> dict[str, str]:
    """Short words of the page that may mean something else elsewhere."""
    return {
        "sent": pgettext("example", "sent"),
        "accepted": pgettext("example", "accepted"),
        "returned": pgettext("example", "returned"),
        "not_arrived": pgettext("example", "not arrived"),
        "seen": pgettext("example", "seen"),
        "done": pgettext("example", "done"),
        "male": pgettext("example", "male"),
    }


def _entries() -> list[Entry]:
    at = now()
    return [
        Entry(at, _("Seen at the door"), _("Li Na"), _("Hedong community"), tone="done"),
        Entry(
            at - timedelta(minutes=50),
            pgettext("example", "Accepted"),
            _("Li Na"),
            _("Hedong community"),
            href="#timeline",
        ),
        Entry(
            at - timedelta(hours=2), _("Not at home"), _("Li Na"), note=_("Next visit is due today 18:00."), tone="late"
        ),
        Entry(
            at - timedelta(hours=3),
            _("Sent to Hexi community"),
            _("Zhao Gang"),
            _("South motorway exit"),
            is_voided=True,
        ),
    ]


def _list() -> SimpleNamespace:
    """Looks like a `lists.Shown`; this module has no rows of its own."""
    columns = [
        _column("name", pgettext("example", "Name")),
        _column("from", pgettext("example", "Came from")),
        _column("due", pgettext("example", "Due")),
        _column("people", pgettext("example", "People"), True),
    ]
    heads = [SimpleNamespace(column=c, href="#table", sorting="descending" if c.code == "due" else "") for c in columns]
    rows = [
        (_("Wang Xiaoming"), _("a high-risk area"), _("2 h 10 min late"), "3", "late"),
        (_("Liu Yang"), _("a medium-risk area"), _("due in 25 min"), "1", "soon"),
        (_("Chen Jing"), _("elsewhere"), _("due 18:00"), "1,204", ""),
    ]
    body = [
        SimpleNamespace(
            row=SimpleNamespace(pk=n), href="#table", tone=tone, cells=list(zip(columns, cells, strict=True))
        )
        for n, (*cells, tone) in enumerate(rows)
    ]
    return SimpleNamespace(
        tabs=_tabs(),
        filters=_filters(), carried=[], is_narrowed=True, clear_href="#list", how_many=_("3 rows"), sought=[],
        exports=[("XLSX", "#list"), ("CSV", "#list")], choices_of_columns=[(column, True) for column in columns],
        headings=heads, lines=body, totals=list(zip(columns, ["", "", "", "1,208"], strict=True)), page=SimpleNamespace(next="x"),
        next_href="#list", previous_href="", first_href="",
    )  # fmt: skip


def _column(code: str, label: str, is_number: bool = False) -> SimpleNamespace:
    return SimpleNamespace(code=code, label=label, is_number=is_number, total=None)


def _tabs() -> list[SimpleNamespace]:
    own = pgettext("example", "Mine")
    return [
        _tab(_("All"), "48", True),
        _tab(own, "12"),
        _tab(_("My unit"), "31"),
        _tab(pgettext("example", "Late"), "2"),
    ]


def _tab(label: str, count: str, is_current: bool = False) -> SimpleNamespace:
    return SimpleNamespace(label=label, href="#list", count=count, is_current=is_current)


def _filters() -> list[str]:
    states = [("sent", pgettext("example", "sent"), 31, False), ("accepted", pgettext("example", "accepted"), 17, True)]
    named: list[tuple[str, str, dict[str, Any]]] = [
        ("search", _("Name or phone"), {"text": ""}),
        ("choices", pgettext("example", "State"), {"options": states, "counted": True}),
        ("days", pgettext("example", "Arrived"), {"first": "", "last": ""}),
    ]
    return [
        render_to_string(f"ui/filters/{kind}.html", {"filter": SimpleNamespace(code=kind, label=label), **more})
        for kind, label, more in named
    ]


def _bars() -> Chart:
    counts = [
        (pgettext("example", "seen"), 1240),
        (_("on the way"), 86),
        (pgettext("example", "late"), 12),
        (pgettext("example", "not arrived"), 3),
    ]
    return bars(
        _("Hand-overs by state"),
        _("1,341 hand-overs; 12 are late and 3 people did not arrive."),
        counts,
        names=(pgettext("example", "State"), pgettext("example", "Hand-overs")),
    )


def _lines() -> Chart:
    days = [today() - timedelta(days=back) for back in range(13, -1, -1)]
    stopped = [(day, 40 + (day.toordinal() * 7) % 23) for day in days]
    handed = [(day, 12 + (day.toordinal() * 5) % 9) for day in days]
    said = _("Over 14 days between 40 and 62 were stopped a day, and about a quarter of them handed over.")
    return lines(
        _("Stopped and handed over"),
        said,
        {pgettext("example", "stopped"): stopped, pgettext("example", "handed over"): handed},
        names=(pgettext("example", "Day"), pgettext("example", "People")),
    )


def _map() -> Map:
    values = [0, 3, 1, 12, 7, None, 25, 2, 0, 9, 40, 5]
    places = [
        Place(_("Grid %(number)s") % {"number": n + 1}, _square(n % 4, n // 4), value, "#map")
        for n, value in enumerate(values)
    ]
    said = _("Three grids have more than 10 people; of one the number is not known.")
    return Map("example", _("People observed at home by grid"), said, pgettext("example", "People"), places)


def _square(column: int, row: int) -> dict[str, Any]:
    """A field of four corners, a little crooked, near 41° north."""
    x, y, lean = 123 + column * 0.02, 41 + row * 0.015, 0.004 * (row % 2)
    ring = [(x + lean, y), (x + 0.02 + lean, y), (x + 0.02 - lean, y + 0.015), (x - lean, y + 0.015), (x + lean, y)]
    return {"type": "Polygon", "coordinates": [ring]}
