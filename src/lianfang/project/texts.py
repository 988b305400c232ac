"""Texts for people: what is marked in the code and the templates, and what each module's Chinese catalogue says of it."""

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from lianfang.project.column import MODULES

ROOT = Path(__file__).parent.parent
CHINESE = "zh_Hans"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
KEYWORDS = {**DEFAULT_KEYWORDS, **{f"{name}_lazy": how for name, how in DEFAULT_KEYWORDS.items()}}
MARKING = "django.utils.translation"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")

Key: TypeAlias = tuple[str, str]
"""Context ("" for none) and text of a message; of one with a plural, its singular."""


@dataclass(frozen=True)
class Text:
    """A marked text where it stands first."""

    key: Key
    plural: str
    place: str


# -- what is marked ------------------------------------------------------------------------------------------------


def texts_of(module: str) -> dict[Key, Text]:
    """Every marked text of a module, each once, by where it stands first."""
    found: dict[Key, Text] = {}
    for path in _sources(ROOT / module):
        for text in _marked(path):
            found.setdefault(text.key, text)
    return found


def _sources(folder: Path) -> list[Path]:
    python = [path for path in folder.rglob("*.py") if "tests" not in path.parts and "migrations" not in path.parts]
    return sorted([*python, *templates_of(folder)])


def templates_of(folder: Path) -> list[Path]:
    """The templates of a module: pages, and the texts that are sent."""
    return sorted(path for path in folder.glob("templates/**/*") if path.suffix in (".html", ".txt"))


def _marked(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = "\n".join(line.lstrip() for line in templatize(source).split("\n"))
    keywords = {**KEYWORDS, **aliases_in(source)} if path.suffix == ".py" else KEYWORDS
    for line, said, _comments, context in extract("python", io.BytesIO(source.encode()), keywords):
        one, *more = [said] if isinstance(said, str) else said
        if one:
            yield Text((context or "", one), more[0] if more else "", f"{path.relative_to(ROOT)}:{line}")


def aliases_in(source: str) -> dict[str, Any]:
    """How each other name a file gives to a marking function is called: ``from ... import gettext as _now``."""
    imports = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    names = (name for node in imports if node.module == MARKING for name in node.names if name.asname)
    return {str(name.asname): KEYWORDS[name.name] for name in names if name.name in KEYWORDS}


# -- what is translated --------------------------------------------------------------------------------------------


def catalogue_file(module: str) -> Path:
    return ROOT / module / "locale" / CHINESE / "LC_MESSAGES" / "django.po"


def translations_of(module: str) -> dict[Key, Message]:
    """What the module's catalogue holds; nothing where it has none."""
    path = catalogue_file(module)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=CHINESE)
    return {key_of(message): message for message in catalogue if message.id}


def key_of(message: Message) -> Key:
    said = message.id
    return str(message.context or ""), said if isinstance(said, str) else said[0]


def words_of(message: Message) -> str:
    """The Chinese of a message; of one with a plural the one form Chinese has."""
    said = message.string or ""
    return said if isinstance(said, str) else "".join(said[:1])


def placeholders(text: str) -> set[str]:
    """The names (or signs) that are filled in; Chinese may leave out only the number of a plural."""
    return {
        found.group(1) or found.group(2) or found.group(0) for found in PLACEHOLDER.finditer(text.replace("%%", ""))
    }


# -- keeping the catalogues ----------------------------------------------------------------------------------------


def add_missing(module: str) -> int:
    """Append what the catalogue does not hold yet, to be translated by hand; what stands there is left as it is."""
    known = translations_of(module)
    missing = [text for key, text in texts_of(module).items() if key not in known]
    if missing:
        path = catalogue_file(module)
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else HEADER
        path.write_text(f"{before.rstrip()}\n\n{_as_entries(missing)}", encoding="utf-8")
    return len(missing)


def _as_entries(texts: list[Text]) -> str:
    catalogue, written = Catalog(locale=CHINESE), io.BytesIO()
    for text in texts:
        context, one = text.key
        file, _colon, line = text.place.rpartition(":")
        catalogue.add(
            (one, text.plural) if text.plural else one, locations=[(file, int(line))], context=context or None
        )
    write_po(written, catalogue, omit_header=True, width=0, include_lineno=False)
    return written.getvalue().decode().strip() + "\n"


def remove_unused(module: str) -> int:
    """Take out entries whose text is nowhere in the module any more."""
    path, marked = catalogue_file(module), texts_of(module)
    if not path.exists():
        return 0
    head, *entries = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    kept = [entry for entry in entries if _key_of_entry(entry) in marked]
    if len(kept) < len(entries):
        path.write_text("\n\n".join([head, *kept]) + "\n", encoding="utf-8")
    return len(entries) - len(kept)


def _key_of_entry(entry: str) -> Key | None:
    messages = [message for message in read_po(io.BytesIO(entry.encode()), locale=CHINESE) if message.id]
    return key_of(messages[0]) if messages else None


@click.command()
@click.argument("modules", nargs=-1, type=click.Choice(MODULES))
@click.option("--tidy", is_flag=True, help="Take out entries that no text uses any more.")
def texts(modules: tuple[str, ...], tidy: bool) -> None:
    """Write texts that are not in the Chinese catalogues into them, to be translated by hand."""
    for module in modules or MODULES:
        added, removed = add_missing(module), remove_unused(module) if tidy else 0
        untranslated = sum(not words_of(message) for message in translations_of(module).values())
        if added or removed or untranslated:
            click.echo(f"{module}: {added} added, {removed} removed, {untranslated} to translate")
