"""What a person who answers for an edition reads: the values that nobody but us has decided."""

from collections.abc import Iterator
from datetime import time, timedelta

from lianfang.protocols.edition import Edition


def assumption_lines(edition: Edition) -> Iterator[str]:
    """One line for each assumption of an edition, after a heading with their number; for `lianfang check protocols`."""
    assumed = edition.assumptions()
    kind = "complete" if edition.complete else "in part"
    yield f"{edition.code} ({kind}): {len(assumed)} of {len(edition.entries)} values are assumptions"
    for each in assumed:
        yield f"  {each.path} = {written(each.value)}: {each.why}"


def written(value: object) -> str:
    """A value as it would be written in the file, in short."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(written(each) for each in value)
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return _duration(value)
    return str(value)


def _duration(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    for size, unit in ((24 * 60, "d"), (60, "h")):
        if minutes % size == 0:
            return f"{minutes // size} {unit}"
    return f"{minutes} min"
