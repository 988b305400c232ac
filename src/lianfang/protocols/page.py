"""One edition file while it is being read: walks its tables, keeps the origins, words what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from lianfang.protocols.declare import Leaf, Leaves, Tables, Variants, duration, yes_no
from lianfang.protocols.errors import ProtocolError, instead_of
from lianfang.protocols.origin import Entry, Origin
from lianfang.protocols.words import CLOCKS

T = TypeVar("T")
Raw = Mapping[str, Any]
_ORIGIN_KEYS = ("source", "assumption", "assumption_zh", "note", "note_zh")
_LEAF_KEYS = ("value", "unit", *_ORIGIN_KEYS)
_HOW = 'source = "the paragraph it comes from" or assumption = "why this was chosen"'


class Page:
    """The file's name for messages, and the entries (path -> value, origin) met so far, in the order of the file."""

    def __init__(self, name: str, code: str = "") -> None:
        self.name = name
        self.code = code
        self.entries: dict[str, Entry] = {}

    def refuse(self, path: str, problem: str) -> ProtocolError:
        return ProtocolError(self.name, path, problem)

    # -- tables -------------------------------------------------------------------------------------------------

    def expect(self, table: Raw, path: str, *, known: Iterable[str], needed: Iterable[str] = ()) -> None:
        """Refuse unknown keys first, so that a misspelt key is not told as a missing one."""
        known = tuple(known)
        for key in table:
            if key not in known:
                raise self.refuse(_join(path, key), f"is not known here; {instead_of(key, known)}")
        for key in needed:
            if key not in table:
                raise self.refuse(_join(path, key), "is missing; write it")

    def table(self, raw: object, path: str) -> Raw:
        if not isinstance(raw, dict):
            raise self.refuse(path, f"{raw!r} stands where a table belongs; write [{path}] with its keys below")
        return raw

    def part(self, raw: Raw, key: str, of: type[T]) -> T | None:
        """A part of the edition, None where the file has no such table."""
        return self.rules(of, raw[key], key) if key in raw else None

    def rules(self, of: type[T], raw: object, path: str, base: Raw | None = None) -> T:
        """The rule class from its table; `base` holds the raw leaves that a variant takes over from its measure."""
        own = self.table(raw, path)
        declared = {f.name: f for f in fields(of)}  # type: ignore[arg-type]
        needed = [name for name, f in declared.items() if f.default_factory is MISSING]
        whole = {**(base or {}), **own}
        self.expect(own, path, known=declared)
        self.expect(whole, path, known=declared, needed=needed)
        read: dict[str, object] = {}
        for key, value in whole.items():
            shape, at = declared[key].metadata["shape"], _join(path, key)
            if isinstance(shape, Variants):
                read[key] = self.variants(shape, of, own, at)
            else:
                read[key] = self.shaped(shape, value, at, keep=key in own)
        return self.sound(of(**read), path)

    def variants(self, shape: Variants, of: type[T], own: Raw, path: str) -> Mapping[str, T]:
        """The same rules for certain grounds: what is not written there is taken over from the measure."""
        key = path.rpartition(".")[2]
        base = {name: value for name, value in own.items() if name != key}
        table = self.table(own[key], path)
        self.expect(table, path, known=shape.keys)
        for name, raw in table.items():
            if key in self.table(raw, _join(path, name)):
                raise self.refuse(_join(path, name), f"has {key} of its own; write them one level up")
        return MappingProxyType({name: self.rules(of, raw, _join(path, name), base) for name, raw in table.items()})

    def tables(self, keys: Iterable[str], of: type[T], raw: object, path: str) -> Mapping[str, T]:
        table = self.table(raw, path)
        self.expect(table, path, known=keys)
        return MappingProxyType({key: self.rules(of, value, _join(path, key)) for key, value in table.items()})

    def sound(self, rules: T, path: str) -> T:
        """What no single value shows: test days beyond the length, a decision that is not allowed, ..."""
        problems = getattr(rules, "problems", None)
        for key, problem in problems() if problems else ():
            raise self.refuse(_join(path, key), problem)
        return rules

    # -- values -------------------------------------------------------------------------------------------------

    def shaped(self, shape: Leaf | Leaves | Tables, raw: object, path: str, *, keep: bool) -> object:
        match shape:
            case Leaf():
                return self.leaf(shape, raw, path, keep=keep)
            case Leaves():
                table = self.table(raw, path)
                self.expect(table, path, known=shape.keys)
                read = {key: self.leaf(shape.leaf, value, _join(path, key), keep=keep) for key, value in table.items()}
                return MappingProxyType(read)
            case Tables():
                return self.tables(shape.keys, shape.of, raw, path)

    def leaf(self, leaf: Leaf, raw: object, path: str, *, keep: bool = True) -> Any:
        """A value with its origin; `keep` False for one taken over, whose origin is kept where it is written."""
        written, origin = self.origin(raw, path)
        unit = written.get("unit", leaf.unit)
        if unit != leaf.unit:
            meant = f'write unit = "{leaf.unit}" or leave it out' if leaf.unit else "leave the unit out"
            raise self.refuse(path, f"the unit {unit!r} does not belong here; {meant}")
        return self.parsed(lambda: leaf.parse(written["value"]), path, origin if keep else None)

    def parsed(self, parse: Callable[[], object], path: str, origin: Origin | None) -> Any:
        try:
            value = parse()
        except ValueError as error:
            raise self.refuse(path, str(error)) from None
        if origin:
            self.entries[path] = Entry(value, origin)
        return value

    def origin(self, raw: object, path: str) -> tuple[Raw, Origin]:
        if not isinstance(raw, dict):
            raise self.refuse(path, f"the value {raw!r} stands without its origin; write {{ value = ..., {_HOW} }}")
        self.expect(raw, path, known=_LEAF_KEYS, needed=("value",))
        return raw, self.origin_of(raw, path)

    def origin_of(self, raw: Raw, path: str) -> Origin:
        """The source, or the assumption in one language at least."""
        said = {key: self.text(raw, key, path) for key in _ORIGIN_KEYS if key in raw}
        kinds = {key.removesuffix("_zh") for key in said} - {"note"}
        if not kinds:
            raise self.refuse(path, f"has neither source nor assumption; add {_HOW}")
        if len(kinds) == 2:
            raise self.refuse(
                path, "has both source and assumption; keep the source, or the assumption if no source says it"
            )
        kind: Literal["source", "assumption"] = "source" if "source" in kinds else "assumption"
        note, note_zh = said.get("note", ""), said.get("note_zh", "")
        return Origin(kind, said.get(kind, ""), note, said.get(f"{kind}_zh", ""), note_zh, self.code)

    def without(self, raw: Raw) -> Mapping[str, Origin]:
        """What of the edition it follows no longer holds, by path, with the reason."""
        table = self.table(raw.get("without", {}), "without")
        for path, origin in table.items():
            self.expect(self.table(origin, f"without.{path}"), f"without.{path}", known=_ORIGIN_KEYS)
        return MappingProxyType({path: self.origin_of(origin, f"without.{path}") for path, origin in table.items()})

    def clocks(self, raw: object, path: str) -> Mapping[str, timedelta]:
        """Clock name -> how long; a name with a dot is a table in a table. The unit is minutes, hours or days."""
        found: dict[str, timedelta] = {}
        for name, value in _flat(self.table(raw, path)):
            at = _join(path, name)
            if name not in CLOCKS:
                raise self.refuse(at, f"is no clock; {instead_of(name, CLOCKS)}")
            written, origin = self.origin(value, at)
            found[name] = self.parsed(partial(duration, written["value"], written.get("unit")), at, origin)
        return MappingProxyType(found)

    def text(self, raw: Raw, key: str, path: str = "") -> str:
        value = raw[key]
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(_join(path, key), f"{value!r} is not a text; write it in quotes")
        return value

    def flag(self, raw: Raw, key: str) -> bool:
        return bool(self.parsed(lambda: yes_no(raw[key]), key, None))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _flat(table: Raw, before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict) and value and all(isinstance(inner, dict) for inner in value.values()):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
