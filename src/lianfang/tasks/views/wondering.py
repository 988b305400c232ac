"""A unit asks a household or person through whoever visits there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Invalid, Refused
from lianfang.people.models import Household, Person
from lianfang.tasks import services
from lianfang.tasks.forms import WonderForm
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.models import Task
from lianfang.territory.names import full_name


@login_required
def wonder(request: StaffRequest, kind: str, which: UUID) -> HttpResponse:
    """What to ask, what for and by when; several who ask the same are answered by one visit."""
    about = services.get_asked(request.actor, kind, which)
    form = WonderForm(request.POST or None, of_household=isinstance(about, Household))
    if request.method == "POST" and form.is_valid() and (asked := _asked(request, form, about)):
        waits = _("It is asked at the next visit; your unit is told when there is an answer.")
        messages.success(request, waits if asked.is_waiting else _("The answer is on record already."))
        return redirect("tasks:task", asked.pk)
    household = about if isinstance(about, Household) else about.household
    context = {"form": form, "place": full_name(about.area_path), "door": household.door if household else ""}
    return render(request, "tasks/wonder.html", context, status=422 if form.errors else 200)


def _asked(request: StaffRequest, form: WonderForm, about: Household | Person) -> Task | None:
    given = form.cleaned_data
    try:
        return services.wonder(
            actor=request.actor,
            about=about,
            questions=given["questions"],
            due_at=given["due_at"],
            purpose=Purpose(given["purpose"]),
        )
    except Invalid as invalid:
        form.show(invalid)
    except Refused as refused:
        form.add_error(None, str(refused))
    return None
