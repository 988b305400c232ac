"""A link to one's own results: given at the table or by the community, for a month, to be revoked."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.laboratory.models import ResultLink
from lianfang.laboratory.selectors.people import may_link
from lianfang.measures.services.links import link_of, new_link
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.response.models import Response

LIVES = timedelta(days=30)


@transaction.atomic
def issue_link(*, actor: Actor, person: Person, response: Response) -> str:
    """A new token for somebody's own results; earlier ones stop working. It is told once and not kept.

    Raises Refused for whoever neither sampled the person nor works where the person lives.
    """
    _may(actor, person)
    _revoke(person)
    link, token = new_link(ResultLink, response=response, person=person, issued_by=actor.name, expires_at=now() + LIVES)
    audit(actor, "result_link.issued", link, person=str(person.pk))
    return token


@transaction.atomic
def revoke_links(*, actor: Actor, person: Person) -> int:
    """Stop every link to somebody's results; how many still worked. Raises Refused."""
    _may(actor, person)
    revoked = _revoke(person)
    audit(actor, "result_link.revoked", "people.person", person.pk, count=revoked)
    return revoked


def person_of_link(token: str) -> Person:
    """Whose results a token opens. Raises NotFound (unknown, expired, revoked) or Refused (used too often this hour)."""
    person_id: UUID = link_of(ResultLink, token).person_id
    return Person.objects.get(pk=person_id)


def _may(actor: Actor, person: Person) -> None:
    if not may_link(actor, person):
        raise Refused("laboratory.no_sample_of")


def _revoke(person: Person) -> int:
    return ResultLink.objects.filter(person=person, revoked_at=None).update(revoked_at=now())
