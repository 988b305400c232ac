"""The phone's rules in the browser say what the server's say, case by case (``vectors/``)."""

import json
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VECTORS = Path(__file__).parents[2] / "vectors"
RUN, READ, FILL = (
    Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("vectors.js", "reading.js", "filling.js")
)


def test_forms_and_codes_are_read_on_the_phone_as_at_the_desk(screen):
    told = {name: json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8")) for name in ("forms", "codes")}
    screen.opens("/field/")
    said = screen.page.evaluate(READ, told)
    assert said["wrong"] == []
    assert said["count"] == sum(len(each["cases"]) for each in told.values()) > 100


def test_a_table_decides_on_the_phone_as_at_the_desk(screen):
    told = json.loads((VECTORS / "tubes.json").read_text(encoding="utf-8"))
    screen.opens("/field/")
    said = screen.page.evaluate(FILL, told)
    assert said["wrong"] == []
    assert said["count"] == sum(len(part["cases"]) for part in told.values()) > 1000


def test_a_post_decides_on_the_phone_as_at_the_desk(screen):
    told = json.loads((VECTORS / "checkpoints.json").read_text(encoding="utf-8"))
    screen.opens("/field/")
    said = screen.page.evaluate(RUN, told)
    assert said["wrong"] == []
    parts = [told[part]["cases"] for part in ("match", "overlaps", "riskiest", "plates")]
    assert said["count"] == sum(map(len, [*parts, *told["judge"]["cases"].values()])) > 1000
