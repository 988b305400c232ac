"""What is known before something said of a table's tubes is judged: read with few statements for all of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from lianfang.codes.models import Code
from lianfang.codes.rules import plain
from lianfang.kernel.errors import Invalid
from lianfang.kernel.identifiers import IdentifierError, parse_id
from lianfang.kernel.wording import Reason
from lianfang.people.models import Person
from lianfang.people.selectors import by_id_number, whole
from lianfang.sampling.models import Session, Swab, Tube, TubeClosing
from lianfang.sampling.rules import HOUSEHOLD_MOST, Filling, Why
from lianfang.sampling.said import SwabSaid, TubeSaid

PERSON = "people.person"
"""The kind under which the codes of people stand (`codes`)."""

Who = tuple[UUID | None, UUID | None]
"""A person and their household."""


class Before(NamedTuple):
    """A record that was there already: by whom, of which tube, and who was sampled or how many were counted."""

    by: str
    tube: str
    content: UUID | int | None


@dataclass
class Facts:
    """Tubes, swabs and people as they stand, by what was said of them."""

    session: Session
    tubes: dict[str, Tube]
    stored: set[UUID]
    """Ids of the tubes that are in the database already."""
    before: dict[UUID, Before]
    """Swabs and closings recorded before under an id that was said."""
    people: dict[UUID, Who]
    by_code: dict[str, UUID]
    inside: dict[UUID, list[Who]]
    """Who is in the tubes that were there."""
    in_session: dict[tuple[UUID | None, str], dict[UUID, str]]
    """Person and reason -> the tubes of this session they are in, by id with their codes."""
    elsewhere: dict[UUID, str]
    """Person -> the tube of another session of the same round in which they were sampled."""
    fillings: dict[UUID, Filling] = field(default_factory=dict)

    def tube(self, said: TubeSaid, session: Session) -> Tube:
        """The tube of this code, a new one where there is none; it takes the terms of the session."""
        if said.code not in self.tubes:
            self.tubes[said.code] = new_tube(session, said)
        return self.tubes[said.code]

    def filling(self, tube: Tube) -> Filling:
        if tube.pk not in self.fillings:
            filled = Filling(tube.size, tube.of_household, tube.session_id, Why(tube.why), tube.closed_at)
            for person, household in self.inside.get(tube.pk, []):
                filled.add(person, household)
            self.fillings[tube.pk] = filled
        return self.fillings[tube.pk]

    def who(self, said: SwabSaid) -> Who:
        """Who was sampled, as far as they are on record; nobody for somebody to be entered on the spot.

        Raises Invalid for an id or a code of nobody.
        """
        person = said.person or self._by_code(said)
        if person is None and said.identity is not None:
            return self._by_number(said)
        if person is None or person not in self.people:
            raise Invalid({"person": Reason.of("sampling.person_unknown")})
        return self.people[person]

    def _by_code(self, said: SwabSaid) -> UUID | None:
        if not said.code:
            return None
        return self.by_code.get(plain(said.code)) or self._learn(found_by_number(said.code, self.session))

    def _by_number(self, said: SwabSaid) -> Who:
        found = found_by_number(said.identity.id_number if said.identity else "", self.session)
        same = found is not None and said.identity is not None and str(found.name) == said.identity.checked().name
        return self.people[self._learn(found)] if found is not None and same else (None, None)  # type: ignore[index]

    def _learn(self, person: Person | None) -> UUID | None:
        if person is None:
            return None
        self.people[person.pk] = (person.pk, person.household_id)
        return person.pk

    def other_tube(self, tube: Tube, person: UUID | None, why: Why) -> str:
        """Code of another tube of this session in which somebody is already for the same reason; "" for none."""
        tubes = self.in_session.get((person, why.value), {})
        return next((code for pk, code in tubes.items() if pk != tube.pk), "")

    def note(self, tube: Tube, person: UUID | None, why: Why) -> None:
        """Somebody is in a tube of this session from now on."""
        if person is not None:
            self.in_session.setdefault((person, why.value), {})[tube.pk] = tube.code


def new_tube(session: Session, said: TubeSaid) -> Tube:
    """A tube on the terms of its session; resampling is always one person a tube."""
    single = said.why is not Why.ROUND
    stamps = [swab.stamp for swab in said.swabs] + ([said.closing.stamp] if said.closing else [])
    return Tube(
        response=session.response,
        session=session,
        code=said.code,
        size=1 if single else HOUSEHOLD_MOST if session.household_tubes else session.tube_size,
        of_household=session.household_tubes and not single,
        why=said.why.value,
        area_path=session.area_path,
        unit_path=session.unit_path,
        opened_at=min(stamp.happened_at for stamp in stamps),
    )


def facts_of(session: Session, said: Sequence[TubeSaid], *, closely: bool = False) -> Facts:
    """Everything that must be known about these tubes and people; tubes are locked until the transaction ends.

    A closing is known only where its tube is, unless its id was used for another: then one looks ``closely``.
    """
    swabs = [swab for tube in said for swab in tube.swabs]
    tubes = _tubes(session, {tube.code for tube in said})
    by_code = _by_code({plain(swab.code) for swab in swabs if swab.code})
    people = _people(session, {*by_code.values(), *(swab.person for swab in swabs if swab.person)})
    stored = {tube.pk for tube in tubes.values()}
    found = _swabs(session, [swab.stamp.id for swab in swabs], [one for one, _home in people.values() if one])
    ids = {swab.stamp.id for swab in swabs}
    return Facts(
        session=session,
        tubes=tubes,
        stored=stored,
        before=_before(found, ids) | (_closings(said) if stored or closely else {}),
        people=people,
        by_code=by_code,
        inside=_inside(stored),
        in_session=_in_session(session, found),
        elsewhere=_elsewhere(session, found),
    )


def who_is(session: Session, said: SwabSaid) -> UUID | None:
    """The person somebody means; None for one who is on no record. Raises Invalid for an id or code of nobody."""
    return facts_of(session, [TubeSaid("", (said,))]).who(said)[0]


def _tubes(session: Session, codes: Iterable[str]) -> dict[str, Tube]:
    rows = Tube.objects.select_for_update().filter(response=session.response_id, code__in=sorted(codes))
    return {tube.code: tube for tube in rows.order_by("code")}


def _swabs(session: Session, ids: list[UUID], people: list[UUID]) -> list[tuple[Any, ...]]:
    """The swabs of these ids, and those of these people in this round that count."""
    a_round = {"session__response": session.response_id, "session__name": session.name}
    here = Q(person__in=people, voided_at=None, **a_round)
    rows = Swab.objects.filter(Q(pk__in=ids) | here).values_list(
        "pk", "tube", "tube__code", "person", "why", "recorded_by", "voided_at", "session"
    )
    return list(rows) if ids else []


def _before(found: list[tuple[Any, ...]], ids: set[UUID]) -> dict[UUID, Before]:
    return {pk: Before(by, code, person) for pk, _tube, code, person, _why, by, *_rest in found if pk in ids}


def _in_session(session: Session, found: list[tuple[Any, ...]]) -> dict[tuple[UUID | None, str], dict[UUID, str]]:
    known: dict[tuple[UUID | None, str], dict[UUID, str]] = {}
    for _pk, tube, code, person, why, _by, voided, at in found:
        if person is not None and voided is None and at == session.pk:
            known.setdefault((person, why), {})[tube] = code
    return known


def _elsewhere(session: Session, found: list[tuple[Any, ...]]) -> dict[UUID, str]:
    return {
        person: code
        for _pk, _tube, code, person, why, _by, voided, at in found
        if person is not None and voided is None and at != session.pk and why == Why.ROUND
    }


def _inside(tubes: set[UUID]) -> dict[UUID, list[Who]]:
    inside: dict[UUID, list[Who]] = {}
    rows = Swab.kept.filter(tube__in=tubes).values_list("tube", "person", "household") if tubes else ()
    for tube, person, household in rows:
        inside.setdefault(tube, []).append((person, household))
    return inside


def _closings(said: Sequence[TubeSaid]) -> dict[UUID, Before]:
    ids = [tube.closing.stamp.id for tube in said if tube.closing]
    if not ids:
        return {}
    rows = TubeClosing.objects.filter(pk__in=ids).values_list("pk", "recorded_by", "tube__code", "counted")
    return {pk: Before(by, code, counted) for pk, by, code, counted in rows}


def _by_code(codes: set[str]) -> dict[str, UUID]:
    rows = Code.objects.filter(text__in=codes, subject_kind=PERSON).values_list("text", "subject_id") if codes else ()
    return dict(rows)


def _people(session: Session, ids: set[UUID]) -> dict[UUID, Who]:
    """Those of these people who are in the register or were met by this response; a merged record stands for the whole."""
    here = Q(response=None) | Q(response=session.response_id)
    rows = Person.objects.filter(here, pk__in=ids).values_list("pk", "household", "merged_into") if ids else ()
    return {pk: _whole(pk) if merged else (pk, household) for pk, household, merged in rows}


def _whole(pk: UUID) -> Who:
    one = whole(Person.objects.select_related("merged_into").get(pk=pk))
    return one.pk, one.household_id


def found_by_number(number: str, session: Session) -> Person | None:
    """The person with this ID number in the register or met by the response; None for what is no ID number."""
    try:
        parse_id(number)
    except IdentifierError:
        return None
    return by_id_number(number, response=session.response)
