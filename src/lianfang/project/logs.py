"""Log lines: time, level, logger and message; never the values of a request."""

import logging
from traceback import walk_tb
from typing import Any


class Line(logging.Formatter):
    """One line a record; of an exception its type and places, never its values, which may be personal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: Any) -> str:
        kind, _error, trace = ei
        places = [f"{frame.f_code.co_filename}:{line}" for frame, line in walk_tb(trace)]
        places = places[-12:]
        return f"{getattr(kind, '__name__', kind)} at " + " < ".join(reversed(places))
