"""How a record in clear compares with a row that is known as tokens: by keying what it might have been written as."""

from collections.abc import Iterator
from functools import cached_property
from itertools import product

from lianfang.engines.matching.characters import alike_to, syllables_of
from lianfang.engines.matching.keyed.rows import Clear, Keyed, KeyedRow, as_number, initials_of, readings_of
from lianfang.engines.matching.kinds.address import DoorAddress
from lianfang.engines.matching.kinds.date import Date, dates
from lianfang.engines.matching.kinds.id_number import IdNumber, Paper
from lianfang.engines.matching.kinds.names import SHORT, PersonName
from lianfang.engines.matching.kinds.phone import Phone
from lianfang.engines.matching.kinds.plain import Sex
from lianfang.engines.matching.person_names import MASK, Form

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789X"
_MOST = 400
"""Ways to write a name that are tried."""


class Likeness:
    """A record, asked how it compares with rows; what is keyed once is kept as long as the record is looked at."""

    def __init__(self, clear: Clear, keyed: Keyed) -> None:
        self.clear = clear
        self._keyed = keyed
        self._known: dict[str, int] = {}

    def token(self, kind: str, value: object) -> int:
        """The token of a value of this kind; 0 for nothing."""
        if not value:
            return 0
        text = f"{kind}:{value}"
        if text not in self._known:
            self._known[text] = as_number(self._keyed(text))
        return self._known[text]

    # -- name ----------------------------------------------------------------------------------------------------

    @property
    def letters(self) -> str:
        return self.clear.name.text.replace("·", "")

    def name_level(self, row: KeyedRow) -> int:
        """As ``PersonName`` compares, as far as the tokens of pieces tell it."""
        name = self.clear.name
        if name.form is Form.NONE or not (row.whole or row.name):
            return 0
        if row.whole and MASK not in name.text and self.token("whole name", name.text) == row.whole:
            return PersonName.EQUAL
        if name.form is Form.LATIN:
            return PersonName.SOUND if self._has(row, name.text.replace(" ", "")) else PersonName.OTHER
        if name.form is not Form.FULL:
            return PersonName.SURNAME_ONLY if self._has(row, name.text[:1]) else PersonName.OTHER
        return self._full_level(row)

    def _full_level(self, row: KeyedRow) -> int:
        if MASK in self.letters:
            return PersonName.PART if self._fits_mask(row) else self._loose_level(row)
        if any(self._has(row, "".join(said)) for said in readings_of(self.letters)):
            return PersonName.SOUND
        if any(self.token("whole name", text) == row.whole for text in self._near):
            return PersonName.NEAR
        if any(self.token("whole name", text) == row.whole for text in _shorter(self.letters)) or self._one_more(row):
            return PersonName.PART
        return self._loose_level(row)

    def _has(self, row: KeyedRow, piece: str) -> bool:
        return self.token("name", piece) in row.name

    def _loose_level(self, row: KeyedRow) -> int:
        """What the characters say that are shared, whatever their order."""
        surname = self._has(row, self.letters[:1])
        given = [self._has(row, letter) for letter in self.letters[1:] if letter != MASK]
        if surname:
            return PersonName.ONE_GIVEN if any(given) else PersonName.SURNAME
        return PersonName.GIVEN if len(given) > 1 and all(given) else PersonName.OTHER

    @cached_property
    def _near(self) -> list[str]:
        """Ways to write the name with characters that look or sound alike, one at least as it stands; neighbours turned."""
        if not 2 <= len(self.letters) <= SHORT:
            return []
        return [*_turned(self.letters), *self._respelt()]

    def _respelt(self) -> Iterator[str]:
        """Those whose characters are each among the register's are tried one by one, rare as they are."""
        choices = [[letter, *alike_to(letter, surname=at == 0)] for at, letter in enumerate(self.letters)]
        size = 1
        for each in choices:
            size *= len(each)
        for at in range(len(choices)) if size > _MOST else ():
            yield from (self.letters[:at] + other + self.letters[at + 1 :] for other in choices[at])
        if size <= _MOST:
            for some in product(*choices):
                if any(one == two for one, two in zip(some, self.letters, strict=True)):
                    yield "".join(some)

    def _one_more(self, row: KeyedRow) -> bool:
        """The row's name has one character more, its first aside: all pairs but the broken one, and the initials, say so."""
        letters = self.letters
        if len(letters) < 2:
            return False
        for at in range(1, len(letters) + 1):
            pairs = [letters[i : i + 2] for i in range(len(letters) - 1) if i != at - 1]
            if all(self._has(row, piece) for piece in [*letters, *pairs]) and self._initials_with(row, at):
                return True
        return False

    def _initials_with(self, row: KeyedRow, at: int) -> bool:
        for said in readings_of(self.letters):
            known = initials_of(said)
            if any(self._has(row, known[:at] + letter + known[at:]) for letter in _LETTERS):
                return True
        return False

    def _fits_mask(self, row: KeyedRow) -> bool:
        """All characters that can be seen are there, in as many syllables."""
        seen = [letter for letter in self.letters if letter != MASK]
        if not all(self._has(row, letter) for letter in seen):
            return False
        spots = [
            _LETTERS if letter == MASK else syllables_of(letter, surname=at == 0)[0][:1]
            for at, letter in enumerate(self.letters)
        ]
        return any(self._has(row, "".join(some)) for some in product(*spots))

    # -- the other fields ----------------------------------------------------------------------------------------

    def id_level(self, row: KeyedRow) -> tuple[int, Paper]:
        """The level, and what the row's number is as far as the record's tells (``NONE`` where it does not)."""
        number = self.clear.number
        if not number or not row.id:
            return 0, Paper.NONE
        if self.token("id", number) == row.id:
            return IdNumber.EQUAL, self.clear.paper
        for other in _slips(number):
            if self.token("id", other) == row.id:
                return IdNumber.SLIP, Paper(int(IdNumber().read([other])["paper"][0]))
        return IdNumber.OTHER, Paper.NONE

    def phone_level(self, row: KeyedRow) -> int:
        if not self.clear.phones or not row.phones:
            return 0
        shared = {self.token("phone", phone) for phone in self.clear.phones} & set(row.phones)
        return Phone.SHARED if shared else Phone.OTHER

    def birth_level(self, row: KeyedRow) -> int:
        """By the token where the date is the same or near it, else by the year that is clear."""
        born = self.clear.birth
        if not born or not (row.birth or row.year):
            return 0
        if row.birth and self.token("birth", born) == row.birth:
            return int(Date().compare(dates([born]), dates([born])).levels[0])
        for level, day in self._near_dates if abs(row.year - born // 10000) <= 1 else ():
            if self.token("birth", day) == row.birth:
                return level
        if born % 10000 == 0 and row.year:
            return int(Date().compare(dates([born]), dates([row.year * 10000])).levels[0])
        return Date.OTHER

    @cached_property
    def _near_dates(self) -> list[tuple[int, int]]:
        """Dates of the years around that are not simply other ones."""
        year = self.clear.birth // 10000
        days = [
            each * 10000 + month * 100 + day
            for each in (year - 1, year, year + 1)
            for month in range(13)
            for day in range(32)
            if month or not day
        ]
        levels = Date().compare(dates([self.clear.birth] * len(days)), dates(days)).levels.tolist()
        return [(level, day) for level, day in zip(levels, days, strict=True) if level not in (0, Date.OTHER)]

    def sex_level(self, row: KeyedRow) -> int:
        if not self.clear.sex or not row.sex:
            return 0
        return Sex.EQUAL if self.clear.sex == row.sex else Sex.OTHER

    def door_level(self, row: KeyedRow) -> int:
        if not self.clear.door or not row.door:
            return 0
        return DoorAddress.DOOR if self.token("door", self.clear.door) == row.door else DoorAddress.OTHER


def _turned(letters: str) -> Iterator[str]:
    for at in range(len(letters) - 1) if len(letters) > 2 else ():
        yield letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]


def _shorter(letters: str) -> Iterator[str]:
    for at in range(1, len(letters)) if len(letters) > 2 else ():
        yield letters[:at] + letters[at + 1 :]


def _slips(number: str) -> Iterator[str]:
    """Every text that is one slip from this one."""
    for at in range(len(number)):
        yield from (number[:at] + digit + number[at + 1 :] for digit in _DIGITS if digit != number[at])
        yield number[:at] + number[at + 1 :]
        if at + 1 < len(number) and number[at] != number[at + 1]:
            yield number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    for at in range(len(number) + 1):
        yield from (number[:at] + digit + number[at:] for digit in _DIGITS)
