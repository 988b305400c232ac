"""Keyed tokens of names in the narrow table, written many at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from uuid import UUID

from django.db import connection

from lianfang.kernel.names import name_tokens
from lianfang.people.models import NameToken, Person
from lianfang.vault import rings


def write_tokens(people: Iterable[Person]) -> None:
    """Make these people, who have none yet, findable by their names."""
    by_ring: dict[UUID, dict[UUID, set[str]]] = {}
    for person in people:
        by_ring.setdefault(person.keyring_id, {})[person.pk] = name_tokens(str(person.name))
    pairs = [
        (person, token)
        for ring, named in by_ring.items()
        for person, token in _pairs(named, rings.tokens_of(ring, "name", set().union(*named.values())))
    ]
    if pairs:
        _insert(sorted(pairs, key=itemgetter(1)))  # as the index has them, so that a page of it is written once


def _pairs(named: Mapping[UUID, set[str]], tokens: Mapping[str, int]) -> Iterator[tuple[UUID, int]]:
    """Each person with the tokens of their words; a word that many names share was keyed once."""
    for person, words in named.items():
        yield from ((person, token) for token in {tokens[word] for word in words})


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
