"""What a response does when its personal records have left."""

from lianfang.accounts.actors import Actor
from lianfang.kernel.events import handles
from lianfang.privacy.audit import audit
from lianfang.privacy.events import SunsetDone
from lianfang.response.models import Response
from lianfang.response.selectors import sunset_records_of

SUNSET = Actor.system("sunset")


@handles(SunsetDone)
def note_the_sunset(done: SunsetDone) -> None:
    """From now on the response's date of sunset is the day it happened, not the day it was due."""
    response = Response.objects.get(pk=done.response)
    record = sunset_records_of([response]).get(response.pk)
    if record is not None and response.sunset_at != record.ended_at:
        response.sunset_at = record.ended_at
        response.save(update_fields=["sunset_at"])
        audit(SUNSET, "response.sunset", response)
