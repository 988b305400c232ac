"""Keyed tokens of names in the narrow table, written many at a time."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from lianfang.kernel.names import name_tokens
from lianfang.people.models import NameToken, Person
from lianfang.vault import rings


def write_tokens(people: Iterable[Person]) -> None:
    """Make these people, who have none yet, findable by their names."""
    pairs = [
        (person.pk, token)
        for person in people
        for token in rings.tokens(person.keyring_id, "name", name_tokens(str(person.name)))
    ]
    if pairs:
        _insert(pairs)


def rewrite_tokens(person: Person) -> None:
    """After the name or the ring of somebody has changed."""
    NameToken.objects.filter(person=person).delete()
    write_tokens([person])


def _insert(pairs: Sequence[tuple[UUID, int]]) -> None:
    """One statement for all: a row object for each of a dozen tokens a person would take longer than all the rest."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            people, tokens = zip(*pairs, strict=True)
            cursor.execute(
                "INSERT INTO people_nametoken (person_id, token) SELECT * FROM unnest(%s::uuid[], %s::bigint[])",
                [list(people), list(tokens)],
            )
        else:
            cursor.executemany(
                "INSERT INTO people_nametoken (person_id, token) VALUES (%s, %s)",
                [(person.hex, token) for person, token in pairs],
            )
