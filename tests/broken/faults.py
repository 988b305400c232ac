"""Where a fault lies."""

import traceback
from typing import Any


def fault(answer: Any) -> str:
    """What broke, and the last place of ours at which it did."""
    kind, told, trace = answer.exc_info or (None, "", None)
    places = [
        f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace) if "/lianfang/" in frame.filename
    ]
    return f"{kind and kind.__name__} {str(told)[:80]} {places[-1:]}"
