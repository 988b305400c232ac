"""Translations: the .po is kept, the .mo is made from it whenever it is missing or older, without gettext on the machine."""

import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)


def compile_texts(folder: Path) -> None:
    """Bring every .mo below a module's ``locale`` up to its .po; what cannot be written is said and left."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        try:
            _compile(source, target)
        except OSError as error:
            log.warning("translations are not up to date: %s", error)


def _compile(source: Path, target: Path) -> None:
    """Written beside and moved, so that a process that starts at the same time reads a whole file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    with beside.open("wb") as file:
        write_mo(file, catalogue)
    beside.replace(target)
