"""Words about promises. Pure."""

from enum import StrEnum


class ExportState(StrEnum):
    """Where a list with personal columns stands (导出状态)."""

    ASKED = "asked"
    REFUSED = "refused"
    RELEASED = "released"
    DELETED = "deleted"


class Proof(StrEnum):
    """By what somebody showed who they are (身份核验方式)."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    HOUSEHOLD_BOOK = "household_book"
    IN_PERSON = "in_person"
