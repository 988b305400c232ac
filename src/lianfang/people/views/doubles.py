"""Records that may be one person, side by side, and the decision about them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import NotFound
from lianfang.people import selectors, services
from lianfang.people.access import MERGE_PEOPLE, READ_PERSON
from lianfang.people.alike import traits_of
from lianfang.people.models import Double, Person
from lianfang.people.rules import Comparison, Purpose, compare
from lianfang.people.shown import Shown, in_the_open, masked
from lianfang.people.words import ALIKE
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.ui.keyset import page_of

FIELDS = (("name", "name"), ("id_number", "id_number"), ("birth_date", "born"), ("phone", "phone"), ("door", "door"))
"""Field of a comparison, and where it stands in what is shown."""


@login_required
def doubles(request: StaffRequest) -> HttpResponse:
    """The pairs that wait for a decision, certain ones first."""
    if not request.actor.may_somewhere(MERGE_PEOPLE):
        raise NotFound
    page = page_of(
        selectors.doubles_visible_to(request.actor), ("-certain",), cursor=request.GET.get("after", ""), size=20
    )
    log_list(request.actor, "people:doubles")
    context = {
        "pairs": [_pair(each) for each in page.rows],
        "page": page,
        "may_read": request.actor.may_somewhere(READ_PERSON),
    }
    return render(request, "people/doubles.html", context)


@login_required
@require_POST
def decide(request: StaffRequest, double_id: UUID) -> HttpResponse:
    """Merge one into the other (``keep`` names whose record stays in front), or remember that they are two people."""
    pair = selectors.get_double_for(request.actor, double_id)
    keep = request.POST.get("keep", "")
    if keep in (str(pair.one_id), str(pair.other_id)):
        gone, kept = (pair.other_id, pair.one_id) if keep == str(pair.one_id) else (pair.one_id, pair.other_id)
        services.merge(actor=request.actor, person=gone, into=kept)
        messages.success(request, _("The two are one record now. Its page undoes it."))
        return redirect("people:person", kept)
    services.call_different(actor=request.actor, double=pair.pk)
    messages.success(request, _("Remembered: these are two people."))
    return redirect("people:doubles")


@login_required
@require_POST
def reveal(request: StaffRequest, double_id: UUID) -> HttpResponse:
    """One pair in the open, to compare it; both reads are logged."""
    pair = selectors.get_double_for(request.actor, double_id)
    both = [pair.one_id, pair.other_id]
    for person_id in both:
        selectors.get_person_for(request.actor, person_id, action=READ_PERSON)
    log_reads(request.actor, How.REVEAL, f"people:doubles/{Purpose.CHECK.value}", both)
    return render(request, "people/doubles.html", {"pairs": [_pair(pair, in_the_open)], "page": None})


def _pair(double: Double, show: Callable[[Person], Shown] = masked) -> dict[str, object]:
    one, other = show(double.one), show(double.other)
    comparison = compare(traits_of(double.one), traits_of(double.other))
    lines = _lines(comparison, one, other)
    return {"double": double, "one": one, "other": other, "lines": lines, "is_open": show is not masked}


def _lines(comparison: Comparison, one: Shown, other: Shown) -> list[tuple[str, str, str, str, str]]:
    """Field by field: its name, what each record shows of it, how the two compare, and that as a code."""
    return [
        (str(ALIKE[field]), getattr(one, shown), getattr(other, shown), str(ALIKE[alike.value]), alike.value)
        for field, shown in FIELDS
        for alike in [getattr(comparison, field)]
    ]
