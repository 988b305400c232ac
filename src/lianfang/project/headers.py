"""What every answer tells the browser that Django has no setting for."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ASKED_FOR = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
"""What a page could ask a device for; no page of ours does but the field application, which says so itself."""

HEADERS = {
    "Permissions-Policy": ", ".join(f"{each}=()" for each in ASKED_FOR),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Headers:
    """Adds them to pages, files, refusals and the API's answers; what a view has said stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer
