"""Kinds of fields: how their text is read, how two are compared, and by which keys equal ones meet."""

from lianfang.engines.matching.kinds.address import DoorAddress
from lianfang.engines.matching.kinds.base import ABSENT, Compared, Kind
from lianfang.engines.matching.kinds.date import Date
from lianfang.engines.matching.kinds.id_number import IdNumber
from lianfang.engines.matching.kinds.names import PersonName
from lianfang.engines.matching.kinds.phone import Phone
from lianfang.engines.matching.kinds.plain import Choice, Code, LatinName, Sex, Text

KINDS: dict[str, Kind] = {
    "person": PersonName(),
    "id": IdNumber(),
    "phone": Phone(),
    "address": DoorAddress(),
    "date": Date(),
    "sex": Sex(),
    "name": LatinName(),
    "code": Code(),
    "text": Text(),
    "choice": Choice(),
}
"""By the word that a description of fields uses."""

__all__ = ["ABSENT", "KINDS", "Compared", "Kind"]
