"""A page ends: keyed in to its end, come back empty, spoilt, or lost."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.paper.models import Page
from lianfang.paper.rules import PageState, RowState, state_of
from lianfang.paper.selectors import get_page_for, rows_of
from lianfang.privacy.audit import audit


@transaction.atomic
def finish(*, actor: Actor, page: UUID | str) -> Page:
    """Everything that stands on the page is keyed in. Raises NotFound, or Refused while a row waits to be mended."""
    found = get_page_for(actor, page, alone=True)
    if found.wrong:
        raise Refused("paper.still_wrong", count=found.wrong)
    if not found.taken:
        raise Refused("paper.nothing_keyed")
    return _end(actor, found, PageState.KEYED)


@transaction.atomic
def set_aside(*, actor: Actor, page: UUID | str, state: PageState) -> Page:
    """Declare a page empty, spoilt or lost. Raises NotFound, or Refused while records of it stand."""
    found = get_page_for(actor, page, alone=True)
    if any(row.records for row in rows_of(found)):
        raise Refused("paper.has_records")
    return _end(actor, found, state)


@transaction.atomic
def take_up(*, actor: Actor, page: UUID | str) -> Page:
    """Take up again a page that was finished or set aside: it turned up, or a row was read wrong. Raises NotFound."""
    found = get_page_for(actor, page)
    return _end(actor, found, state_of(RowState(row.state) for row in rows_of(found)))


def _end(actor: Actor, page: Page, state: PageState) -> Page:
    if page.state != state:
        page.state, page.closed_at = state.value, None if state in (PageState.PRINTED, PageState.PARTLY) else now()
        page.save(update_fields=["state", "closed_at"])
        audit(actor, f"page.{state.value}", page)
    return page
