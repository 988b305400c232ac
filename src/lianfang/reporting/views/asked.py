"""What a request asks for: the response, the day."""

from datetime import date

from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import today
from lianfang.kernel.errors import NotFound
from lianfang.response.models import Response
from lianfang.response.selectors import current_response, get_response_for


def response_asked(request: StaffRequest) -> Response:
    """The response named in the address, or the one in force where the actor works. Raises NotFound."""
    if named := request.GET.get("response", ""):
        return get_response_for(request.actor, named)
    return current_response(_area_of(request.actor))


def _area_of(actor: Actor) -> str:
    return next((held.area_path for held in actor.held if held.area_path), "")


def day_asked(text: str) -> date:
    """The day named in an address; today for none. Raises NotFound for what is no day."""
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound from None
