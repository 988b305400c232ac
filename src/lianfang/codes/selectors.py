"""What a code stands for. Whether somebody may see that thing is its own module's to say."""

from collections.abc import Iterable
from uuid import UUID

from lianfang.codes.models import Code
from lianfang.codes.rules import is_code, plain, spaced
from lianfang.kernel.errors import NotFound

_AT_ONCE = 500


def codes_of(kind: str, things: Iterable[UUID]) -> dict[UUID, str]:
    """The codes that these things have already, by their ids."""
    wanted = list(things)
    found: dict[UUID, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = Code.objects.filter(subject_kind=kind, subject_id__in=wanted[start : start + _AT_ONCE])
        found |= dict(some.values_list("subject_id", "text"))
    return found


def thing_of(text: str, kind: str) -> UUID:
    """The thing of this kind whose code was read or typed. Raises NotFound with what is wrong with the code."""
    code = plain(text)
    if not is_code(code):
        raise NotFound("codes.not_a_code", text=code[:12])
    found = Code.objects.filter(text=code, subject_kind=kind).first()
    if found is None:
        raise NotFound("codes.unknown", text=spaced(code))
    return found.subject_id
