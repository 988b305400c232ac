"""One's own page (我的), opened by the personal link: today's question and the last day, and nothing that names anybody."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.isolation import selectors, services
from lianfang.isolation.forms import MyForm
from lianfang.isolation.rules import Finding, asks_for_reports
from lianfang.isolation.services.reporting import LINK
from lianfang.isolation.views.health import stamp_of
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.ids import new_id
from lianfang.measures.forms import AppealForm
from lianfang.measures.models import Measure
from lianfang.measures.services import appeal_by_link, measure_of_link
from lianfang.privacy.reads import How, log_reads


@never_cache
def my(request: HttpRequest, token: str) -> HttpResponse:
    """Today's question; answering it needs no account."""
    try:
        measure = measure_of_link(token, count_use=request.method != "POST")
    except (NotFound, Refused) as closed:
        return _quiet(render(request, "isolation/my_closed.html", {"why": closed}, status=closed.status))
    form = MyForm(request.POST or None, **selectors.terms_of(measure))
    if request.method == "POST" and form.is_valid():
        try:
            told = services.report_by_link(token=token, stamp=stamp_of(request), reading=form.reading())
            _thank(request, Finding(told.finding))
            return _quiet(redirect("isolation:my", token))
        except Invalid as refused:
            show_refusals(form, refused)
    return _quiet(_page(request, token, measure, form=form))


def _page(request: HttpRequest, token: str, measure: Measure, **bound: Any) -> HttpResponse:
    """The page with the forms as they were filled in; that somebody opened it is part of what the person may ask."""
    log_reads(LINK, How.LINK, "isolation:my", [measure.person_id])
    begun = measure.is_in_force and measure.first_day <= today()
    context = {
        "token": token,
        "measure": measure,
        "has_begun": begun,
        "day": selectors.day_of(measure) if begun else None,
        "asks": asks_for_reports(measure.rules),
        "fever_at": measure.rules.fever_at if measure.rules else None,
        "has_called": selectors.open_need(measure) is not None,
        "may_appeal": measure.is_in_force and not measure.appeals.filter(decided_at=None).exists(),
        "appeal": AppealForm(),
        "stamp": new_id(),
        **bound,
    }
    failed = any(form.errors for form in bound.values())
    return render(request, "isolation/my.html", context, status=422 if failed else 200)


def _thank(request: HttpRequest, finding: Finding) -> None:
    if finding is Finding.NORMAL:
        messages.success(request, _("Thank you, that is all for now."))
    else:
        messages.warning(
            request, _("Thank you. Somebody from the community calls you soon. If you feel very ill, call 120 now.")
        )


@never_cache
@require_POST
def urgent(request: HttpRequest, token: str) -> HttpResponse:
    """The one button."""
    services.need_help_by_link(token=token, stamp=stamp_of(request))
    messages.warning(
        request, _("Your call is with the community. You may leave for care now; call 120 if it is serious.")
    )
    return _quiet(redirect("isolation:my", token))


@never_cache
@require_POST
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """An objection, which goes to another unit than the one that ordered."""
    measure = measure_of_link(token)
    form = AppealForm(request.POST)
    if form.is_valid():
        filed = appeal_by_link(measure=measure, **form.cleaned_data)
        said = _("Your appeal is with %(unit)s, which did not order the measure. It decides within a day.")
        messages.success(request, said % {"unit": filed.unit})
        return _quiet(redirect("isolation:my", token))
    return _quiet(_page(request, token, measure, form=MyForm(**selectors.terms_of(measure)), appeal=form))


def _quiet(answer: HttpResponse) -> HttpResponse:
    """The address holds the key: it is told to no other site and indexed by none."""
    answer["Referrer-Policy"] = "same-origin"  # with none a browser sends no origin either, and the form is refused
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
