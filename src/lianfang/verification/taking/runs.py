"""A list from the file to the inboxes: sent, its columns put right, taken in by the worker, cancelled, gone on with."""

import hashlib
import hmac
import logging
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from lianfang.accounts.actors import Actor
from lianfang.exchange import Mapping, Table, TableError, match_columns, read_table
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Conflict, Invalid, LianfangError, Refused
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import unit_of
from lianfang.privacy.audit import audit
from lianfang.response.selectors import current_response, edition_in_force
from lianfang.vault import files, keyfile
from lianfang.vault.keyfile import at_hand
from lianfang.verification import selectors
from lianfang.verification.access import SEND_LISTS
from lianfang.verification.exchange import LISTED, WHO
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import ListKind, Stage, due_of
from lianfang.verification.services.parts import ask_to_settle
from lianfang.verification.taking.excerpt import Drawer
from lianfang.verification.taking.matching import match_in_batches
from lianfang.verification.taking.places import Where
from lianfang.verification.taking.reading import people_in, read_rows
from lianfang.verification.taking.splitting import Splitter, district_of
from lianfang.verification.taking.writing import write_batch

log = logging.getLogger(__name__)

SENT = "verification.list"
SYSTEM = Actor.system("verification")
BATCH = 4000
IN_PAGE = 60_000
"""Bytes of a file that is taken in while the page waits; the worker takes larger ones."""
STALLED_AFTER = timedelta(minutes=3)
BY_ITSELF = timedelta(hours=24)
"""For so long after it came a list whose worker died goes on by itself; later a person decides."""


@dataclass(frozen=True)
class About:
    """What is said of a list beside its rows: who sent it, of what sort, what for, on what ground, which days, by when."""

    kind: ListKind
    purpose: str
    ground: str
    sender: Unit | None = None
    outside: str = ""
    window_from: date | None = None
    window_until: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class Sent:
    """A list that was sent; ``is_new`` is false for the same file of the same sender, which changes nothing."""

    name_list: NameList
    is_new: bool


def send_list(*, actor: Actor, about: About, filename: str, content: bytes) -> Sent:
    """Keep a list, sealed, and find out which column is which; it is taken in by `start`.

    Raises Refused (no right, no unit), NotFound (no response is active), Invalid by field, and TableError for a file
    that is no table, cannot be read to its end or has no rows, of which nothing is kept.
    """
    actor.require_somewhere(SEND_LISTS)
    _check(about)
    unit = unit_of(actor)
    response = current_response(unit.area_path)
    area_path = unit.area_path or response.area_path
    actor.require(SEND_LISTS, area_path=area_path, unit_path=unit.path)
    if not sum(1 for _row in people_in(read_table(content, filename, columns=LISTED))):
        raise TableError("no_rows")
    digest = hmac.digest(keyfile.secret("digest"), hashlib.sha256(content).digest(), "sha256")[:16]
    with transaction.atomic():
        same = NameList.objects.filter(response=response, digest=digest, sender=about.sender, outside=about.outside)
        known = same.exclude(stage__in=[Stage.CANCELLED.value, Stage.FAILED.value]).first()
        if known is not None:
            return Sent(known, is_new=False)
        file = files.keep_file(content, purpose=SENT, kept_by=actor.name, ring=response.pk)
        clock = edition_in_force(response).clock("verify.list")
        received = now()
        made = NameList(
            response=response,
            sender=about.sender,
            outside=about.outside,
            kind=about.kind.value,
            purpose=about.purpose,
            ground=about.ground,
            window_from=about.window_from,
            window_until=about.window_until,
            received_at=received,
            due_at=due_of(received, about.due_at, clock),
            area_path=area_path,
            unit=unit,
            unit_path=unit.path,
            filename=filename[-200:],
            file_id=file.pk,
            digest=digest,
            sent_by=actor.name,
        )
        made.mapping = _columns_of_last(made)
        made.save(force_insert=True)
        audit(actor, "list.sent", made, bytes=len(content), kind=made.kind)
    return Sent(made, is_new=True)


def _check(about: About) -> None:
    wrong = {name: Reason.of("kernel.required") for name in ("purpose", "ground") if not getattr(about, name).strip()}
    if (about.sender is None) == (not about.outside.strip()):
        wrong["sender"] = Reason.of("verification.who_sent")
    if about.due_at is not None and about.due_at <= now():
        wrong["due_at"] = Reason.of("verification.due_passed")
    if about.window_from and about.window_until and about.window_until < about.window_from:
        wrong["window_until"] = Reason.of("verification.window_turned")
    if wrong:
        raise Invalid(wrong)


