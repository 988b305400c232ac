"""One POST of JSON to another program, and what its answer means; whatever was not taken raises `NotDelivered`.

Gateways and group robots say "no" in several ways: with a status, with a code inside an answer of 200 (the robots do
that), with a page of HTML where a proxy stands between, or not at all. None of these may pass for a message delivered.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

TIMEOUT = 10.0
"""Seconds."""
LONGEST = 65536
"""Bytes of an answer that are read."""
TOO_MANY = 429
FINAL = frozenset({400, 401, 403, 404, 405, 410})
"""Statuses that another try will not change."""


class NotDelivered(Exception):
    """The other side did not take the message.

    ``error`` is a code without anything personal (``throttled``, ``refused:93000``); ``is_final`` says that trying
    again is of no use before somebody has changed something; ``after`` is how long the other side asks to wait.
    """

    def __init__(self, error: str, *, is_final: bool = False, after: timedelta | None = None) -> None:
        super().__init__(error)
        self.error, self.is_final, self.after = error, is_final, after


class _StayHere(HTTPRedirectHandler):
    """A robot does not move: what it is told, and its key in the address, are not carried elsewhere."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = build_opener(_StayHere)


def post(address: str, content: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> tuple[int, Any]:
    """The status and the JSON of the answer; an empty answer is ``{}``. Raises NotDelivered."""
    body = json.dumps(content, ensure_ascii=False).encode()
    request = Request(address, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})  # noqa: S310 - checked where a channel is made
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status, _read(answer.read(LONGEST))
    except HTTPError as refused:
        with refused:
            return refused.code, _of_refusal(refused)
    except OSError as failure:
        raise NotDelivered("no_answer") from failure


def must_be_taken(status: int, answer: Any) -> None:
    """Raise NotDelivered for a status that says no."""
    if status == TOO_MANY:
        raise NotDelivered("throttled", after=_wait_of(answer))
    if not 200 <= status < 300:
        raise NotDelivered(f"status:{status}", is_final=status in FINAL)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body) if body.strip() else {}
    except ValueError:
        raise NotDelivered("not_understood") from None


def _of_refusal(refused: HTTPError) -> Any:
    """What stands in the answer of a refusal, with how long it asks to wait; a page of HTML says nothing."""
    try:
        said = _read(refused.read(LONGEST))
    except NotDelivered:
        said = {}
    asked = refused.headers.get("Retry-After", "")
    return {**(said if isinstance(said, dict) else {}), "retry_after": int(asked) if asked.isdigit() else 0}


def _wait_of(answer: Any) -> timedelta | None:
    seconds = answer.get("retry_after") if isinstance(answer, dict) else 0
    return timedelta(seconds=seconds) if seconds else None
