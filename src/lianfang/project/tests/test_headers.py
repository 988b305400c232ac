"""What every answer tells the browser, whatever is answered."""

import re

import pytest

from tests.cast import make_world

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGES = (
    "/accounts/login/",
    "/public/",
    "/tasks/",
    "/nothing-here/",
    "/privacy/audit/",
    "/api/v1/openapi.json",
    "/m/nobody/",
)


FILE, FIELD = "/static/ui/lianfang.css", "/field/"


@pytest.fixture
def answers(watcher):
    """What a worker is told under each address; some of these are not theirs, and one is none."""
    with watcher.resting():
        client = make_world().client("worker")
    return {path: client.get(path).headers for path in (*PAGES, FILE, FIELD)}


def test_nothing_is_asked_of_a_device_and_nothing_is_let_in_or_out(answers):
    for path in (*PAGES, FILE):
        said = answers[path]
        assert {name: said.get(name) for name in ALWAYS} == ALWAYS, path
        assert set(re.findall(r"[a-z-]+=(\([^)]*\))", said["Permissions-Policy"])) == {"()"}, path
    assert "Access-Control-Allow-Origin" not in answers[FILE]


def test_no_script_of_others_runs_and_no_frame_holds_it(answers):
    for path in (*PAGES, FIELD):
        policy = answers[path]["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, path
        assert answers[path]["X-Frame-Options"] == "DENY", path


def test_only_the_field_application_may_ask_for_the_camera(answers):
    assert "camera=(self)" in answers[FIELD]["Permissions-Policy"]
    assert all("camera=()" in answers[path]["Permissions-Policy"] for path in PAGES)