def _columns_of_last(name_list: NameList) -> Dict[str, int | None]:
    """What was put right by hand in the last list of the same sender and sort, for its columns are the same as a rule."""
    last = selectors.earlier_of(name_list).first()
    return dict(last.mapping) if last else {}


def opened(name_list: NameList) -> tuple[Table, Mapping]:
    """The table that was sent and which of its columns is what. Raises NotFound once the file is gone (seven days)."""
    content = files.read_file(files.open_file(name_list.file_id, purpose=SENT))
    table = read_table(content, str(name_list.filename), columns=LISTED)
    found = match_columns(table.header, LISTED)
    width = len(table.header.names)
    return table, found.choose({name: at for name, at in name_list.mapping.items() if at is None or at < width})


def problems_of(mapping: Mapping) -> list[str]:
    """Why the columns do not do yet: what is not clear, or that none says who is meant."""
    unclear = [str(problem) for problem in mapping.problems]
    says_who = any(field in mapping.matches for field in WHO)
    return unclear if says_who else [*unclear, str(Reason.of("verification.who_missing"))]


def left_out(table: Table) -> str:
    """A sentence about the sheets of a workbook on which people stand and which are not taken in; "" for none."""
    others = [name for name in table.sheets if name != table.sheet and _names_people(table, name)]
    if not others:
        return ""
    return str(Reason.of("verification.other_sheets", sheet=table.sheet, others=", ".join(others)))


def _names_people(table: Table, sheet: str) -> bool:
    try:
        other = read_table(table.content, table.filename, sheet=sheet, columns=LISTED)
    except TableError:
        return False
    return any(field in match_columns(other.header, LISTED).matches for field in WHO)


@transaction.atomic
def choose_columns(*, actor: Actor, name_list: UUID, columns: Dict[str, int | None]) -> NameList:
    """Say which column of the file is which field (None: none). Raises NotFound, Conflict, and Invalid by field."""
    one = selectors.get_list_for(actor, name_list, action=SEND_LISTS)
    if one.stage != Stage.READY:
        raise Conflict("verification.not_ready")
    width, known = len(opened(one)[0].header.names), {column.field for column in LISTED}
    if wrong := [name for name, at in columns.items() if name not in known or not (at is None or 0 <= at < width)]:
        raise Invalid({name: Reason.of("verification.no_column") for name in wrong})
    one.mapping = {**one.mapping, **columns}
    one.save(update_fields=["mapping"])
    audit(actor, "list.columns_chosen", one, fields=sorted(columns))
    return one


def start(*, actor: Actor, name_list: UUID) -> NameList:
    """Have a list taken in: at once where it is small, else by the worker; one that came to a stop goes on where it was.

    Raises NotFound, Conflict (under way or over), or Refused where it is not clear which column is which.
    """
    one = begin(actor=actor, name_list=name_list)
    if files.open_file(one.file_id, purpose=SENT).size <= IN_PAGE:
        work(one.pk)
        one.refresh_from_db()
    else:
        _enqueue(one)
    return one


@transaction.atomic
def begin(*, actor: Actor, name_list: UUID) -> NameList:
    """Put a list under way; `take_in` does the work. Raises as `start`."""
    one = selectors.get_list_for(actor, name_list, action=SEND_LISTS)
    if one.stage not in (Stage.READY, Stage.CANCELLED) and not may_go_on(one):
        raise Conflict("verification.not_ready")
    if problems := problems_of(opened(one)[1]):
        raise Refused("verification.columns_missing", what=" ".join(problems))
    one.stage, one.problem, one.cancelled_at, one.last_seen_at = Stage.RUNNING.value, None, None, now()
    one.save(update_fields=["stage", "problem", "cancelled_at", "last_seen_at"])
    audit(actor, "list.started", one)
    return one


@transaction.atomic
def cancel(*, actor: Actor, name_list: UUID) -> NameList:
    """Stop before the next batch; rows that are in the inboxes stay there. Raises NotFound or Conflict."""
    one = selectors.get_list_for(actor, name_list, action=SEND_LISTS)
    if one.is_over:
        raise Conflict("verification.over")
    one.cancelled_at = now()
    if one.stage != Stage.RUNNING or is_stalled(one):
        one.stage = Stage.CANCELLED.value
    one.save(update_fields=["cancelled_at", "stage"])
    audit(actor, "list.cancelled", one)
    return one


