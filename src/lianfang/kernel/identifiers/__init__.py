"""Numbers that name somebody or something: ID numbers (身份证号), phones (电话), number plates (号牌); their masks.

Each ``parse_...`` takes text as people write it (full-width, spaces, dashes, lower case) and returns a frozen value in
its one spelling, or raises ``IdentifierError`` with a code. Nothing is guessed: a wrong digit is refused, not mended.
Sources: GB 11643-1999 (ID numbers), GA 36-2018 (plates), the numbering plan of the ministry of industry (phones).
"""

from lianfang.kernel.identifiers.id_numbers import IdKind, IdNumber, Sex, check_digit, parse_id
from lianfang.kernel.identifiers.masks import mask_id, mask_name, mask_phone, mask_plate
from lianfang.kernel.identifiers.phones import Phone, PhoneKind, parse_phone
from lianfang.kernel.identifiers.plates import Plate, PlateKind, parse_plate
from lianfang.kernel.identifiers.spelling import IdentifierError, plain

__all__ = [
    "IdKind",
    "IdNumber",
    "IdentifierError",
    "Phone",
    "PhoneKind",
    "Plate",
    "PlateKind",
    "Sex",
    "check_digit",
    "mask_id",
    "mask_name",
    "mask_phone",
    "mask_plate",
    "parse_id",
    "parse_phone",
    "parse_plate",
    "plain",
]
