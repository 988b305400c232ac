"""Pages about promises: the logs, the register of exports, what is held about somebody, what is kept how long."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianfang.accounts import places
from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.models import User
from lianfang.accounts.names import name_of_actor, names_of_actors
from lianfang.accounts.scopes import get_by_id
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.kernel.wording import Text
from lianfang.privacy import exports, forms, selectors, subject_access, sunset_records
from lianfang.privacy.declare import declared
from lianfang.privacy.models import EXPORT_STATES, AuditEntry, Export, SunsetRecord
from lianfang.privacy.reads import WAYS
from lianfang.privacy.rules import ExportState, Proof

PAGE = 100


# -- logs ----------------------------------------------------------------------------------------------------------


@login_required
def audit_log(request: StaffRequest) -> HttpResponse:
    """Who changed what, the newest first."""
    asked = {name: request.GET.get(name, "").strip() for name in ("who", "kind", "which", "on")}
    on = parse_date(asked["on"]) if asked["on"] else None
    rows = selectors.audit_visible_to(
        request.actor, who=_actor_named(asked["who"]), kind=asked["kind"], which=asked["which"], on=on
    )
    before = request.GET.get("before", "")
    page: list[AuditEntry] = list((rows.filter(pk__lt=int(before)) if before.isdigit() else rows)[: PAGE + 1])
    names = names_of_actors(entry.actor for entry in page)
    lines = [(entry, names[entry.actor]) for entry in page[:PAGE]]
    following = page[PAGE - 1].pk if len(page) > PAGE else ""
    return render(request, "privacy/audit.html", {"lines": lines, "asked": asked, "following": following})


def _actor_named(text: str) -> str:
    """A login name as the log has it; anything with a colon is taken as it is."""
    if not text or ":" in text:
        return text
    user = User.objects.filter(username=text).first()
    return f"user:{user.pk}" if user else text


@login_required
def reads(request: StaffRequest) -> HttpResponse:
    """Who opened somebody's data; before anybody is named, what was opened last."""
    form = forms.WhoseRecord(request.GET or None)
    whose = form.person_id
    found = selectors.reads_of(request.actor, whose)[:1000] if whose else selectors.latest_reads(request.actor)[:PAGE]
    rows = list(found)
    names = names_of_actors(read.actor for read in rows)
    lines = [(read, names[read.actor], _unit(read.unit_path), WAYS.get(read.how, "")) for read in rows]
    return render(request, "privacy/reads.html", {"form": form, "lines": lines, "asked": whose})


def _unit(path: str) -> str:
    return places.name_of_unit(path) if path else "–"


# -- exports -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Entry:
    """An entry of the register as it is read."""

    export: Export
    name: Text
    state: Text
    area: str
    asked_by: str
    columns: list[tuple[str, Text]]

    @property
    def is_overdue(self) -> bool:
        return self.export.state == ExportState.RELEASED and exports.overdue().filter(pk=self.export.pk).exists()


def _entry(export: Export) -> _Entry:
    offered = exports.offers.get(export.offer)
    names = {column.code: column.name for column in offered.columns} if offered else {}
    return _Entry(
        export,
        offered.name if offered else export.offer,
        dict(EXPORT_STATES)[export.state],
        places.name_of_area(export.area_path) if export.area_path else _("everywhere"),
        name_of_actor(export.asked_by),
        [(code, names.get(code, code)) for code in export.columns],
    )


@login_required
def export_register(request: StaffRequest) -> HttpResponse:
    """What went out with personal columns, to whom, and whether it is deleted."""
    entries = [_entry(export) for export in exports.exports_visible_to(request.actor)[:200]]
    offered = [
        each for each in exports.offers.values() if each.is_asked_here and request.actor.may_somewhere(each.action)
    ]
    return render(request, "privacy/exports.html", {"entries": entries, "offered": offered})


@login_required
def new_export(request: StaffRequest, offer: str) -> HttpResponse:
    """Ask for a list."""
    offered = exports.offers.get(offer)
    if offered is None or not offered.is_asked_here or not request.actor.may_somewhere(offered.action):
        raise NotFound
    form = forms.AskForExport(_posted(request), offered=offered)
    if form.is_valid():
        try:
            made = exports.ask_for(actor=request.actor, wanted=form.as_request())
            return redirect("privacy:export", made.pk)
        except Invalid as refused:
            show_refusals(form, refused)
        except LianfangError as refused:
            form.add_error(None, str(refused))
    return render(request, "privacy/new_export.html", {"form": form, "offered": offered}, status=_status(form))


