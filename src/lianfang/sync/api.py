"""The phone's doors: pairing, the slice, handing in. A phone's token opens these and nothing else."""

import gzip
import json
import zlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Router, Schema
from ninja.security import HttpBearer
from pydantic import ValidationError

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.instants import Instant
from lianfang.kernel.wording import Reason, in_both
from lianfang.sync import services
from lianfang.sync.models import Device
from lianfang.sync.registry import Handed
from lianfang.sync.rules import MOST_BYTES, MOST_RECORDS, SLICE_LIVES
from lianfang.sync.sealing import open_sealed, public_key
from lianfang.sync.selectors import device_of_token
from lianfang.sync.services.seeing import see

WEEK = 7 * 24 * 3600


class PhoneAuth(HttpBearer):
    """The token behind the PIN; a revoked phone is known by it, so that it can hand in and be wiped."""

    delivers = False

    def authenticate(self, request: HttpRequest, token: str) -> Device | None:
        return device_of_token(token, delivers=self.delivers)


class DeliveryAuth(PhoneAuth):
    """The token beside the PIN, with which sealed records are delivered and nothing is received."""

    delivers = True


router = Router(tags=["phone"])


class CodeIn(Schema):
    code: str = Field(max_length=20)


class EnrolledOut(Schema):
    """Told once: both tokens, the key to which records are sealed, and whose phone this is now.

    ``shared`` names a phone that several people use in turn, ``person`` whose device this is among them.
    """

    device: UUID
    shared: UUID | None
    person: UUID
    token: str
    delivery_token: str
    seal_to: str
    name: str
    label: str
    slice_lives_seconds: int


class RecordIn(Schema):
    id: UUID
    kind: str = Field(max_length=60, pattern=r"^[a-z0-9_.-]+$")
    about: UUID
    at: Instant
    offset_seconds: float = Field(0, ge=-WEEK, le=WEEK)
    values: dict[str, Any] = {}

    def as_handed(self) -> Handed:
        return Handed(self.id, self.kind, self.about, self.at, self.values, timedelta(seconds=self.offset_seconds))


class RecordsIn(Schema):
    """``left``: how many more wait on the phone and follow; a revoked one is closed with the last of them."""

    records: list[RecordIn] = Field(max_length=MOST_RECORDS)
    left: int = Field(0, ge=0)


class SealedIn(Schema):
    sealed: list[dict[str, str]] = Field(max_length=MOST_RECORDS)
    left: int = Field(0, ge=0)


class WrongOut(Schema):
    field: str
    code: str
    says: str


class AnswerOut(Schema):
    """What became of one record; ``errors`` names the items of one that was rejected.

    ``in_both`` is what ``says`` says, in each language: the phone keeps it, and its language may change.
    """

    id: UUID
    state: str
    code: str = ""
    says: str = ""
    in_both: dict[str, str] = {}
    errors: list[WrongOut] = []


class AnswersOut(Schema):
    answers: list[AnswerOut]
    now: datetime
    wipe: bool = False


class SliceOut(Schema):
    """What leads from the state the phone holds to this one; ``whole``: forget everything first."""

    watermark: str
    put: dict[str, Any]
    gone: list[str]
    whole: bool
    now: datetime
    name: str


@router.post("/sync/pair", auth=None, response=EnrolledOut, summary="Enrol this phone by a pairing code")
def pair(request: HttpRequest, given: CodeIn) -> EnrolledOut:
    """Raises 422 for a code that is unknown, used or over; a quarter of an hour after it was shown it is over."""
    made = services.pair(code=given.code)
    return EnrolledOut(
        device=made.device.pk,
        shared=made.device.shared_id,
        person=made.device.user_id,
        token=made.token,
        delivery_token=made.delivery_token,
        seal_to=public_key(),
        name=made.device.user.name or made.device.user.username,
        label=made.device.label,
        slice_lives_seconds=int(SLICE_LIVES.total_seconds()),
    )


