"""Results from a laboratory's own system: at most a thousand tubes in one request, each answered by itself."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.kernel.instants import Instant
from lianfang.kernel.wording import Reason
from lianfang.laboratory import selectors, services
from lianfang.laboratory.access import SEE_LABORATORY
from lianfang.laboratory.models import Result
from lianfang.laboratory.rules import CLOCK_ERROR, CT_LEAST, CT_MOST, Reading, Source, value_of
from lianfang.laboratory.services.intake import Outcome
from lianfang.response.selectors import current_response
from lianfang.ui.keyset import page_of

router = Router(tags=["laboratory"])

AT_MOST = 1000
Ct = Field(None, ge=CT_LEAST, le=CT_MOST, max_digits=5, decimal_places=2)


class ResultIn(Schema):
    """One tube. ``value`` is negative, positive or invalid, or a usual wording (阴性, +); Ct values are empty for NoCt."""

    tube: str = Field(max_length=60)
    value: str = Field(max_length=20)
    ct_n: Decimal | None = Ct
    ct_orf1ab: Decimal | None = Ct
    tested_at: Instant | None = None


class ResultsIn(Schema):
    results: list[ResultIn] = Field(max_length=AT_MOST)


class AnswerOut(Schema):
    """``asked``: it does not fit and waits for a person; ``code`` says what is open. ``refused``: it cannot be read."""

    tube: str
    state: Literal["taken", "known", "asked", "refused"]
    code: str
    says: str


class AnswersOut(Schema):
    answers: list[AnswerOut]


class ResultOut(Schema):
    id: UUID
    tube: str
    value: str
    ct_n: Decimal | None
    ct_orf1ab: Decimal | None
    tested_at: datetime | None
    reported_at: datetime
    people: int


class ResultsOut(Schema):
    results: list[ResultOut]
    next: str


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.post("/laboratory/results", response=AnswersOut, summary="Report results of tubes")
def report(request: HttpRequest, given: ResultsIn) -> AnswersOut:
    """Each tube is answered by itself; the same request again changes nothing. Nobody in a tube is named either way."""
    origin = services.origin_of(_actor(request), current_response(), Source.API)
    read = [_reading(each, row) for row, each in enumerate(given.results)]
    outcomes = {
        each.reading.row: each for each in services.take_in(origin, [r for r in read if isinstance(r, Reading)])
    }
    pairs = zip(given.results, read, strict=True)
    return AnswersOut(answers=[_answer(each.tube, outcomes.get(row), what) for row, (each, what) in enumerate(pairs)])


def _reading(given: ResultIn, row: int) -> Reading | Reason:
    value = value_of(given.value)
    if value is None:
        return Reason.of("laboratory.no_such_value")
    if given.tested_at is not None and given.tested_at > now() + CLOCK_ERROR:
        return Reason.of("laboratory.in_the_future")
    return Reading(given.tube, value, given.ct_n, given.ct_orf1ab, given.tested_at, row)


def _answer(tube: str, outcome: Outcome | None, read: Reading | Reason) -> AnswerOut:
    if outcome is None or isinstance(read, Reason):
        refused = read if isinstance(read, Reason) else Reason.of("laboratory.no_such_value")
        return AnswerOut(tube=tube, state="refused", code=refused.code, says=str(refused))
    says = outcome.says
    return AnswerOut(tube=tube, state=outcome.state, code=says.code, says=str(says))  # type: ignore[arg-type]


@router.get("/laboratory/results", response=ResultsOut, summary="Results of tubes")
def results(request: HttpRequest, after: str = "") -> ResultsOut:
    """Newest first, a page at a time; nobody in a tube is named."""
    actor = _actor(request)
    if not actor.may_somewhere(SEE_LABORATORY):
        raise NotFound
    page = page_of(selectors.results_visible_to(actor), ("-happened_at",), cursor=after)
    return ResultsOut(results=[_result(each) for each in page.rows], next=page.next)


def _result(result: Result) -> ResultOut:
    return ResultOut(
        id=result.pk,
        tube=result.tube.code,
        value=result.value,
        ct_n=result.ct_n,
        ct_orf1ab=result.ct_orf1ab,
        tested_at=result.tested_at,
        reported_at=result.happened_at,
        people=result.people,
    )
