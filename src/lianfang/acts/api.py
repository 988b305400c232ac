"""Records for other programs and for the phone: which sheets there are, and many records at once."""

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from lianfang.accounts.actors import Actor
from lianfang.acts.records import kinds, take
from lianfang.acts.sheets.phone import described
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.kernel.instants import Instant
from lianfang.kernel.wording import in_both
from lianfang.sync.api import AnswerOut, WrongOut
from lianfang.sync.rules import State

router = Router(tags=["records"])

WEEK = 7 * 24 * 3600
MOST_RECORDS = 100


class StampIn(Schema):
    """Who recorded, when and how: ``offset_seconds`` is what the server measured the device to be ahead."""

    id: UUID
    at: Instant
    offset_seconds: float = Field(0, ge=-WEEK, le=WEEK)
    device: str = Field("", max_length=40)
    offline: bool = False

    def as_stamp(self) -> Stamp:
        return Stamp(self.id, self.at, timedelta(seconds=self.offset_seconds), self.device, self.offline)


class RecordIn(StampIn):
    """One record: its kind, what it is about, and the answers by the names of the kind's sheet."""

    kind: str = Field(max_length=60, pattern=r"^[a-z0-9_.-]+$")
    about: UUID
    values: dict[str, Any] = {}


class RecordsIn(Schema):
    records: list[RecordIn] = Field(max_length=MOST_RECORDS)


class AnswersOut(Schema):
    answers: list[AnswerOut]


@router.get("/sheets", response={200: list[dict[str, Any]], 304: None}, summary="What is asked for each kind of record")
def sheets(request: HttpRequest) -> Any:
    """Labels, choices and limits in both languages; answers 304 to the ETag of what has not changed."""
    said = [{**described(kind.sheet), "about": in_both(kind.about)} for kind in kinds.values()]
    body = json.dumps(said, ensure_ascii=False, sort_keys=True)
    version = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == version:
        return HttpResponse(status=304, headers={"ETag": version})
    return HttpResponse(body, content_type="application/json", headers={"ETag": version})


@router.post("/records", response=AnswersOut, summary="Hand in records, each answered by itself")
def records(request: HttpRequest, given: RecordsIn) -> AnswersOut:
    """At most 100 records; those recorded already with the same content are accepted again and change nothing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return AnswersOut(answers=[_answer(actor, each) for each in given.records])


def _answer(actor: Actor, given: RecordIn) -> AnswerOut:
    try:
        act = take(actor=actor, kind=given.kind, stamp=given.as_stamp(), about=given.about, given=given.values)
    except Invalid as invalid:
        wrong = [WrongOut(field=name, code=why.code, says=str(why)) for name, why in invalid.fields.items()]
        return AnswerOut(id=given.id, state=State.REJECTED, code=invalid.reason.code, says=str(invalid), errors=wrong)
    except LianfangError as refused:
        return AnswerOut(id=given.id, state=State.REJECTED, code=refused.reason.code, says=str(refused))
    flag = act.would_have_been_refused
    says = {"code": flag.code, "says": str(flag)} if flag else {}
    return AnswerOut(id=given.id, state=State.FLAGGED if flag else State.ACCEPTED, **says)
