"""The id that a page gave a record."""

from uuid import UUID

from django.http import HttpRequest

from lianfang.acts.stamps import Stamp


def stamp_of(request: HttpRequest) -> Stamp:
    """The stamp with the page's id, so that what is sent twice counts once; with a new id where the page gave none."""
    try:
        return Stamp(id=UUID(request.POST.get("stamp", "")))
    except ValueError:
        return Stamp()
