"""One after the other, where no row can be held yet: what two people are about to write is not there."""

from hashlib import blake2b

from django.db import connection


def take_turn(what: str, *about: object) -> None:
    """Wait until nobody else is at the same thing, and be alone at it until the end of the transaction.

    ``about`` says which one of its kind; nothing personal but by its keyed index. SQLite lets one write at a time anyhow.
    """
    if connection.vendor == "postgresql":
        digest = blake2b(repr((what, *about)).encode(), digest_size=8).digest()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest, signed=True)])
