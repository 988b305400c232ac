"""Record ids: UUIDv7 (RFC 9562), time-ordered, made by whoever makes the record first, phone or server."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new id; later ids sort after earlier ones, so that inserts land at the end of the index."""
    return uuid7()
