"""What was scanned or typed at a desk: a person, a household, or a tube, whichever field it went into."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lianfang.codes.models import Code
from lianfang.codes.rules import is_code, plain
from lianfang.people.models import Household, Person
from lianfang.people.selectors import matching, people_of
from lianfang.sampling.models import Session, Tube
from lianfang.sampling.register import living_in
from lianfang.sampling.rules import can_be_tube, tube_code
from lianfang.sampling.services.known import found_by_number

MOST_OFFERED = 12


@dataclass(frozen=True)
class Meant:
    """What a text means: one person, several to choose from, or a tube; nothing where nobody is found."""

    person: UUID | None = None
    offered: Sequence[Person] = field(default_factory=tuple)
    tube: str = ""


def meant_by(text: str, session: Session) -> Meant:
    """The person, household or tube that a text names at this session."""
    text = text.strip()
    if not text:
        return Meant()
    if found := _coded(plain(text), session):
        return found
    if person := found_by_number(text, session):
        return Meant(person=person.pk)
    if is_known_tube(text, session):
        return Meant(tube=tube_code(text))
    if offered := _named(text, session):
        return Meant(offered=offered)
    code = tube_code(text)
    return Meant(tube=code) if can_be_tube(code, own_labels=session.own_labels) else Meant()


def is_known_tube(text: str, session: Session) -> bool:
    """Whether a tube of this code was opened."""
    return Tube.objects.filter(response=session.response_id, code=tube_code(text)).exists()


def _coded(code: str, session: Session) -> Meant | None:
    """What one of our codes stands for, where it stands for a person or a door."""
    if not is_code(code):
        return None
    found = Code.objects.filter(text=code, subject_kind__in=["people.person", "people.household"]).first()
    if found is None:
        return None
    if found.subject_kind == "people.person":
        return Meant(person=found.subject_id)
    home = Household.objects.filter(pk=found.subject_id).first()
    return Meant(offered=list(people_of(home)[:MOST_OFFERED])) if home else None


def _named(text: str, session: Session) -> list[Person]:
    """Those called whose name, or whose door, a text means."""
    called = living_in(session).select_related("household")
    by_door = called.filter(household__door=text)[:MOST_OFFERED]
    by_name = matching(called, text, [session.response])[:MOST_OFFERED]
    return list(by_door) or list(by_name)
