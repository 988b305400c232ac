"""The lists of lists and of their rows, declared once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict
from lianfang.kernel.identifiers import mask_id, mask_phone
from lianfang.kernel.names import normalise_name
from lianfang.kernel.wording import Text
from lianfang.measures.models import Measure
from lianfang.orgs.selectors import units_of
from lianfang.people.lists import places
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import active_responses
from lianfang.tasks.rules import Lateness
from lianfang.territory.names import names_of
from lianfang.territory.selectors import full_name
from lianfang.ui.lists import Bulk, Choices, Column, Days, ListPage, Preview, SavedView, Search, Under
from lianfang.vault.fields import look_up
from lianfang.verification import services
from lianfang.verification.models import CERTAINTIES, LIST_KINDS, OUTCOMES, SPLITS, STAGES, STATES, NameList, NameRow
from lianfang.verification.rules import Stage, State
from lianfang.verification.selectors import UNOWNED

TONES = {Lateness.LATE: "late", Lateness.SOON: "soon", Lateness.IN_TIME: ""}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


# -- lists -------------------------------------------------------------------------------------------------------------


def _counted(*where: Q) -> Any:
    rows = NameRow.objects.filter(*where, name_list=OuterRef("pk")).order_by().values("name_list")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def with_counts(lists: QuerySet[NameList]) -> QuerySet[NameList]:
    """Each list with how many of its rows are answered, to be confirmed and nobody's."""
    return lists.annotate(
        answered=_counted(Q(state=State.ANSWERED.value)),
        unclear=_counted(Q(state=State.TO_CONFIRM.value)),
        unowned=_counted(UNOWNED),
    )


def _tone_of_list(row: NameList) -> str:
    return TONES[row.lateness]


def _open(rows: Any, request: HttpRequest) -> Any:
    return rows.filter(closed_at=None).exclude(stage__in=[Stage.CANCELLED.value, Stage.FAILED.value])


LISTS = ListPage(
    "verification.lists",
    _("Verification lists"),
    columns=(
        Column("sender", _("Sender"), lambda row: str(row.asker)),
        Column("kind", _("Sort of list"), lambda row: str(row.get_kind_display()), order=("kind",)),
        Column("due", _("To be answered by"), lambda row: row.due_at, order=("due_at",)),
        Column("rows", _("list rows"), lambda row: row.rows, is_number=True),
        Column("answered", _("answered"), lambda row: row.answered, is_number=True),
        Column("unclear", _("to be confirmed"), lambda row: row.unclear, is_number=True),
        Column("unowned", _("nobody's"), lambda row: row.unowned, is_number=True),
        Column("stage", _("State"), lambda row: str(row.get_stage_display()), order=("stage",)),
        Column("received", _("List received"), lambda row: row.received_at, order=("received_at",)),
        Column("unit", _("Taken in by"), lambda row: str(row.unit), is_shown=False),
    ),
    filters=(
        Choices("kind", _("Sort of list"), LIST_KINDS),
        Choices("stage", _("State"), STAGES),
        Days("received", _("List received"), "received_at"),
    ),
    order=("due_at",),
    views=(
        SavedView("open", _("not yet answered"), _open),
        SavedView("late", _("late"), lambda rows, request: _open(rows, request).filter(due_at__lte=now())),
        SavedView(
            "closed", _("answered completely"), lambda rows, request: rows.exclude(closed_at=None), counted=False
        ),
    ),
    href=lambda row: reverse("verification:list", args=[row.pk]),
    tone=_tone_of_list,
    empty=_("Lists come from departments and offices above; somebody at the command's desk takes them in."),
)

# -- rows --------------------------------------------------------------------------------------------------------------


def find_rows(rows: Any, text: str) -> Any:
    """Rows by a whole name, ID number or phone as the list writes it, or of the person meant."""
    rings = [response.pk for response in active_responses()]
    wanted = Q(pk__in=[])
    for ring in rings:
        for column, kind, value in (
            ("name_key", "whole name", normalise_name(text)),
            ("id_key", "id", text),
            ("phone_key", "phone", text),
        ):
            if value:
                wanted |= Q(**{column: look_up(ring, kind, value)})
    return rows.filter(wanted)


def _units(request: HttpRequest) -> list[str]:
    return [unit.path for unit in units_of(_actor(request))]


def _mine(rows: Any, request: HttpRequest) -> Any:
    paths = _units(request)
    return rows.filter(Q(task__unit_path__in=paths) | Q(task=None, unit_path__in=paths))


def _under_measure(rows: Any, request: HttpRequest) -> Any:
    running = Measure.objects.filter(person=OuterRef("person"), state__in=["proposed", "ordered"])
    return rows.filter(Exists(running), state=State.OPEN.value)


def owner_of(row: NameRow) -> str:
    return str(row.owner) if row.owner else gettext("nobody yet")


