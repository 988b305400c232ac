"""The only way to a page."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.codes.selectors import thing_of
from lianfang.kernel.errors import NotFound
from lianfang.paper.access import KEY_IN
from lianfang.paper.models import Page, Row
from lianfang.paper.registry import Coded, Form, Subject, coded, forms, label_actions
from lianfang.paper.rules import OUT

PAGE = "paper.page"
UNITS = ("unit_path",)


def pages_visible_to(actor: Actor) -> QuerySet[Page]:
    """Pages of where the actor keys in and may do the work of their form."""
    rows = scope(Page.objects.select_related("response"), actor, KEY_IN, units=UNITS)
    if actor.is_system:
        return rows
    worked = (scope(Page.objects.filter(form=form.code), actor, form.action, units=UNITS) for form in forms.values())
    return rows.filter(reduce(or_, (Q(pk__in=some.values("pk")) for some in worked), Q(pk__in=[])))


def still_out(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those that somebody has to bring back or to finish."""
    return pages.filter(state__in=[state.value for state in OUT])


def get_page_for(actor: Actor, page_id: UUID | str, *, alone: bool = False) -> Page:
    """The page, if the actor keys in where it belongs; NotFound otherwise, as for a page that does not exist.

    ``alone``: nobody else changes it until the transaction ends.
    """
    pages = pages_visible_to(actor)
    return get_by_id(pages.select_for_update(of=("self",)) if alone else pages, page_id)


def page_of_code(actor: Actor, text: str) -> Page:
    """The page whose code was scanned or typed. Raises NotFound, saying what is wrong with the code."""
    return get_page_for(actor, thing_of(text, PAGE))


def batch_for(actor: Actor, batch: UUID | str) -> list[Page]:
    """The pages printed together. Raises NotFound."""
    found = list(pages_visible_to(actor).filter(batch=batch).order_by("number"))
    if not found:
        raise NotFound
    return found


def rows_of(page: Page) -> list[Row]:
    """The rows of a page in the order of the paper."""
    order = {block.code: place for place, block in enumerate(page.blocks)}
    rows = list(page.rows.all())
    for row in rows:
        row.page = page
    return sorted(rows, key=lambda row: (order.get(row.block, len(order)), row.number))


def may_print(actor: Actor) -> bool:
    """Whether this actor prints and keys in anywhere, for pages about nothing yet."""
    return actor.may_somewhere(KEY_IN)


def may_print_labels(actor: Actor) -> bool:
    return may_print(actor) and any(actor.may_somewhere(action) for action in label_actions.values())


def coded_for(actor: Actor) -> list[Coded]:
    """The kinds of things whose codes this actor may print."""
    return [each for each in coded.values() if may_print(actor) and actor.may_somewhere(each.action)]


def forms_for(actor: Actor) -> list[Form]:
    """The forms for which there is something that this actor may print them for now."""
    return [form for form in forms.values() if next(subjects_of(actor, form), None) is not None]


def subjects_of(actor: Actor, form: Form) -> Iterator[Subject]:
    """What this actor may print a form for, where they may key it in too; counted as far as it is asked for."""
    for subject in form.subjects(actor):
        if actor.may(KEY_IN, area_path=subject.area_path, unit_path=subject.unit_path):
            yield subject


def subject_for(actor: Actor, form: Form, key: str) -> Subject:
    """The subject with this key (`Subject.key`). Raises NotFound."""
    found = next((subject for subject in subjects_of(actor, form) if subject.key == key), None)
    if found is None:
        raise NotFound
    return found
