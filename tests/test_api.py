"""The API against its own description: whatever is sent, the answer is one that was promised, never a fault of the server."""

from datetime import timedelta

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.project.wsgi import application
from tests.cast import make_world

EXAMPLES = 4
REFUSALS = {400, 401, 403, 404, 405, 409, 422, 429}


@pytest.mark.django_db(transaction=True)
def test_nothing_that_is_sent_is_a_fault_of_the_server(watcher):
    with watcher.resting():
        world = make_world()
        _token, words = make_token(
            actor=Actor.of(world.users["command"]), name="try", expires_at=now() + timedelta(days=1)
        )
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 30
    faults = [fault for operation in operations for fault in _faults(operation, words)]
    assert faults == []


def _faults(operation, words):
    """Statuses nobody promised, with the operation."""
    found = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case):
        status = case.call(headers={"Authorization": f"Bearer {words}"}).status_code
        if status not in REFUSALS and status >= 300:
            found.append(f"{operation.method.upper()} {operation.path}: {status}")

    send()
    return found
