"""The public page on which somebody reports an arrival: no account, and always the same answer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lianfang.arrivals import services
from lianfang.arrivals.forms import PublicForm
from lianfang.kernel.errors import Invalid, LianfangError, Refused
from lianfang.response.selectors import current_or_none, edition_in_force

TOO_MANY = 429


def self_report(request: HttpRequest) -> HttpResponse:
    """Report oneself or somebody of the family; nothing that comes back depends on what is on record."""
    response = current_or_none()
    if response is None:
        return render(request, "arrivals/nothing_asked.html")
    form = PublicForm(request.POST or None, within=response.area_path)
    status = 200
    if request.method == "POST":
        status = _send(request, form)
        if not status:
            return redirect("arrivals:reported")
    edition = edition_in_force(response)
    window = edition.arrivals.window_days if edition.arrivals else None
    context = {"form": form, "response": response, "window": window}
    return render(request, "arrivals/self_report.html", context, status=status)


def _send(request: HttpRequest, form: PublicForm) -> int:
    """0 where the report was taken, else the status of the page that says why not."""
    if not form.is_valid():
        return 422
    try:
        services.use_up_a_try(address_of(request))
        services.report(told=form.public_told())
    except Invalid as invalid:
        form.show(invalid)
        return 422
    except Refused as refused:
        form.add_error(None, str(refused))
        return TOO_MANY if refused.reason.code == "arrivals.too_often" else 422
    except LianfangError as refused:
        form.add_error(None, str(refused))
        return 422
    return 0


def reported(request: HttpRequest) -> HttpResponse:
    """What happens now; the same for everybody."""
    return render(request, "arrivals/reported.html")


def address_of(request: HttpRequest) -> str:
    """Where a request came from: behind our own proxy what it says, otherwise the other end of the line."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return forwarded.rsplit(",", 1)[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))
    return str(request.META.get("REMOTE_ADDR", ""))