@login_required
def export(request: StaffRequest, export_id: UUID) -> HttpResponse:
    """One entry of the register, with what can be done about it."""
    entry = _entry(exports.get_export_for(request.actor, export_id))
    about = {
        "entry": entry,
        "decide": forms.Decide(chosen=entry.columns),
        "refuse": forms.Refuse(),
        "is_mine": entry.export.asked_by == request.actor.name,
    }
    return render(request, "privacy/export.html", about)


@require_POST
@login_required
def release_export(request: StaffRequest, export_id: UUID) -> HttpResponse:
    exports.release(actor=request.actor, export=export_id, columns=request.POST.getlist("columns"))
    return redirect("privacy:export", export_id)


@require_POST
@login_required
def refuse_export(request: StaffRequest, export_id: UUID) -> HttpResponse:
    exports.refuse(actor=request.actor, export=export_id, because=request.POST.get("because", ""))
    return redirect("privacy:export", export_id)


@require_POST
@login_required
@never_cache
def take_export(request: StaffRequest, export_id: UUID) -> HttpResponse:
    ending = exports.ending_of(exports.get_export_for(request.actor, export_id))
    content = exports.take(actor=request.actor, export=export_id)
    headers = {"Content-Disposition": f'attachment; filename="{export_id}{ending}"'}
    kind = "text/csv; charset=utf-8" if ending == ".csv" else "application/octet-stream"
    return HttpResponse(content, content_type=kind, headers=headers)


@require_POST
@login_required
def confirm_deletion(request: StaffRequest, export_id: UUID) -> HttpResponse:
    exports.confirm_deletion(actor=request.actor, export=export_id)
    return redirect("privacy:export", export_id)


# -- what is held about somebody -----------------------------------------------------------------------------------


@login_required
@never_cache
def subject(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What is held about somebody, told after they have shown who they are."""
    subject_access.get_subject_for(request.actor, person_id)
    form = forms.WhoAsks(_posted(request))
    if form.is_valid():
        told = subject_access.answer(actor=request.actor, person=person_id, proof=Proof(form.cleaned_data["proof"]))
        return render(request, "privacy/subject.html", {"told": told})
    return render(request, "privacy/subject_check.html", {"form": form}, status=_status(form))


# -- promises ------------------------------------------------------------------------------------------------------


@login_required
def promises(request: StaffRequest) -> HttpResponse:
    """What is kept how long, table by table."""
    personal = sorted(
        (promise for promise in declared.values() if promise.personal),
        key=lambda each: str(each.model._meta.verbose_name),
    )
    lines = [
        (each.model._meta.verbose_name, _fields(each.model, each.personal), subject_access.kept_until(each))
        for each in personal
    ]
    return render(request, "privacy/promises.html", {"lines": lines})


def _fields(model: type, names: frozenset[str]) -> str:
    fields = [model._meta.get_field(name) for name in sorted(names)]  # type: ignore[attr-defined]
    return ", ".join(str(field.verbose_name) for field in fields)


def sunsets(request: HttpRequest) -> HttpResponse:
    """Every sunset that was done, for anyone who asks."""
    done = SunsetRecord.objects.exclude(ended_at=None).order_by("-ended_at")
    return render(request, "privacy/sunsets.html", {"done": done})


def sunset(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """One sunset record with its signature; ``?json`` gives the exact text that was signed."""
    record = get_by_id(SunsetRecord.objects.exclude(ended_at=None), record_id)
    text = sunset_records.signed_text(record)
    if "json" in request.GET:
        signed = {"signed": text, "signature": bytes(record.signature).hex(), "public_key": sunset_records.public_key()}
        return JsonResponse(signed, json_dumps_params={"ensure_ascii": False})
    about = {
        "record": record,
        "is_signed": sunset_records.is_signed(record),
        "signature": bytes(record.signature).hex(),
        "public_key": sunset_records.public_key(),
    }
    return render(request, "privacy/sunset.html", about)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, if anything was; an empty form that was sent is sent."""
    return request.POST if request.method == "POST" else None


def _status(form: Form) -> int:
    return 422 if form.is_bound and form.errors else 200
