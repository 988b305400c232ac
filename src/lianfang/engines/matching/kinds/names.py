"""A person's name (姓名), Chinese first of all: equal, sounding or looking alike, a part, a surname with a title."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lianfang.engines.matching import characters
from lianfang.engines.matching.features import (
    Array,
    Features,
    Hashes,
    as_text,
    beside,
    code_points,
    finished,
    hash_list,
    rolled,
    take,
)
from lianfang.engines.matching.kinds.base import Compared, blank
from lianfang.engines.matching.person_names import MASK, Form, Name, read_name, surname_length

LONGEST = 16
"""Letters of a name that are compared; its hashes cover all of it."""
SHORT = 4

_MASK = np.uint32(ord(MASK))
_EQUAL_SALT, _SOUND_SALT, _SURNAME_SALT, _GIVEN_SALT, _INITIAL_SALT, _PART_SALT = range(11, 17)
_NEAR_ENOUGH = 0.75
"""Share of letters that long names (of minorities, of foreigners) must have in common to be near."""


class PersonName:
    """Levels, best first; see ``docs/engines/matching.md`` for an example of each."""

    levels = (
        "absent",
        "equal",
        "sound",  # 同音: every syllable is read the same, or pinyin beside characters
        "near",  # 形近、近音、颠倒: each character equal, alike in shape or in an accent, or two changed places
        "part",  # 缺字: a character more or less, a masked one, the first part of a name with a middle dot
        "surname_only",  # one of the two gives no more than a surname or initials, and they agree
        "given",  # another surname, the same given name
        "one_given",  # the surname and a part of the given name
        "surname",  # the surname alone is shared
        "other",
    )
    EQUAL, SOUND, NEAR, PART, SURNAME_ONLY, GIVEN, ONE_GIVEN, SURNAME, OTHER = range(1, 10)

    def read(self, texts: Sequence[str]) -> Features:
        known: dict[str, Name] = {}
        for text in texts:
            if text not in known:
                known[text] = read_name(text)
        return _features([known[text] for text in texts])

    def compare(self, a: Features, b: Features) -> Compared:
        result = blank(len(a["form"]))
        _fill(result, a, b, np.flatnonzero((a["form"] != Form.NONE) & (b["form"] != Form.NONE)))
        return result

    def counted(self, features: Features) -> list[Hashes]:
        return [features["equal"], features["sound"], features["surname"]]

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        return {
            "equal": features["equal"],
            "sound": beside(features["sound"], features["other_sound"]),
            "surname": features["surname"],
            "given": features["given"],
            "initials": features["initials"],
        }


# -- reading -------------------------------------------------------------------------------------------------------


def _features(names: list[Name]) -> Features:
    form = np.array([name.form for name in names], dtype=np.uint8)
    letters = code_points(as_text([name.text.replace("·", "") for name in names], LONGEST)).astype(np.uint32)
    surnames = np.array([surname_length(name) for name in names], dtype=np.uint8)
    chinese = (form == Form.FULL) | (form == Form.SURNAME)
    usual = np.where(chinese[:, None], characters.sounds(letters), 0).astype(np.uint16)
    said = _with_surname_reading(letters, usual, surnames)
    whole = form == Form.FULL
    dotted = (surnames == 0) & whole
    unmasked = whole & ~(letters == _MASK).any(axis=1)
    result = {
        "form": form,
        "letters": letters,
        "sounds": said,
        "size": (letters != 0).sum(axis=1).astype(np.uint8),
        "surname_size": surnames,
        "sex": np.array([ord(name.sex or "\0") for name in names], dtype=np.uint8),
        "equal": np.where(
            unmasked | (form == Form.LATIN), hash_list([name.text for name in names], 48, _EQUAL_SALT), np.uint64(0)
        ),
        "surname": np.where(chinese & ~dotted, _part(letters, surnames, 0), np.uint64(0)),
        "given": np.where(whole & ~dotted, _part(letters, surnames, 1), np.uint64(0)),
        "first_part": hash_list([name.text.split("·")[0] if "·" in name.text else "" for name in names], 24),
    }
    latin = [name.text if name.form in (Form.LATIN, Form.INITIALS) else "" for name in names]
    return result | _spoken(latin, form, unmasked, said, usual)


def _with_surname_reading(letters: Array, usual: Array, surnames: Array) -> NDArray[np.uint16]:
    said = usual.copy()
    if len(said):
        single = (surnames == 1) & (usual[:, 0] != 0)
        said[:, 0] = np.where(single, characters.surname_sounds(letters[:, 0], usual[:, 0]), usual[:, 0])
    return said


def _part(letters: Array, surnames: Array, which: int) -> Hashes:
    """Hash of the surname (0) or of what stands behind it (1); masked letters make no given name."""
    place = np.arange(LONGEST)[None, :]
    inside = place < surnames[:, None] if which == 0 else place >= surnames[:, None]
    chosen = np.where(inside, letters, 0)
    hashes = finished(_rolled_sparse(chosen), _SURNAME_SALT + which)
    return np.where((chosen == _MASK).any(axis=1), np.uint64(0), hashes)


def _rolled_sparse(points: Array) -> Hashes:
    """As ``rolled``, for rows that may begin with nothing."""
    order = np.argsort(points == 0, axis=1, kind="stable")
    return rolled(np.take_along_axis(points, order, axis=1))


def _spoken(latin: list[str], form: Array, whole: Array, said: Array, usual: Array) -> Features:
    """How a name is spoken, in both readings or orders, and its initials; Chinese and Latin spellings meet here."""
    is_latin = form == Form.LATIN
    joined = _rolled_texts([text.replace(" ", "") for text in latin])
    turned = _rolled_texts(["".join(_turned(text)) for text in latin])
    firsts = ["".join(word[0] for word in text.split()) if " " in text else "" for text in latin]
    letters = np.where(form == Form.INITIALS, joined, _rolled_texts(firsts))
    sound = np.where(is_latin, joined, np.where(whole, characters.spoken(said), np.uint64(0)))
    other = np.where(is_latin, turned, np.where(whole, characters.spoken(usual), np.uint64(0)))
    spelled = np.where(whole, characters.initials(said), letters)
    return {
        "sound": finished(sound, _SOUND_SALT),
        "other_sound": finished(np.where(other == sound, np.uint64(0), other), _SOUND_SALT),
        "initials": finished(spelled, _INITIAL_SALT),
    }


def _rolled_texts(texts: list[str]) -> Hashes:
    return rolled(code_points(as_text(texts, max(max(map(len, texts), default=1), 1))))


def _turned(text: str) -> list[str]:
    """The words with the last in front: Xiaoming Wang is Wang Xiaoming."""
    words = text.split()
    return [*words[-1:], *words[:-1]]


# -- comparing -----------------------------------------------------------------------------------------------------


def _fill(result: Compared, a: Features, b: Features, rows: Array) -> None:
    """Decide the cheap levels for all, then the others for what is left."""
    levels, terms = result
    levels[rows] = PersonName.OTHER
    equal = (a["equal"] == b["equal"]) & (a["equal"] != 0)
    sound = ~equal & _sounds_equal(a, b)
    for which, level, of in ((equal, PersonName.EQUAL, "equal"), (sound, PersonName.SOUND, "sound")):
        levels[which], terms[which] = level, a[of][which]
    full = (a["form"] == Form.FULL) & (b["form"] == Form.FULL)
    left = ~(equal | sound) & (levels != 0)
    short = (a["size"] <= SHORT) & (b["size"] <= SHORT)
    for which, columns in ((short, SHORT), (~short, LONGEST)):
        if len(chosen := np.flatnonzero(left & full & which)):
            levels[chosen] = _compare_letters(take(a, chosen), take(b, chosen), columns)
    hinted = np.flatnonzero(left & ~full)
    levels[hinted], terms[hinted] = _compare_hints(take(a, hinted), take(b, hinted))
    shared = levels == PersonName.SURNAME
    terms[shared] = a["surname"][shared]


def _sounds_equal(a: Features, b: Features) -> NDArray[np.bool_]:
    same = (a["sound"] == b["sound"]) | (a["other_sound"] == b["sound"])
    same &= b["sound"] != 0
    return np.asarray(same | ((a["sound"] == b["other_sound"]) & (a["sound"] != 0)))


def _compare_letters(a: Features, b: Features, columns: int) -> NDArray[np.uint8]:
    """The level of full Chinese names that are neither equal nor read the same."""
    one, two = a["letters"][:, :columns], b["letters"][:, :columns]
    used = (one != 0) & (two != 0)
    masked = used & ((one == _MASK) | (two == _MASK))
    same = ((one == two) | masked) & used
    alike = same | (used & _alike(one, two, a["sounds"][:, :columns], b["sounds"][:, :columns]))
    equal_size = a["size"] == b["size"]
    shared = same.sum(axis=1)
    surname = (a["surname"] == b["surname"]) & (a["surname"] != 0)
    given = (a["given"] == b["given"]) & (a["given"] != 0) & (a["size"] - a["surname_size"] > 1)
    some_given = (same & ~masked & (np.arange(columns)[None, :] >= a["surname_size"][:, None])).any(axis=1)
    near = equal_size & (alike.sum(axis=1) == a["size"]) & (shared > 0)
    conditions = [
        equal_size & (shared == a["size"]),
        near | (equal_size & _turned_letters(one, two, shared, a["size"])) | _long_near(a, b),
        _one_missing(one, two, a["size"], b["size"]) | _first_part(a, b),
        given,
        surname & some_given,
        surname,
    ]
    wanted = [PersonName.PART, PersonName.NEAR, PersonName.PART, PersonName.GIVEN, PersonName.ONE_GIVEN]
    return np.select(conditions, [*wanted, PersonName.SURNAME], PersonName.OTHER).astype(np.uint8)


def _alike(one: Array, two: Array, said_one: Array, said_two: Array) -> NDArray[np.bool_]:
    """Characters that look alike, or sound alike in some accent."""
    heard, also = characters.accents(said_one), characters.accents(said_two)
    return np.asarray(((heard == also) & (heard != 0)) | characters.look_alike(one, two))


def _turned_letters(one: Array, two: Array, shared: Array, size: Array) -> NDArray[np.bool_]:
    """Two neighbours have changed places, all else is the same; of a name of two the given name came first."""
    crossed = (one[:, :-1] == two[:, 1:]) & (one[:, 1:] == two[:, :-1]) & (one[:, 1:] != 0)
    return np.asarray(crossed.any(axis=1) & (shared == size - 2))


def _one_missing(one: Array, two: Array, size_one: Array, size_two: Array) -> NDArray[np.bool_]:
    """One of the two is the other without one character, its first (the surname's) aside."""
    longer = size_one > size_two
    long, short = np.where(longer[:, None], one, two), np.where(longer[:, None], two, one)
    size = np.minimum(size_one, size_two).astype(np.int64)
    inside = np.arange(one.shape[1] - 1)[None, :] < size[:, None]
    head = np.cumprod((long == short)[:, :-1] & inside, axis=1).sum(axis=1)
    tail_same = (long[:, 1:] == short[:, :-1]) | ~inside
    tail = np.cumprod(tail_same[:, ::-1], axis=1).sum(axis=1) - (one.shape[1] - 1 - size)
    by_one = np.abs(size_one.astype(np.int64) - size_two) == 1
    return np.asarray(by_one & (size >= 2) & (head >= 1) & (head + tail >= size))


def _first_part(a: Features, b: Features) -> NDArray[np.bool_]:
    """Of a name with a middle dot only the person's own part is written: 买买提 for 买买提·艾力."""
    alone = ((a["first_part"] != 0) != (b["first_part"] != 0)) & (np.minimum(a["size"], b["size"]) >= 3)
    long = np.where((a["size"] > b["size"])[:, None], a["letters"], b["letters"])
    short = np.where((a["size"] > b["size"])[:, None], b["letters"], a["letters"])
    begins = ((short == long) | (short == 0)).all(axis=1)
    return np.asarray(alone & begins)


def _long_near(a: Features, b: Features) -> NDArray[np.bool_]:
    """Long names with most of their letters in order."""
    result = np.zeros(len(a["size"]), dtype=bool)
    rows = np.flatnonzero(np.minimum(a["size"], b["size"]) > SHORT)
    if len(rows):
        result[rows] = _similarity(a["letters"][rows], b["letters"][rows]) >= _NEAR_ENOUGH
    return result


def _similarity(one: Array, two: Array) -> Array:
    first, second = (np.ascontiguousarray(each).view(f"<U{LONGEST}")[:, 0].tolist() for each in (one, two))
    return process.cpdist(first, second, scorer=OSA.normalized_similarity)


def _compare_hints(a: Features, b: Features) -> tuple[NDArray[np.uint8], Hashes]:
    """Where not both are full Chinese names: surname with a title, initials, Latin words."""
    hinted = (a["form"] == Form.SURNAME) | (b["form"] == Form.SURNAME)
    surname = hinted & (a["surname"] == b["surname"]) & (a["surname"] != 0)
    short = (a["form"] == Form.INITIALS) | (b["form"] == Form.INITIALS)
    letters = short & (a["initials"] == b["initials"]) & (a["initials"] != 0)
    latin = (a["form"] == Form.LATIN) & (b["form"] == Form.LATIN)
    near = np.zeros(len(latin), dtype=bool)
    if len(rows := np.flatnonzero(latin)):
        near[rows] = _similarity(a["letters"][rows], b["letters"][rows]) >= _NEAR_ENOUGH
    wanted = [PersonName.NEAR, PersonName.SURNAME_ONLY, PersonName.SURNAME_ONLY]
    levels = np.select([near, surname, letters], wanted, PersonName.OTHER).astype(np.uint8)
    return levels, np.where(surname, a["surname"], np.where(letters, a["initials"], np.uint64(0)))
