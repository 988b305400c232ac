"""A laboratory's list of results: sent, read, and given back with what became of each row."""

import hashlib
import io
from collections import Counter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.exchange import (
    Limits,
    Mapping,
    Parsed,
    ResultFile,
    Table,
    TableError,
    match_columns,
    parse_row,
    read_table,
)
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.laboratory import selectors
from lianfang.laboratory.exchange import COLUMNS, reading_of
from lianfang.laboratory.models import ResultList
from lianfang.laboratory.rules import CLOCK_ERROR, Reading, Source
from lianfang.laboratory.services.intake import ASKED, KNOWN, TAKEN, Origin, Outcome, origin_of, take_in
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.vault import files
from lianfang.vault.models import SealedFile

SENT, ANSWER = "laboratory.list", "laboratory.answer"
MOST_ROWS = 20_000
REFUSED = "refused"


def send_list(*, actor: Actor, response: Response, filename: str, content: bytes) -> ResultList:
    """Keep a list and read it at once, unless a person must say first which column is which.

    The same content again is the list sent before, and changes nothing. Raises TableError for what is no table, Refused
    for whoever enters no results or a list that is too long.
    """
    origin = origin_of(actor, response, Source.FILE)
    digest = hashlib.sha256(content).digest()
    if known := ResultList.objects.filter(response=response, unit=origin.unit, digest=digest).first():
        return known
    table = opened(content, filename)
    kept = _keep(origin, filename, content, digest)
    if not match_columns(table.header, COLUMNS).problems:
        read(actor=actor, of_list=kept)
    kept.refresh_from_db()
    return kept


def opened(content: bytes, filename: str) -> Table:
    """The table that was sent. Raises TableError, also for one that holds nothing below its heads."""
    table = read_table(content, filename, columns=COLUMNS, limits=Limits(rows=MOST_ROWS))
    if next(iter(table.rows()), None) is None:
        raise TableError("no_rows")
    return table


@transaction.atomic
def _keep(origin: Origin, filename: str, content: bytes, digest: bytes) -> ResultList:
    sealed = files.keep_file(content, purpose=SENT, kept_by=origin.actor.name, name=filename, ring=origin.response.pk)
    kept = ResultList.objects.create(
        response=origin.response,
        unit=origin.unit,
        unit_path=origin.unit.path,
        area_path=origin.unit.area_path,
        filename=filename[:200],
        digest=digest,
        file_id=sealed.pk,
        sent_at=now(),
        sent_by=origin.actor.name,
    )
    audit(origin.actor, "results.sent", kept, bytes=len(content))
    return kept


@transaction.atomic
def choose_columns(*, actor: Actor, of_list: ResultList | UUID, columns: dict[str, int | None]) -> ResultList:
    """Say which column is which, in a list that waits for it. Raises NotFound or Refused (read already)."""
    mine = selectors.get_list_for(actor, of_list.pk if isinstance(of_list, ResultList) else of_list)
    if mine.read_at is not None:
        raise Refused("laboratory.known")
    mine.mapping = {**mine.mapping, **columns}
    mine.save(update_fields=["mapping"])
    audit(actor, "results.columns_chosen", mine)
    return mine


def table_of(of_list: ResultList) -> tuple[Table, Mapping]:
    """The table of a list with its columns. Raises NotFound once the file is gone (seven days)."""
    content = files.read_file(files.open_file(of_list.file_id, purpose=SENT))
    table = opened(content, str(of_list.filename))
    return table, match_columns(table.header, COLUMNS).choose(of_list.mapping)


def read(*, actor: Actor, of_list: ResultList) -> ResultList:
    """Take what a list says, and write it back with the reason of every row. Raises Refused where a column is missing."""
    mine = selectors.get_list_for(actor, of_list.pk)
    if mine.read_at is not None:
        return mine
    table, mapping = table_of(mine)
    if mapping.problems:
        raise Refused(mapping.problems[0].code, **mapping.problems[0].params)
    rows = [parse_row(row, mapping) for row in table.rows()]
    readings = [reading_of(row.values, row.number) for row in rows if not row.refused]
    late = [each for each in readings if not _is_early(each)]
    outcomes = take_in(origin_of(actor, mine.response, Source.FILE, mine), late)
    answer = _answer(table, mapping, rows, outcomes, {each.row for each in readings if _is_early(each)})
    counts = Counter(each.state for each in outcomes)
    return _finish(actor, mine, answer, {**counts, REFUSED: len(rows) - len(outcomes), "rows": len(rows)})


def _is_early(reading: Reading) -> bool:
    """Whether it says it was tested at a time that has not come."""
    return reading.tested_at is not None and reading.tested_at > now() + CLOCK_ERROR


def _answer(
    table: Table, mapping: Mapping, rows: list[Parsed], outcomes: list[Outcome], future: set[int]
) -> ResultFile:
    answer = ResultFile(table, mapping)
    for row in rows:
        if row.refused:
            answer.note(row.number, _("refused"), " ".join(str(each) for each in row.problems))
        elif row.number in future:
            answer.note(row.number, _("refused"), str(Reason.of("laboratory.in_the_future")))
    for outcome in outcomes:
        answer.note(outcome.reading.row, worded(outcome.state), "" if outcome.state == TAKEN else str(outcome.says))
    return answer


def worded(state: str) -> str:
    """An outcome in the reader's language."""
    return {TAKEN: _("taken"), KNOWN: _("known"), ASKED: _("to be decided"), REFUSED: _("refused")}[state]


@transaction.atomic
def _finish(actor: Actor, of_list: ResultList, answer: ResultFile, counts: dict[str, int]) -> ResultList:
    written = io.BytesIO()
    answer.save(written)
    written.seek(0)
    ring = of_list.response_id
    kept = files.keep_file(written, purpose=ANSWER, kept_by=actor.name, name=answer.filename, ring=ring)
    of_list.answer_id, of_list.counts, of_list.read_at = kept.pk, counts, now()
    of_list.save(update_fields=["answer_id", "counts", "read_at"])
    audit(actor, "results.read", of_list, **counts)
    return of_list


def answer_of(*, actor: Actor, of_list: UUID | str) -> SealedFile:
    """The user's own file with what became of each row. Raises NotFound before it is there and after seven days."""
    mine = selectors.get_list_for(actor, of_list)
    if mine.answer_id is None:
        raise NotFound
    return files.open_file(mine.answer_id, purpose=ANSWER)
