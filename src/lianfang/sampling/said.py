"""What a table says of its tubes, as a page, a phone, the API or a sheet of paper hands it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.people.identity import Identity
from lianfang.sampling.rules import Why


@dataclass(frozen=True)
class SwabSaid:
    """Somebody was sampled: known by id or by the code they carry, or by who they say they are."""

    stamp: Stamp
    person: UUID | None = None
    code: str = ""
    identity: Identity | None = None

    @classmethod
    def of(cls, stamp: Stamp, values: Mapping[str, Any]) -> "SwabSaid":
        """From the answers of the sheet. Raises Invalid where nobody is named."""
        who = Identity(values["name"], values["id_number"], values["phone"])
        named = any((who.name, who.id_number, who.phone))
        said = cls(stamp, id_of(values["person"]), values["code"].strip(), who if named else None)
        if said.person is None and not said.code and not named:
            raise Invalid({"person": Reason.of("sampling.nobody")})
        return said


@dataclass(frozen=True)
class ClosingSaid:
    """A tube was closed with so many people in it."""

    stamp: Stamp
    counted: int


@dataclass(frozen=True)
class TubeSaid:
    """What was said of one tube: who went into it, and that it was closed; both may come late and in any order."""

    code: str
    swabs: tuple[SwabSaid, ...] = ()
    closing: ClosingSaid | None = None
    why: Why = Why.ROUND


def id_of(text: str) -> UUID | None:
    """An id as it stands in a record; None for an empty one. Raises Invalid for what is none."""
    try:
        return UUID(text) if text.strip() else None
    except ValueError:
        raise Invalid({"person": Reason.of("sampling.person_unknown")}) from None
