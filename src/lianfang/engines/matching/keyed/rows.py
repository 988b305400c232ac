"""What is kept of a row: tokens of the values that its certain rules need, and of the pieces of its name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    def of(cls, record: Mapping[str, str]) -> "Clear":
        """Read a record as a register reads its rows."""
        read = read_records(columns_of([record], PERSONS), PERSONS)
        points = read["id"]["number"][0]
        address = read_address(record.get("address") or "")
        sex = str(read["sex"]["text"][0])
        return cls(
            read_name(record.get("name") or ""),
            "".join(map(chr, points[points != 0])),
            Paper(int(read["id"]["paper"][0])),
            tuple(map(str, phones_in(record.get("phone") or ""))),
            int(read["birth"]["date"][0]),
            sex.upper(),
            str(address._replace(places=address.places[:1])) if address.places and any(address.door) else "",
        )


def keyed_row(record: Mapping[str, str], keyed: Keyed) -> KeyedRow:
    """The row to be kept of a resident whose record is known in clear."""
    clear = Clear.of(record)
    whole = clear.name.text if clear.name.form in (Form.FULL, Form.LATIN) else ""

    def token(kind: str, value: object) -> int:
        return as_number(keyed(f"{kind}:{value}")) if value else 0

    return KeyedRow(
        str(record.get("key") or ""),
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
