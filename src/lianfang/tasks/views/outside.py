"""Letters and files across the district's border."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.orgs import selectors as orgs
from lianfang.privacy.audit import audit
from lianfang.privacy.reads import How, log_reads
from lianfang.response.selectors import current_response
from lianfang.tasks import outside, selectors, services
from lianfang.tasks.access import EXCHANGE_OUTSIDE
from lianfang.tasks.models import HandOver
from lianfang.tasks.views.access import must_somewhere

WRITERS = {"json": (outside.as_json, "application/json"), "csv": (outside.as_csv, "text/csv; charset=utf-8")}


class FileForm(forms.Form):
    """A hand-over from outside, for one unit here."""

    unit = forms.ChoiceField(label=_("To be received by"))
    file = forms.FileField(
        label=_("File"), help_text=_("JSON or CSV, as the other district's Lianfang writes it."), max_length=100
    )

    def __init__(self, *args: object, units: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


def _across(request: StaffRequest, hand_over_id: UUID) -> HandOver:
    """A hand-over to outside that this actor may write about; NotFound otherwise."""
    found = selectors.get_hand_over_for(request.actor, hand_over_id)
    if not found.to_outside or not selectors.side_may(request.actor, EXCHANGE_OUTSIDE, found.from_unit):
        raise NotFound
    return found


@login_required
def letter(request: StaffRequest, hand_over_id: UUID) -> HttpResponse:
    """The letter that goes with the person or ahead of them, to print."""
    found = _across(request, hand_over_id)
    log_reads(request.actor, How.PRINT, "tasks.letter", [found.person_id])
    context = {"hand_over": found, "person": found.person, "printed_at": now()}
    return render(request, "tasks/letter.html", context)


@login_required
def file(request: StaffRequest, hand_over_id: UUID, form: str) -> HttpResponse:
    """The same as a file for the other district's program."""
    if form not in WRITERS:
        raise Http404
    found = _across(request, hand_over_id)
    write, kind = WRITERS[form]
    log_reads(request.actor, How.EXPORT, "tasks.file", [found.person_id])
    audit(request.actor, "hand_over.exported", found, form=form)
    name = f"hand-over-{found.pk}.{form}"
    return HttpResponse(
        write(found), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@login_required
def take_in(request: StaffRequest) -> HttpResponse:
    """Read a file from outside and hand the person to a unit here."""
    must_somewhere(request.actor, EXCHANGE_OUTSIDE)
    units = [(str(unit.pk), str(unit)) for unit in orgs.units_where(request.actor, EXCHANGE_OUTSIDE)]
    form = FileForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid() and (taken := _taken_in(request, form)):
        messages.success(request, _now("The hand-over waits for the unit's answer."))
        return redirect("tasks:hand_over", taken.pk)
    return render(request, "tasks/take_in.html", {"form": form}, status=422 if form.errors else 200)


def _taken_in(request: StaffRequest, form: FileForm) -> HandOver | None:
    unit = orgs.get_unit_for(request.actor, form.cleaned_data["unit"], action=EXCHANGE_OUTSIDE)
    try:
        incoming = outside.read(form.cleaned_data["file"].read(outside.MOST))
        return services.take_in(
            actor=request.actor,
            response=current_response(unit.area_path),
            incoming=incoming,
            unit=unit,
            area_path=unit.area_path,
        )
    except Invalid as invalid:
        for name, reason in invalid.fields.items():
            form.add_error("file", f"{name}: {reason}" if name != "file" else str(reason))
    except LianfangError as refused:
        form.add_error(None, str(refused))
    return None
