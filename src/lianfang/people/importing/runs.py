"""A list that was sent: looked at, its columns put right, taken over by the worker, its result fetched within seven days."""

import io
import logging
from collections.abc import Mapping as Dict
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.exchange import Mapping, Table, match_columns
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Invalid, LianfangError, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.people.access import IMPORT_PEOPLE
from lianfang.people.exchange import RESIDENTS
from lianfang.people.importing.importer import Importer
from lianfang.people.importing.opening import open_list
from lianfang.people.models import ImportRun
from lianfang.people.rules import Stage
from lianfang.privacy.audit import audit
from lianfang.vault import files
from lianfang.vault.models import SealedFile

log = logging.getLogger(__name__)

SENT, RESULT = "people.import", "people.import_result"
IN_PAGE = 400_000
"""Bytes of a file that is looked at while the page waits; the worker looks at larger ones."""
NOBODY = UUID(int=0)
STALLED_AFTER = timedelta(minutes=3)


def runs_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """The lists somebody has sent themselves, newest first; the rights of the day decide which are still theirs."""
    rows = scope(ImportRun.objects.all(), actor, IMPORT_PEOPLE)
    return rows.filter(user_id=actor.user_id or NOBODY).order_by("-created_at")


def get_run_for(actor: Actor, run_id: UUID | str) -> ImportRun:
    return get_by_id(runs_visible_to(actor), run_id)


def send_list(*, actor: Actor, into: str, filename: str, content: bytes) -> ImportRun:
    """Take a file in, sealed, and look at it: at once where it is small, else the worker does.

    Raises Refused, or TableError (nothing is kept) for a file that is no table.
    """
    actor.require(IMPORT_PEOPLE, area_path=into)
    if actor.user_id is None:
        raise Refused("people.import_needs_user")
    open_list(content, filename)
    with transaction.atomic():
        file = files.keep_file(content, purpose=SENT, kept_by=actor.name)
        run = ImportRun(user_id=actor.user_id, area_path=into, filename=filename[-200:], file_id=file.pk)
        run.save(force_insert=True)
        audit(actor, "import.sent", run, bytes=len(content))
    return _look_or_have_looked(actor, run)


def choose_columns(*, actor: Actor, run: UUID, columns: Dict[str, int | None]) -> ImportRun:
    """Say which column of the file is which field (None: none), and look again.

    Raises NotFound, Conflict, or Invalid for a field or a column that is not there.
    """
    one = _at(actor, run, Stage.READY)
    _refuse_absent(columns, opened(one)[1])
    one.mapping, one.stage = dict(columns), Stage.LOOKING.value
    with transaction.atomic():
        one.save(update_fields=["mapping", "stage"])
        audit(actor, "import.columns_chosen", one, fields=sorted(columns))
    return _look_or_have_looked(actor, one)


def _refuse_absent(columns: Dict[str, int | None], mapping: Mapping) -> None:
    """Raise unless each field is one of a list, and each column one of this list."""
    fields, width = {column.field for column in mapping.columns}, len(mapping.header.names)
    wrong = [field for field, at in columns.items() if field not in fields or not (at is None or 0 <= at < width)]
    if wrong:
        raise Invalid({field: Reason.of("people.no_such_column", field=field[:40], count=width) for field in wrong})


@transaction.atomic
def start(*, actor: Actor, run: UUID) -> ImportRun:
    """Have the worker take the list over; one that came to a stop goes on where it was, which takes nothing twice.

    Raises NotFound, Conflict (under way or over), or Refused where a column is missing.
    """
    one = get_run_for(actor, run)
    if may_go_on(one):
        stage = Stage.RUNNING if one.counts else Stage.LOOKING
    elif one.stage == Stage.READY:
        stage = Stage.RUNNING
    else:
        raise Conflict("people.import_not_ready")
    if stage is Stage.RUNNING and opened(one)[1].problems:
        raise Refused("people.import_columns_missing")
    one.stage, one.done, one.problem, one.last_seen_at = stage.value, 0, None, now()
    one.save(update_fields=["stage", "done", "problem", "last_seen_at"])
    audit(actor, "import.started", one)
    _enqueue(one)
    return one


@transaction.atomic
def cancel(*, actor: Actor, run: UUID) -> ImportRun:
    """Stop before the next batch; what was taken over stays, and the result says which rows were not reached."""
    one = get_run_for(actor, run)
    if one.is_over:
        raise Conflict("people.import_over")
    one.cancelled_at = now()
    if one.stage != Stage.RUNNING or is_stalled(one):
        one.stage = Stage.CANCELLED.value
    one.save(update_fields=["cancelled_at", "stage"])
    audit(actor, "import.cancelled", one)
    return one


