"""Problem documents (RFC 9457): how the API says no, and what the framework refuses by itself in the same shape."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, NoReturn

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser

from lianfang.kernel.wording import Text

CONTENT_TYPE = "application/problem+json"
UNDER = "/api/"
LONGEST_QUERY = 8000
"""Bytes of what is asked behind an address; a database compares with no pattern of any length."""

SAID: dict[int, tuple[str, Text]] = {
    400: ("unreadable", _("The request cannot be read. Send JSON in UTF-8 as the schema describes it.")),
    401: ("no_token", _("No token that is valid came with the request. Send one as “Authorization: Bearer …”.")),
    403: ("refused", _("This is not open to you.")),
    404: ("nothing_here", _("There is nothing at this address.")),
    405: ("other_method", _("This address does not take this method. The header Allow says which it takes.")),
    414: ("address_too_long", _("The address with what is asked in it is too long.")),
    413: ("too_large", _("The request is larger than what is taken.")),
    500: ("failed", _("Something failed here and has been noted. Nothing was changed; try again later.")),
}
"""By status: the code and the sentence; a status that is not there is answered as the hundred it belongs to."""


def problem(status: int, code: str, detail: str, errors: list[dict[str, object]] | None = None) -> HttpResponse:
    """A refusal; ``errors`` say which field is wrong, and why."""
    body = {"type": f"urn:lianfang:{code}", "title": code, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


class Problems:
    """What no operation has answered (no token, no such address, another method, no JSON, a fault) is a problem document too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = _unfit(request)
        answer = HttpResponse(status=refused) if refused else self.get_response(request)
        said_by_us = answer.headers.get("Content-Type") == CONTENT_TYPE
        if answer.status_code < 400 or said_by_us or not request.path.startswith(UNDER):
            return answer
        status = answer.status_code
        code, detail = SAID.get(status) or SAID[500 if status >= 500 else 400]
        told = problem(status, f"api.{code}", str(detail))
        for name in ("Allow", "WWW-Authenticate", "Retry-After"):
            if name in answer.headers:
                told[name] = answer[name]
        return told


def _unfit(request: HttpRequest) -> int:
    """The status of an address that no view shall see: one too long, or with a zero byte, which no database keeps; else 0."""
    query = str(request.META.get("QUERY_STRING", ""))
    if len(query) > LONGEST_QUERY:
        return 414
    return 400 if "\0" in request.path or "%00" in query or "\0" in query else 0


class StrictJson(Parser):
    """JSON that can be kept: in UTF-8, of numbers that are numbers, without zero bytes and halves of characters."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        text = request.body.decode()
        found: dict[str, Any] = json.loads(text, parse_constant=_refuse)
        if "\\u" in text and not all(map(_can_be_kept, _texts(found))):
            _refuse("a character")
        return found


def _texts(value: Any) -> Iterator[str]:
    """Every text in what was read, the names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in chain(value, value.values() if isinstance(value, dict) else ()):
            yield from _texts(each)


def _can_be_kept(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} that cannot be kept")
