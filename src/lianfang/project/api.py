"""The API under ``/api/v1/``: each module brings a router in its ``api.py``; refusals are problem details (RFC 9457)."""

from importlib import import_module
from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

import lianfang
from lianfang.accounts.tokens import TokenAuth
from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.kernel.wording import Reason
from lianfang.project.column import MODULES
from lianfang.project.problems import StrictJson, problem
from lianfang.project.reference import Reference

api = NinjaAPI(
    title="Lianfang",
    version=lianfang.__version__,
    description="Records are made once by their id: the same id with the same content returns the first answer.",
    auth=TokenAuth(),
    docs=Reference(),
    parser=StrictJson(),
    urls_namespace="api",
)


@api.exception_handler(LianfangError)
def refused(request: HttpRequest, error: LianfangError) -> HttpResponse:
    """What a service refused, as a problem document."""
    return problem(error.status, error.reason.code, str(error), fields(error) if isinstance(error, Invalid) else None)


@api.exception_handler(OverflowError)
def out_of_reach(request: HttpRequest, error: OverflowError) -> HttpResponse:
    """A date or number that has the shape of the schema, and with which nothing can be reckoned any more."""
    return refused(request, Invalid({"": Reason.of("kernel.out_of_reach")}))


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input that does not have the shape of the schema; the values themselves are not repeated."""
    wrong = [{"field": ".".join(str(part) for part in each["loc"][1:]), "says": each["msg"]} for each in error.errors]
    return problem(422, "api.malformed", "The request does not have the shape that the schema describes.", wrong)


def fields(error: Invalid) -> list[dict[str, object]]:
    return [{"field": name, "code": reason.code, "says": str(reason)} for name, reason in error.fields.items()]


for module in MODULES:
    if module != "project" and find_spec(f"lianfang.{module}.api") is not None:
        api.add_router("", import_module(f"lianfang.{module}.api").router)
