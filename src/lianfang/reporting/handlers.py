"""What follows from a response: its usual duties to report."""

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import day_of
from lianfang.kernel.events import handles
from lianfang.reporting.services import begin_duty
from lianfang.reporting.templates import kinds_that_report
from lianfang.response.events import ResponseActivated

SETTING_UP = Actor.system("reporting")


@handles(ResponseActivated)
def begin_usual_duties(event: ResponseActivated) -> None:
    """From its first day on, committees, offices and the command report."""
    for kind in kinds_that_report():
        begin_duty(actor=SETTING_UP, response=event.response, unit_kind=kind, from_on=day_of(event.response.started_at))
