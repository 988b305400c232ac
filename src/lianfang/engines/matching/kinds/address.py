"""An address to the door (地址): the same door, building or place."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lianfang.engines.matching.addresses import Address, read_address
from lianfang.engines.matching.features import Array, Features, Hashes, as_text, beside, hash_list, mix
from lianfang.engines.matching.kinds.base import Compared, blank

_PLACE_SALT, _BUILDING_SALT, _UNIT_SALT, _ROOM_SALT = range(51, 55)
_WIDTH = 16
_NOWHERE = Address()
_NO_UNIT = np.uint64(1)
_NEAR_ENOUGH = 0.7


class DoorAddress:
    """Levels: the same door; nearly so (the unit left out, the place misspelt); building; place; other."""

    levels = ("absent", "door", "door_near", "building", "place", "other")
    DOOR, DOOR_NEAR, BUILDING, PLACE, OTHER = range(1, 6)

    def read(self, texts: Sequence[str]) -> Features:
        known: dict[str, Address] = {"": _NOWHERE}
        for text in texts:
            if text not in known:
                known[text] = read_address(text)
        return _features([known[text] for text in texts])

    def compare(self, a: Features, b: Features) -> Compared:
        result = blank(len(a["place"]))
        rows = np.flatnonzero((a["given"] != 0) & (b["given"] != 0))
        one, two = ({name: values[rows] for name, values in each.items()} for each in (a, b))
        result.levels[rows] = _levels(one, two)
        same = result.levels == self.DOOR
        result.terms[same] = a["door"][same]
        return result

    def counted(self, features: Features) -> list[Hashes]:
        return [features["door"]]

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        return {
            "door": features["door"],
            "numbers": features["numbers"],
            "building": mix(features["place"], features["building"]),
            "place": beside(features["place"], features["second"]),
        }


def _features(addresses: list[Address]) -> Features:
    def column(values: list[str], salt: int, width: int = _WIDTH) -> Hashes:
        return hash_list(values, width, salt)

    finest = [each.places[0] if each.places else "" for each in addresses]
    place = column(finest, _PLACE_SALT, 40)
    building = column([each.door.building for each in addresses], _BUILDING_SALT)
    unit = column([each.door.unit for each in addresses], _UNIT_SALT)
    room = column([each.door.room for each in addresses], _ROOM_SALT)
    second = column([each.places[1] if len(each.places) > 1 else "" for each in addresses], _PLACE_SALT, 40)
    numbers = mix(np.maximum(building, _NO_UNIT), np.maximum(unit, _NO_UNIT), room)
    house = np.array([text.endswith("号") for text in finest], dtype=bool)
    numbers = np.where(house & (room == 0) & (building == 0), place, numbers)
    return {
        "given": ((place != 0) | (numbers != 0)).astype(np.uint8),
        "place": place,
        "second": second,
        "building": building,
        "unit": unit,
        "room": room,
        "numbers": numbers,
        "door": mix(place, numbers),
        "text": as_text(finest, _WIDTH),
    }


def _levels(a: Features, b: Features) -> NDArray[np.uint8]:
    same = (a["place"] == b["place"]) & (a["place"] != 0)
    crossed = _meet(a["place"], b["second"]) | _meet(a["second"], b["place"])
    beyond = _meet(a["second"], b["second"])
    unknown = (a["place"] == 0) | (b["place"] == 0)
    numbers = (a["numbers"] == b["numbers"]) & (a["numbers"] != 0)
    building = _meet(a["building"], b["building"])
    room = _meet(a["room"], b["room"])
    no_unit = (a["unit"] == 0) | (b["unit"] == 0)
    near = np.zeros(len(same), dtype=bool)
    candidates = np.flatnonzero(numbers & ~same & ~crossed)
    near[candidates] = _alike(a["text"][candidates], b["text"][candidates])
    conditions = [
        same & numbers,
        ((same | crossed) & building & room & no_unit) | ((near | crossed | unknown) & numbers),
        (same | crossed) & building,
        same | crossed | beyond,
        unknown,
    ]
    wanted = [DoorAddress.DOOR, DoorAddress.DOOR_NEAR, DoorAddress.BUILDING, DoorAddress.PLACE, 0]
    return np.select(conditions, wanted, DoorAddress.OTHER).astype(np.uint8)


def _meet(a: Array, b: Array) -> NDArray[np.bool_]:
    return np.asarray((a == b) & (a != 0))


def _alike(one: Array, two: Array) -> NDArray[np.bool_]:
    """Names of places that differ by a character or two, or of which one is a part of the other."""
    pairs = list(zip(one.tolist(), two.tolist(), strict=True))
    similar = process.cpdist(*map(list, (one, two)), scorer=OSA.normalized_similarity) >= _NEAR_ENOUGH
    within = np.array([bool(a and b) and (a in b or b in a) for a, b in pairs], dtype=bool)
    return np.asarray(similar | within)
