"""Log lines: time, level, logger and message; never the values of a request."""

import logging


class Line(logging.Formatter):
    """One line a record; of an exception its type and places, never its values, which may be personal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: object) -> str:
        kind, _, trace = ei  # type: ignore[misc]
        places = []
        while trace is not None:
            places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
            trace = trace.tb_next
        return f"{getattr(kind, '__name__', kind)} at " + " < ".join(reversed(places))
