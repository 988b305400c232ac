"""Refusals of services become pages (or a sentence for a part of a page) with the reason and the right status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.kernel.wording import Reason


class ErrorPages:
    """Answers a `LianfangError` that no view caught, and a date or number with which nothing can be reckoned any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OverflowError):
            error = Invalid({"": Reason.of("kernel.out_of_reach")})
        if not isinstance(error, LianfangError):
            return None
        if getattr(request, "htmx", False):
            return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")
        return render(request, "ui/refused.html", {"error": error}, status=error.status)
