"""Log lines: time, level, logger and message; never the values of a request."""

import logging
import sys
from copy import copy
from traceback import walk_tb
from types import TracebackType
from typing import Any

UNKNOWN = "an address that does not exist"


class Line(logging.Formatter):
    """One line a record; of an exception its type and places, never its values, which may be personal.

    What another formatter wrote of the exception before is not taken over.
    Of a request its route, not its address: people paste names and numbers into addresses too.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record = copy(record)
        record.exc_text = None
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            record.args = tuple(_without_address(argument, request) for argument in record.args or ())
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        return places_of(ei[0], ei[2])

    def formatStack(self, stack_info: str) -> str:
        return ""


def places_of(kind: type[BaseException] | None, trace: TracebackType | None) -> str:
    """The type of an exception and where it was raised, the innermost place first."""
    places = [f"{frame.f_code.co_filename}:{line}" for frame, line in walk_tb(trace)][-12:]
    return f"{getattr(kind, '__name__', kind)} at " + " < ".join(reversed(places))


def say_no_values(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """What the program says when it falls over: the place, not what it held in its hands (`sys.excepthook`)."""
    sys.stderr.write(f"lianfang: {places_of(kind, trace)}\n")


def _spellings(address: str) -> set[str]:
    """An address as it is, and as Django escapes it in a log line."""
    return {address, address.encode("unicode_escape").decode("ascii")}


def _without_address(argument: object, request: Any) -> object:
    text = str(argument)
    if text in _spellings(request.path) | _spellings(request.get_full_path()):
        match = getattr(request, "resolver_match", None)
        return match.route if match else UNKNOWN
    return "..." if "://" in text else argument
