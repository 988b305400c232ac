from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lianfang.ui import charts, themes
from lianfang.ui.styleguide import examples

YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme on this browser and go back to where one was."""
    back = request.POST.get("next", "")
    answer = HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
    code = request.POST.get("theme", "")
    if code in dict(themes.THEMES):
        answer.set_cookie(
            themes.COOKIE, code, YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return answer


@login_required
@require_POST
def chart(request: HttpRequest) -> HttpResponse:
    """A chart of a page as a picture to keep; only what a page of ours signed is drawn."""
    try:
        title, picture = charts.png_of_ticket(request.POST.get("ticket", ""))
    except BadSignature:
        raise Http404 from None
    answer = HttpResponse(picture, content_type="image/png")
    answer["Content-Disposition"] = content_disposition_header(True, f"{title}.png") or ""
    return answer


def icon(request: HttpRequest) -> HttpResponse:
    """Where a browser looks for the sign of a place that no page has named: of a picture, a file, a table."""
    return redirect(static("ui/icon.svg"), permanent=True)


@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/styleguide.html", examples())