@router.get("/sync/slice", auth=PhoneAuth(), response={200: SliceOut, 410: dict[str, Any]}, summary="Today's work")
def slice_of(request: HttpRequest, holds: str = "") -> Any:
    """``holds`` names the state the phone has; 410 with ``wipe`` for a phone that was revoked."""
    device: Device = request.auth  # type: ignore[attr-defined]
    if device.revoked_at:
        return JsonResponse({"wipe": True, "says": str(Reason.of("sync.revoked"))}, status=410)
    see(device)
    actor = Actor.of(device.user, device=device.code)
    answer = services.slice_for(actor=actor, device=device, holds=holds)
    name = device.user.name or device.user.username
    said = SliceOut(**vars(answer) | {"gone": list(answer.gone)}, now=now(), name=name)
    return _packed(request, said.model_dump(mode="json"))


@router.post("/sync/records", auth=PhoneAuth(), response=AnswersOut, summary="Hand in records")
def records(request: HttpRequest) -> AnswersOut:
    """At most 100, as JSON or packed with gzip; each is answered by itself, and again the same the second time."""
    device: Device = request.auth  # type: ignore[attr-defined]
    _refuse_twice(device)
    given = _read(request, RecordsIn)
    see(device, ahead=given.records[0].offset_seconds if given.records else None)
    return _handed_in(device, given.records, given.left)


@router.post("/sync/sealed", auth=DeliveryAuth(), response=AnswersOut, summary="Deliver sealed records")
def sealed(request: HttpRequest) -> AnswersOut:
    """For a phone whose PIN is lost: what it could no longer read itself still arrives."""
    device: Device = request.auth  # type: ignore[attr-defined]
    _refuse_twice(device)
    given = _read(request, SealedIn)
    return _handed_in(device, [RecordIn(**open_sealed(each)) for each in given.sealed], given.left)


def _handed_in(device: Device, records: list[RecordIn], left: int) -> AnswersOut:
    answers = services.hand_in(device=device, records=[each.as_handed() for each in records], follow=left > 0)
    wipe = device.revoked_at is not None and not left
    return AnswersOut(answers=[_answer(each) for each in answers], now=now(), wipe=wipe)


def _answer(answer: services.Answer) -> AnswerOut:
    wrong = [WrongOut(field=name, code=why.code, says=str(why)) for name, why in answer.wrong]
    because = answer.because
    return AnswerOut(
        id=answer.id,
        state=answer.state.value,
        code=because.code if because else "",
        says=str(because) if because else "",
        in_both=in_both(because) if because else {},
        errors=wrong,
    )


def _refuse_twice(device: Device) -> None:
    """A revoked phone hands in once."""
    if device.handed_in_at is not None:
        raise Refused("sync.revoked")


def _read(request: HttpRequest, schema: type[Any]) -> Any:
    """The body, unpacked. Raises Invalid for what cannot be read."""
    try:
        return schema.model_validate_json(_unpacked(request))
    except (ValidationError, zlib.error, OSError, EOFError, UnicodeDecodeError):
        raise Invalid({"": Reason.of("sync.unreadable")}) from None


def _unpacked(request: HttpRequest) -> bytes:
    if request.headers.get("Content-Encoding") != "gzip":
        return request.body
    unpacker = zlib.decompressobj(wbits=31)
    plain = unpacker.decompress(request.body, MOST_BYTES)
    if unpacker.unconsumed_tail:
        raise Invalid({"": Reason.of("sync.too_large", most=MOST_RECORDS)})
    return plain


def _packed(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """JSON, packed where the phone takes it: a line of 15 kB a second is enough for a working day."""
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    answer = HttpResponse(body, content_type="application/json")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.content = gzip.compress(body, 6)
        answer["Content-Encoding"] = "gzip"
    answer["Cache-Control"] = "no-store"
    return answer
