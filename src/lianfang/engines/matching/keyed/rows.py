"""What is kept of a row: tokens of the values that its certain rules need, and of the pieces of its name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from lianfang.engines.matching.addresses import read_address
from lianfang.engines.matching.characters import syllables_of
from lianfang.engines.matching.fields import PERSONS
from lianfang.engines.matching.kinds.id_number import Paper
from lianfang.engines.matching.kinds.phone import phones_in
from lianfang.engines.matching.person_names import Form, Name, read_name
from lianfang.engines.matching.records import columns_of, read_records

Token: TypeAlias = int | bytes
Keyed: TypeAlias = Callable[[str], Token]
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """One resident as tokens of 64 bits, 0 where nothing is known.

    ``name`` holds the tokens of the pieces (``name:...``): characters, pairs of neighbours, full pinyin and initials;
    ``whole`` that of the whole name. Sex (M, F or empty) and year of birth (0 if unknown) are clear.
    """

    key: str = ""
    whole: int = 0
    name: frozenset[int] = frozenset()
    id: int = 0
    phones: tuple[int, ...] = ()
    birth: int = 0
    year: int = 0
    door: int = 0
    sex: str = ""


def as_number(token: Token) -> int:
    """A token as a number of 64 bits that is not 0: negative integers and long bytes too."""
    number = int.from_bytes(token[:8], "big") if isinstance(token, bytes) else token
    return number % 2**64 or 1


@dataclass(frozen=True)
class Clear:
    """A record in clear, each field in its one spelling; what is looked up, or about to be keyed."""

    name: Name
    number: str
    paper: Paper
    phones: tuple[str, ...]
    birth: int
    sex: str
    door: str

    @classmethod
    def read(cls, records: Sequence[Mapping[str, str]]) -> "list[Clear]":
        """Read records as a register reads its rows."""
        read = read_records(columns_of(records, PERSONS), PERSONS)
        parts = (read["id"]["number"], read["id"]["paper"], read["birth"]["date"], read["sex"]["text"])
        return [
            cls(
                read_name(record.get("name") or ""),
                "".join(map(chr, number[number != 0])),
                Paper(int(paper)),
                tuple(map(str, phones_in(record.get("phone") or ""))),
                int(born),
                str(sex).upper(),
                _door(record.get("address") or ""),
            )
            for record, number, paper, born, sex in zip(records, *parts, strict=True)
        ]


def _door(text: str) -> str:
    """The finest place with the door in it; empty where one of them is not told."""
    address = read_address(text)
    return str(address._replace(places=address.places[:1])) if address.places and any(address.door) else ""


def keyed_row(record: Mapping[str, str], keyed: Keyed) -> KeyedRow:
    """The row to be kept of a resident whose record is known in clear."""
    return next(keyed_rows([record], keyed))


def keyed_rows(records: Iterable[Mapping[str, str]], keyed: Keyed) -> Iterator[KeyedRow]:
    """The same of many, a thousand at a time."""
    rest = iter(records)
    while some := list(islice(rest, _AT_ONCE)):
        for record, clear in zip(some, Clear.read(some), strict=True):
            yield _row(str(record.get("key") or ""), clear, keyed)


def _row(key: str, clear: Clear, keyed: Keyed) -> KeyedRow:
    whole = clear.name.text if clear.name.form in (Form.FULL, Form.LATIN) else ""

    def token(kind: str, value: object) -> int:
        return as_number(keyed(f"{kind}:{value}")) if value else 0

    return KeyedRow(
        key,
        token("whole name", whole),
        frozenset(token("name", piece) for piece in name_pieces(clear.name)),
        token("id", clear.number),
        tuple(token("phone", phone) for phone in clear.phones),
        token("birth", clear.birth),
        clear.birth // 10000,
        token("door", clear.door),
        clear.sex,
    )


def name_pieces(name: Name) -> set[str]:
    """Characters, pairs of neighbours, pinyin and initials of a full name; of a Latin one its letters in one word."""
    if name.form is Form.LATIN:
        return {name.text.replace(" ", "")}
    if name.form is not Form.FULL:
        return set()
    letters = name.text.replace("·", "")
    pairs = {letters[at : at + 2] for at in range(len(letters) - 1)}
    readings = list(readings_of(letters))
    return {*letters} | pairs | {"".join(said) for said in readings} | {initials_of(readings[0])}


def readings_of(letters: str) -> Iterator[tuple[str, ...]]:
    """How a name may be read: the surname as a surname first, then as a common character."""
    yield from dict.fromkeys((syllables_of(letters, surname=True), syllables_of(letters, surname=False)))


def initials_of(said: Iterable[str]) -> str:
    return "".join(syllable[:1] for syllable in said)
