"""What stands in the menu, by what the actor may do somewhere."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {"is_demo": settings.LIANFANG_DEMO}
