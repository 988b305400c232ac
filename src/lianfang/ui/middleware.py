"""Refusals of services become pages (or a fragment for htmx) with the reason and the right status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lianfang.kernel.errors import LianfangError


class ErrorPages:
    """Answers a `LianfangError` that no view caught."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, LianfangError):
            return None
        return render(request, "ui/refused.html", {"error": error}, status=error.status)
