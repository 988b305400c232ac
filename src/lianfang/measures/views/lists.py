"""The list of measures, with what waits for a decision, runs, or is to be released."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import today
from lianfang.kernel.errors import NotFound
from lianfang.kernel.identifiers import mask_name
from lianfang.kernel.wording import Text
from lianfang.measures import selectors, services
from lianfang.measures.access import DECIDE_APPEAL, ORDER_MEASURE, RECOMPUTE, SEE_MEASURES
from lianfang.measures.models import Measure
from lianfang.measures.rules import Stage, State
from lianfang.measures.services.orders import overshoot
from lianfang.measures.words import GROUNDS, KINDS
from lianfang.people.models import Person
from lianfang.people.selectors import matching
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import active_responses
from lianfang.territory.selectors import name_of, names_of
from lianfang.ui.lists import Bulk, Choices, Column, Days, ListPage, Preview, SavedView, Search

TONES = {Stage.RELEASE_DUE: "soon", Stage.PROPOSED: "soon"}


def _overdue(rows: QuerySet[Measure], request: HttpRequest) -> QuerySet[Measure]:
    return rows.filter(state=State.ORDERED.value, last_day__lt=today())


def _in_state(*states: State) -> Any:
    return lambda rows, request: rows.filter(state__in=[state.value for state in states])


def _named(rows: QuerySet[Measure], text: str) -> QuerySet[Measure]:
    found = matching(Person.objects.all(), text, active_responses())
    return rows.filter(person__in=found.values("pk"))


def _tone(measure: Measure) -> str:
    return "late" if measure.is_in_force and measure.last_day < today() else TONES.get(measure.stage, "")


def _seen(request: HttpRequest, rows: list[Measure], how: str) -> None:
    actor = request.actor  # type: ignore[attr-defined]
    names_of(each.area_path for each in rows)
    if how == "export":
        log_reads(actor, How.EXPORT, "measures:list", [each.person_id for each in rows])
    else:
        log_list(actor, "measures:list")


def _preview(request: HttpRequest, rows: list[Measure]) -> Preview:
    plain = [each for each in rows if _may_order_plainly(request, each)]
    said = {"count": len(plain), "all": len(rows)}
    sentence = gettext("%(count)s of %(all)s are ordered as the edition says.") % said
    words = gettext("%(number)s is left: decided already, beyond the edition, or not yours to order.")
    left = [words % {"number": each.number} for each in rows if each not in plain]
    return Preview(sentence, left[:20], possible=bool(plain))


def _order(request: HttpRequest, rows: list[Measure]) -> Text:
    plain = [each for each in rows if _may_order_plainly(request, each)]
    for each in plain:
        services.order(actor=request.actor, measure=each)  # type: ignore[attr-defined]
    return gettext("%(count)s measures are ordered.") % {"count": len(plain)}


def _may_order_plainly(request: HttpRequest, measure: Measure) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    mine = actor.may(ORDER_MEASURE, area_path=measure.area_path) or actor.may(
        ORDER_MEASURE, unit_path=measure.unit_path
    )
    return mine and measure.state == State.PROPOSED and overshoot(measure) is None


COLUMNS = (
    Column("number", _("order number"), lambda measure: measure.number),
    Column("name", _("person"), lambda measure: mask_name(str(measure.person.name))),
    Column("kind", _("measure"), lambda measure: measure.get_kind_display(), order=("kind",)),
    Column("ground", _("ground"), lambda measure: measure.get_ground_code_display(), is_shown=False),
    Column("area", _("area"), lambda measure: name_of(measure.area_path), order=("area_path",)),
    Column("unit", _("responsible unit"), lambda measure: str(measure.unit)),
    Column("first_day", _("begins on"), lambda measure: measure.first_day, order=("first_day",)),
    Column("last_day", _("ends on"), lambda measure: measure.last_day, order=("last_day",)),
    Column("stage", _("state"), lambda measure: measure.stage),
    Column("excess", _("excess"), lambda measure: measure.get_excess_display()),
)
MEASURES = ListPage(
    "measures.measures",
    _("Measures"),
    columns=COLUMNS,
    filters=(
        Search(_("name, ID number or phone"), _named),
        Choices("kind", _("measure"), KINDS),
        Choices("ground", _("ground"), GROUNDS, field="ground_code"),
        Days("last_day", _("ends on"), "last_day", is_day=True),
    ),
    order=("-proposed_at",),
    views=(
        SavedView("waiting", _("waiting for a decision"), _in_state(State.PROPOSED)),
        SavedView("running", _("in force"), _in_state(State.ORDERED)),
        SavedView(
            "due", _("last day today"), lambda rows, request: rows.filter(state=State.ORDERED.value, last_day=today())
        ),
        SavedView("overdue", _("release overdue"), _overdue),
        SavedView("excess", _("beyond the edition"), lambda rows, request: rows.exclude(excess="")),
        SavedView("ended", _("measure ended"), _in_state(State.ENDED, State.REFUSED), counted=False),
    ),
    bulk=(Bulk("order", _("Order as the edition says"), _preview, _order),),
    href=lambda measure: reverse("measures:measure", args=[measure.pk]),
    tone=_tone,
    empty=_("Measures are proposed for people who arrive or whom the investigators name, and ordered by the street."),
)
READERS = ListPage(
    "measures.measures", _("Measures"), COLUMNS, MEASURES.filters, MEASURES.order, MEASURES.views,
    href=MEASURES.href, tone=_tone, empty=MEASURES.empty,
)  # fmt: skip
"""The same without the bulk action, for whoever orders nothing."""


@login_required
def measures(request: StaffRequest) -> HttpResponseBase:
    """The measures one may see; the newest first."""
    if not request.actor.may_somewhere(SEE_MEASURES):
        raise NotFound
    rows = selectors.measures_visible_to(request.actor)
    page = MEASURES if request.actor.may_somewhere(ORDER_MEASURE) else READERS
    writer = writer_for(request.actor)
    return page.answer(request, rows, writer=writer, seen=_seen, template="measures/list.html", **_beside(request))


def _beside(request: StaffRequest) -> dict[str, Any]:
    """What stands above the list: appeals to decide, and measures that a new edition asks to recompute."""
    appeals = selectors.appeals_visible_to(request.actor).filter(decided_at=None).count()
    shown: dict[str, Any] = {"appeals": appeals, "may_decide": request.actor.may_somewhere(DECIDE_APPEAL)}
    if request.actor.may_somewhere(RECOMPUTE):
        asked = ((each, sum(1 for _each in selectors.recomputable(each))) for each in active_responses())
        shown["recomputable"] = [(response, count) for response, count in asked if count]
    return shown
