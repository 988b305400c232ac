"""What a person who answers for an edition reads: the values that nobody but us has decided."""

from collections.abc import Iterator
from datetime import time, timedelta

from lianfang.protocols.edition import Edition
from lianfang.protocols.origin import Origin


def assumption_lines(edition: Edition, language: str = "en") -> Iterator[str]:
    """One line for each assumption of an edition, after a heading with their number; for `lianfang check protocols`."""
    assumed = edition.assumptions()
    yield heading(edition)
    for each in assumed:
        yield f"  {each.path} = {written(each.value)}: {each.said(language)}{_elsewhere(edition, each.edition)}"


def value_lines(edition: Edition, language: str = "en") -> Iterator[str]:
    """One line for each value with where it comes from, and for each that an edition it follows has and it has not."""
    yield heading(edition)
    for path, entry in edition.entries.items():
        yield f"  {path} = {written(entry.value)} <- {_origin(edition, entry.origin, language)}"
    for path, origin in edition.without.items():
        yield f"  {path} no longer holds <- {_origin(edition, origin, language)}"


def heading(edition: Edition) -> str:
    kind = "complete" if edition.complete else "in part"
    over = f", over {edition.follows}" if edition.follows else ""
    return (
        f"{edition.code} ({kind}{over}): {len(edition.assumptions())} of {len(edition.entries)} values are assumptions"
    )


def _origin(edition: Edition, origin: Origin, language: str) -> str:
    return f"{origin.kind}: {origin.said(language)}{_elsewhere(edition, origin.edition)}"


def _elsewhere(edition: Edition, written_in: str) -> str:
    """The edition that writes a value, where it was taken over."""
    return f" [{written_in}]" if written_in not in ("", edition.code) else ""


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
