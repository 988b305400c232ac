"""The log never shows what somebody typed: neither in an address, nor in an exception, nor in a statement."""

import logging
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory

from lianfang.project.logs import UNKNOWN, Line, say_no_values

SECRET = "欧阳鸑鷟"


@pytest.fixture
def lines(caplog):
    """What would stand in the log."""
    return lambda: "\n".join(Line().format(record) for record in caplog.records)


def leaks(text):
    spellings = (SECRET, SECRET.encode("unicode_escape").decode(), "%E6%AC%A7", ascii(SECRET).strip("'"))
    return [spelling for spelling in spellings if spelling in text]


def test_an_exception_shows_its_places_and_not_its_message(lines):
    try:
        raise ValueError(SECRET) from KeyError(SECRET)
    except ValueError:
        logging.getLogger("t").exception("it failed", stack_info=True)
    assert "ValueError at " in lines()
    assert "test_logs.py:" in lines()
    assert leaks(lines()) == []


@pytest.mark.django_db
def test_a_statement_that_fails_shows_no_parameters(lines):
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO no_such_table VALUES (%s)", [SECRET])
    except DatabaseError:
        logging.getLogger("t").exception("it failed")
    assert "Error at " in lines()
    assert leaks(lines()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"/{SECRET}/", f"/nothing/?q={SECRET}", f"/accounts/users/{SECRET}/"])
def test_an_address_that_does_not_exist_is_not_shown(lines, address):
    Client().get(address)
    assert UNKNOWN in lines()
    assert leaks(lines()) == []


@pytest.mark.django_db
def test_of_a_request_the_route_is_shown(lines, settings):
    settings.ROOT_URLCONF = "tests.security.urls"
    Client(raise_request_exception=False).get("/breaks/", {"q": SECRET})
    assert "Internal Server Error: breaks/" in lines()
    assert leaks(lines()) == []


@pytest.mark.django_db
def test_a_refused_form_shows_no_referer(lines):
    client = Client(enforce_csrf_checks=True)
    client.post("/accounts/login/", {"login": SECRET}, secure=True, headers={"referer": f"https://x.test/?q={SECRET}"})
    assert "Forbidden" in lines()
    assert leaks(lines()) == []


def test_the_query_is_not_shown_by_whoever_logs_a_whole_address(lines):
    request = RequestFactory().get("/people/", {"q": SECRET})
    logging.getLogger("t").warning("%s failed", request.get_full_path(), extra={"request": request})
    assert leaks(lines()) == []


def test_the_program_falls_over_without_values(capsys):
    try:
        raise ValueError(SECRET)
    except ValueError:
        say_no_values(*sys.exc_info())
    assert "ValueError at " in capsys.readouterr().err


def test_the_command_line_falls_over_without_values(tmp_path):
    script = "import sys; from lianfang.project import cli\ndef fall(): raise ValueError(sys.argv[1])\ncli.gather = fall\ncli.main()"
    environment = {"LIANFANG_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path), "PATH": ""}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script, SECRET], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "ValueError at " in done.stderr
    assert leaks(done.stderr) == []