def result_of(actor: Actor, run: UUID | str) -> SealedFile:
    """The user's own file with what became of each row. Raises NotFound before it is there and after seven days."""
    one = get_run_for(actor, run)
    if one.result_id is None:
        raise NotFound
    return files.open_file(one.result_id, purpose=RESULT)


def opened(run: ImportRun) -> tuple[Table, Mapping]:
    """The table that was sent and which of its columns is what. Raises NotFound once the file is gone."""
    content = files.read_file(files.open_file(run.file_id, purpose=SENT))
    table = open_list(content, str(run.filename))
    return table, match_columns(table.header, RESIDENTS).choose(run.mapping)


def is_stalled(run: ImportRun) -> bool:
    """Whether the worker has not been seen at it for a while."""
    return run.stage in (Stage.LOOKING, Stage.RUNNING) and run.last_seen_at < now() - STALLED_AFTER


def may_go_on(run: ImportRun) -> bool:
    """Whether it came to a stop that is not the list's own fault."""
    return is_stalled(run) or (run.stage == Stage.FAILED and run.problem.code == "people.import_failed")


def work(run_id: UUID | str) -> None:
    """What the worker does with a list. A failure is kept as a code: a message or a trace might hold what the list holds."""
    run = ImportRun.objects.get(pk=run_id)
    actor = Actor.of(User.objects.get(pk=run.user_id))
    try:
        if run.stage == Stage.LOOKING:
            look(actor, run)
        elif run.stage == Stage.RUNNING:
            _take_over(actor, run)
    except LianfangError as refused:
        _fail(actor, run, refused.reason)
    except Exception as error:  # noqa: BLE001 - its message may hold what the list holds, so its kind must do
        log.error("import %s failed: %s", run.pk, type(error).__name__)
        _fail(actor, run, Reason.of("people.import_failed", kind=type(error).__name__))


def look(actor: Actor, run: ImportRun) -> None:
    """Find out what would happen, without writing it; nothing is counted while a column is missing."""
    table, mapping = opened(run)
    tally = {} if mapping.problems else Importer(actor, run.area_path, table, mapping, dry=True).all().as_json()
    run.counts, run.rows, run.stage = tally, tally.get("rows", 0), Stage.READY.value
    with transaction.atomic():
        run.save(update_fields=["counts", "rows", "stage"])
        audit(actor, "import.looked_at", run, **tally)


def _take_over(actor: Actor, run: ImportRun) -> None:
    importer = Importer(actor, run.area_path, *opened(run), run=run.pk)
    for _batch in importer.batches(go_on=lambda: not _is_cancelled(run)):
        ImportRun.objects.filter(pk=run.pk).update(
            done=importer.tally.rows, counts=importer.tally.as_json(), last_seen_at=now()
        )
    with transaction.atomic():
        _finish(actor, run, importer)


def _finish(actor: Actor, run: ImportRun, importer: Importer) -> None:
    written = io.BytesIO()
    importer.result.save(written)
    written.seek(0)
    result = files.keep_file(written, purpose=RESULT, kept_by=actor.name, name=importer.result.filename)
    run.stage = (Stage.CANCELLED if _is_cancelled(run) else Stage.DONE).value
    run.result_id, run.counts, run.done = result.pk, importer.tally.as_json(), importer.tally.rows
    run.save(update_fields=["stage", "result_id", "counts", "done"])
    audit(actor, "import.ended", run, **run.counts)


@transaction.atomic
def _fail(actor: Actor, run: ImportRun, problem: Reason) -> None:
    run.stage, run.problem = Stage.FAILED.value, problem
    run.save(update_fields=["stage", "problem"])
    audit(actor, "import.failed", run, code=problem.code)


def _is_cancelled(run: ImportRun) -> bool:
    return ImportRun.objects.filter(pk=run.pk).exclude(cancelled_at=None).exists()


def _at(actor: Actor, run: UUID, stage: Stage) -> ImportRun:
    one = get_run_for(actor, run)
    if one.stage != stage:
        raise Conflict("people.import_not_ready")
    return one


def _look_or_have_looked(actor: Actor, run: ImportRun) -> ImportRun:
    if files.open_file(run.file_id, purpose=SENT).size <= IN_PAGE:
        look(actor, run)
    else:
        _enqueue(run)
    return run


def _enqueue(run: ImportRun) -> None:
    from lianfang.people.jobs import work_on_import

    transaction.on_commit(lambda: work_on_import.enqueue(str(run.pk)))