def is_stalled(name_list: NameList) -> bool:
    """Whether the worker has not been seen at it for a while."""
    return name_list.stage == Stage.RUNNING and name_list.last_seen_at < now() - STALLED_AFTER


@transaction.atomic
def go_on_with_stalled() -> int:
    """Lists whose worker died in the middle are put to work again, behind the last batch that stands; says how many."""
    at = now()
    stalled = NameList.objects.filter(
        stage=Stage.RUNNING.value, last_seen_at__lt=at - STALLED_AFTER, received_at__gt=at - BY_ITSELF
    )
    lists = list(stalled.select_for_update(of=("self",)))
    for each in lists:
        each.last_seen_at = at
        each.save(update_fields=["last_seen_at"])
        audit(SYSTEM, "list.gone_on", each, done=each.done)
        _enqueue(each)
    return len(lists)


def may_go_on(name_list: NameList) -> bool:
    """Whether it came to a stop that is not the list's own fault."""
    return is_stalled(name_list) or (
        name_list.stage == Stage.FAILED
        and name_list.problem is not None
        and name_list.problem.code == "verification.failed"
    )


def work(list_id: UUID | str) -> None:
    """Take a list in. A failure is kept as a code: a message or a trace might hold what the list holds."""
    name_list = NameList.objects.select_related("response", "unit", "sender").get(pk=list_id)
    if name_list.stage != Stage.RUNNING:
        return
    try:
        for _done in take_in(name_list, go_on=lambda: not _is_cancelled(name_list)):
            pass
    except LianfangError as refused:
        _fail(name_list, refused.reason)
    except Exception as error:  # noqa: BLE001 - its message may hold what the list holds, so its kind must do
        log.error("list %s failed: %s", name_list.pk, type(error).__name__)
        _fail(name_list, Reason.of("verification.failed", kind=type(error).__name__))


def take_in(name_list: NameList, go_on: Callable[[], bool] = lambda: True) -> Iterator[int]:
    """Take the rows in, a batch at a time, saying how many are done; ``go_on`` is asked before each batch.

    A list that stopped in the middle goes on behind the last batch that was written.
    """
    table, mapping = opened(name_list)
    where, splitter, done = Where(district_of(name_list)), Splitter(name_list), name_list.done
    rows = read_rows(table, mapping, today(), after=done)
    for batch in match_in_batches(rows, Drawer(name_list.response, where), where, BATCH):
        if not go_on():
            _end(name_list, Stage.CANCELLED, done)
            return
        done += len(batch)
        with at_hand():
            write_batch(SYSTEM, name_list, batch, splitter, done=done)
        yield done
    _end(name_list, Stage.TAKEN, done)


@transaction.atomic
def _end(name_list: NameList, stage: Stage, done: int) -> None:
    """Everybody who has rows is told once, and asked to settle what is not clear."""
    name_list.stage, name_list.rows, name_list.done = stage.value, name_list.lines.count(), done
    name_list.save(update_fields=["stage", "rows", "done"])
    audit(SYSTEM, "list.taken" if stage is Stage.TAKEN else "list.stopped", name_list, rows=name_list.rows)
    ask_to_settle(SYSTEM, name_list)
    _tell_units(name_list)


def _tell_units(name_list: NameList) -> None:
    rows = NameRow.objects.filter(name_list=name_list, answered_at=None).exclude(unit=None).order_by()
    for path, count in rows.values_list("unit_path").annotate(Count("pk")):
        params = {"sender": name_list.asker_name, "count": count, "due": f"{name_list.due_at.astimezone():%F %H:%M}"}
        tell(
            actor=SYSTEM,
            unit=path,
            code="verification.tell_rows",
            params=params,
            link=f"/verification/{name_list.pk}/",
        )


@transaction.atomic
def _fail(name_list: NameList, problem: Reason) -> None:
    name_list.stage, name_list.problem = Stage.FAILED.value, problem
    name_list.save(update_fields=["stage", "problem"])
    audit(SYSTEM, "list.failed", name_list, code=problem.code)


def _is_cancelled(name_list: NameList) -> bool:
    return NameList.objects.filter(pk=name_list.pk).exclude(cancelled_at=None).exists()


def _enqueue(name_list: NameList) -> None:
    from lianfang.verification.jobs import work_on_list

    transaction.on_commit(lambda: work_on_list.enqueue(str(name_list.pk)))
