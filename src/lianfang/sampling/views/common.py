"""What the pages of sampling share."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import NotFound
from lianfang.territory.names import full_name
from lianfang.territory.selectors import areas_under

MOST_AREAS = 400


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def require_somewhere(request: HttpRequest, action: Action) -> None:
    """NotFound for whoever may do this nowhere."""
    if not actor_of(request).may_somewhere(action):
        raise NotFound


def stamp_in(form: Form) -> Stamp:
    """The stamp with the page's id, so that what is sent twice counts once."""
    given: UUID | None = form.cleaned_data.get("stamp")
    return Stamp(id=given) if given else Stamp()


def names_under(path: str) -> Sequence[str]:
    """What a field for areas offers while one types: the place itself and what lies below it."""
    return [full_name(area) for area in areas_under(path).values_list("path", flat=True).order_by("path")[:MOST_AREAS]]


def status_of(*forms: Form | None) -> int:
    return 422 if any(form is not None and form.errors for form in forms) else 200


def first_error(form: Any) -> str:
    """The first sentence that says what is wrong."""
    return next((str(error) for errors in form.errors.values() for error in errors), "")