ROW_COLUMNS = (
    Column("name", _("name"), lambda row: row.masked),
    Column("id_number", _("ID number"), lambda row: mask_id(str(row.id_number))),
    Column("phone", _("phone"), lambda row: mask_phone(str(row.phone)), is_shown=False),
    Column("area", _("area"), lambda row: full_name(row.area_path), order=("area_path",)),
    Column("owner", _("responsible unit"), owner_of),
    Column("due", _("To be answered by"), lambda row: row.due_at, order=("due_at",)),
    Column("state", _("State"), lambda row: str(row.get_state_display()), order=("state",)),
    Column("outcome", _("outcome"), lambda row: str(row.get_outcome_display()), order=("outcome",)),
    Column("certainty", _("match"), lambda row: str(row.get_certainty_display()), order=("certainty",)),
    Column("split", _("came to the unit"), lambda row: str(row.get_split_display()), is_shown=False),
    Column("tries", _("tries"), lambda row: row.tries, is_number=True, is_shown=False),
    Column("sender", _("Sender"), lambda row: str(row.name_list.asker), is_shown=False),
    Column("number", _("row"), lambda row: row.number, order=("number",), is_number=True, is_shown=False),
    Column("problem", _("what is wrong in the row"), lambda row: str(row.problem or ""), is_shown=False),
)


def _known_preview(request: HttpRequest, rows: list[NameRow]) -> Preview:
    waiting = [row for row in rows if row.state == State.OPEN]
    said = {"count": len(waiting), "all": len(rows)}
    sentence = gettext("%(count)s of %(all)s rows would be answered: already known.") % said
    return Preview(sentence, possible=bool(waiting))


def _answer_known(request: HttpRequest, rows: list[NameRow]) -> Text:
    done = 0
    for row in rows:
        if row.state == State.OPEN:
            done += services.answer_known(actor=_actor(request), row=row.pk)
    return ngettext("%(count)s row is answered.", "%(count)s rows are answered.", done) % {"count": done}


KNOWN = Bulk("known", _("Answer: already known"), _known_preview, _answer_known)


def _tone(row: NameRow) -> str:
    return TONES[row.lateness]


ROWS = ListPage(
    "verification.rows",
    _("Rows of lists"),
    columns=ROW_COLUMNS,
    filters=(
        Search(_("Whole name, ID number or phone"), find_rows),
        Choices("state", _("State"), STATES),
        Choices("outcome", _("outcome"), OUTCOMES),
        Choices("certainty", _("match"), CERTAINTIES),
        Choices("split", _("came to the unit"), SPLITS),
        Under("area", _("area"), places),
    ),
    order=("due_at",),
    views=(
        SavedView("open", _("not yet answered"), lambda rows, request: rows.exclude(state=State.ANSWERED.value)),
        SavedView("unit", _("my unit"), _mine),
        SavedView("call", _("to be called"), lambda rows, request: rows.filter(split="phone", state="open")),
        SavedView("known", _("under a measure already"), _under_measure),
        SavedView(
            "late",
            _("late"),
            lambda rows, request: rows.filter(due_at__lte=now()).exclude(state=State.ANSWERED.value),
        ),
    ),
    href=lambda row: reverse("verification:row", args=[row.pk]),
    tone=_tone,
    empty=_("Rows come with the lists that are taken in."),
    bulk=(KNOWN,),
)


def _take_preview(request: HttpRequest, rows: list[NameRow]) -> Preview:
    sentence = ngettext("%(count)s row would be your unit's.", "%(count)s rows would be your unit's.", len(rows)) % {
        "count": len(rows)
    }
    return Preview(sentence, possible=bool(rows))


def _take(request: HttpRequest, rows: list[NameRow]) -> Text:
    taken = 0
    for row in rows:
        try:
            services.take(actor=_actor(request), row=row.pk)
            taken += 1
        except Conflict:
            continue  # somebody else was faster
    return ngettext("%(count)s row is your unit's now.", "%(count)s rows are your unit's now.", taken) % {
        "count": taken
    }


NOBODYS = ListPage(
    "verification.unowned",
    _("Rows nobody has"),
    columns=(
        *(each for each in ROW_COLUMNS if each.code in {"name", "id_number", "due", "certainty"}),
        Column("address", _("address"), lambda row: str(row.address)),
        Column("sender", _("Sender"), lambda row: str(row.name_list.asker)),
        Column("problem", _("what is wrong in the row"), lambda row: str(row.problem or "")),
        Column("number", _("row"), lambda row: row.number, order=("number",), is_number=True, is_shown=False),
    ),
    filters=(Search(_("Whole name, ID number or phone"), find_rows),),
    order=("due_at",),
    href=lambda row: reverse("verification:row", args=[row.pk]),
    tone=_tone,
    empty=_("Every row has somebody who verifies it."),
    bulk=(Bulk("take", _("Take for my unit"), _take_preview, _take),),
)


def seen_rows(request: HttpRequest, rows: list[NameRow], how: str) -> None:
    """A masked list logs its query; a file logs each person on it."""
    names_of({row.area_path for row in rows})
    if how == "export":
        log_reads(_actor(request), How.EXPORT, "verification:rows", [row.person_id for row in rows if row.person_id])
    else:
        log_list(_actor(request), "verification:rows")


def seen_nobodys(request: HttpRequest, rows: list[NameRow], how: str) -> None:
    log_list(_actor(request), "verification:unowned")


def lines_by_unit(rows: Any) -> Iterable[dict[str, Any]]:
    """How far each unit is with the rows of a list, in the order of the units."""
    counted = rows.filter(unit__isnull=False).order_by().values("unit", "unit__name", "unit__name_en", "unit_path")
    return list(
        counted.annotate(
            all=Count("pk"),
            answered=Count("pk", filter=Q(state=State.ANSWERED.value)),
            unclear=Count("pk", filter=Q(state=State.TO_CONFIRM.value)),
            late=Count("pk", filter=Q(due_at__lte=now()) & ~Q(state=State.ANSWERED.value)),
            path=F("unit_path"),
        ).order_by("unit_path")
    )
