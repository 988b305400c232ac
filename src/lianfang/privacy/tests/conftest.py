"""A clerk who asks, a data-protection officer who releases, a list of two people, and somebody who asks about herself."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from lianfang.accounts import places
from lianfang.accounts.access import action, actions
from lianfang.accounts.models import User
from lianfang.accounts.tests.make import make_role, make_user
from lianfang.privacy import exports, subject_access
from lianfang.privacy.access import ANSWER_SUBJECTS, READ_AUDIT, READ_READS, RELEASE_EXPORT, REQUEST_EXPORT
from lianfang.privacy.exports import Column

AREA, ELSEWHERE = "00010002", "00010003"
LI, WANG = UUID(int=501), UUID(int=502)
SEE = actions.get("t.see") or action("t.see", "see things", personal=True)

CLERK = make_role("t.clerk", SEE, REQUEST_EXPORT, ANSWER_SUBJECTS)
OFFICER = make_role("t.officer", SEE, REQUEST_EXPORT, RELEASE_EXPORT, READ_AUDIT, READ_READS)

ROWS = {
    LI: {"birth_year": 1950, "name": "李梅", "phone": "13800001111"},
    WANG: {"birth_year": 1981, "name": "=王()", "phone": ""},
}


def _rows(area_path, columns):
    assert area_path == AREA
    return [(person, [values[column] for column in columns]) for person, values in ROWS.items()]


if "t.list" not in exports.offers:
    COLUMNS = [
        Column("birth_year", "year of birth", is_personal=False),
        Column("name", "name"),
        Column("phone", "phone"),
    ]
    exports.offer("t.list", "list for tests", action=SEE, columns=COLUMNS, rows=_rows)


@pytest.fixture(autouse=True)
def _alone(settings, tmp_path, monkeypatch):
    """No files of others, and no names of places, which packages above register."""
    monkeypatch.setattr(places, "_finders", {})
    monkeypatch.setattr(places, "_namers", {})
    settings.LIANFANG_FILES = tmp_path / "files"


@pytest.fixture
def clerk(watcher):
    with watcher.resting():
        return make_user("clerk", role=CLERK, area=AREA)


@pytest.fixture
def officer(watcher):
    with watcher.resting():
        return make_user("officer", role=OFFICER, area="0001")


@pytest.fixture
def stranger(watcher):
    with watcher.resting():
        return make_user("stranger", role=OFFICER, area=ELSEWHERE)


@pytest.fixture
def li(monkeypatch):
    """Somebody whose record stands in the area of the clerk, with two pieces in one table."""
    found = {LI: subject_access.Subject(LI, "李梅", AREA)}
    monkeypatch.setattr(subject_access, "_finders", [found.get])
    pieces = {
        LI: [
            subject_access.Piece("name", "李梅"),
            subject_access.Piece("phone", "138", datetime(2026, 3, 1, tzinfo=UTC)),
        ]
    }
    monkeypatch.setattr(subject_access, "_holders", type(subject_access._holders)("holding"))
    subject_access.holds("t.register", "register of tests", table=User)(lambda person: pieces.get(person, []))
    return LI
