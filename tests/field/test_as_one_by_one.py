"""Whatever a phone hands in together becomes of it what would have become of the same records one by one.

Mixed kinds, repeats, the same id with other content, and records that are refused in between: the same answers, rows, sums
and entries of the log.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lianfang.accounts.models import Grant
from lianfang.checkpoints.models import CallForHelp, Tally
from lianfang.checkpoints.sheets import HELP, TALLY
from lianfang.figures.models import Delta
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.people.tests.make import make_person
from lianfang.privacy.integrity import findings
from lianfang.privacy.models import AuditEntry
from lianfang.sampling.models import Swab, Tube, TubeClosing
from lianfang.sampling.sheets import CLOSE, SWAB
from lianfang.sampling.tests.make import make_session, make_site
from lianfang.sync.models import Tray
from lianfang.tasks.models import Answer, Task, Visit
from lianfang.tasks.sheets import VISIT
from tests.databases import orders
from tests.field.conftest import make_asked_door

pytestmark = pytest.mark.django_db
PEOPLE = "tasks.people_at_home:household"
IDS = [str(new_id()) for _number in range(6)]
PRESS, CALL, KNOCK, DRAW, CLOSED = TALLY.code, HELP.code, VISIT.code, SWAB.code, CLOSE.code
ROWS = {
    Tally: ("id", "post", "direction", "vehicles", "people"),
    CallForHelp: ("id", "post", "kind"),
    Visit: ("id", "household", "person", "channel", "outcome"),
    Swab: ("id", "session", "tube__code", "person", "why"),
    TubeClosing: ("id", "session", "tube__code", "counted"),
    Tube: ("code", "session", "people", "state", "counted"),
    Answer: ("visit", "household", "question", "purpose"),
    Task: ("kind", "household", "unit_path", "state", "outcome"),
    Tray: ("record_id", "kind", "because"),
}
OF_ACTS = ("area_path", "unit_path", "happened_at", "recorded_by", "device", "would_have_been_refused")

pressed = st.tuples(st.just(PRESS), st.sampled_from([2, 3, 500]))
called = st.tuples(st.just(CALL), st.sampled_from(["police", "by pigeon"]))
knocked = st.tuples(
    st.just(KNOCK), st.integers(0, 2), st.sampled_from(["reached", "not_at_home"]), st.sampled_from("3x")
)
swabbed = st.tuples(st.just(DRAW), st.integers(0, 3), st.integers(0, 1))
closed = st.tuples(st.just(CLOSED), st.integers(0, 1), st.integers(1, 3))
unheard = st.tuples(st.just("future.kind"))
records = st.tuples(st.sampled_from(IDS), st.one_of(pressed, called, knocked, swabbed, closed, unheard))
"""An id, so that the same comes again, and what is said under it."""


class Undone(Exception):
    """Nothing of a run stays."""


@pytest.fixture
def phone(world, post, enrol, watcher):
    """In the hands of somebody who knocks, stands at a post and draws samples."""
    with watcher.resting():
        for role, path in (("worker", "河东社区"), ("sampler", "河东社区")):
            Grant.objects.create(user=world.users["crew"], role=role, area_path=world.areas[path].path)
        Grant.objects.filter(user=world.users["crew"]).update(starts_at=now() - timedelta(days=1))
        unit, area = world.units["河东社区居委会"], world.areas["河东社区"]
        phone = enrol("crew")
        phone.post = post
        phone.homes = [make_asked_door(world, door=f"5-1-30{number}") for number in range(3)]
        phone.session = make_session(make_site(world.response, unit, area))
        phone.people = [make_person(name, area_path=area.path) for name in ("陈一", "陈二", "陈三")]
        phone.began = now()
    return phone


def record_of(phone, key, said):
    """As a phone hands it in."""
    kind, *content = said
    about, values = ABOUT[kind](phone, *content) if kind in ABOUT else (phone.post.pk, {})
    return {"id": key, "kind": kind, "about": str(about), "at": phone.began.isoformat(), "values": values}


ABOUT = {
    PRESS: lambda phone, people: (phone.post.pk, {"direction": "in", "vehicles": 1, "people": people}),
    CALL: lambda phone, kind: (phone.post.pk, {"kind": kind, "note": ""}),
    KNOCK: lambda phone, home, outcome, people: (
        phone.homes[home].pk,
        {"channel": "door", "outcome": outcome, "note": "", "answers": {PEOPLE: people}},
    ),
    DRAW: lambda phone, person, tube: (
        phone.session.pk,
        {"tube": f"T0000000{tube}", "why": "round", "person": str(phone.people[person].pk) if person < 3 else ""},
    ),
    CLOSED: lambda phone, tube, counted: (phone.session.pk, {"tube": f"T0000000{tube}", "counted": counted}),
}


def handed_in(phone, batches):
    """What came of records handed in by these batches, and what stands afterwards; then all is undone."""
    came = {}
    with pytest.raises(Undone), transaction.atomic():
        last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        came["answers"] = [each for batch in batches for each in phone.hand_in(*batch).json()["answers"]]
        came |= {model.__name__: standing(model, columns) for model, columns in ROWS.items()}
        came["mended"] = sorted(
            str(key) for key in Tray.objects.exclude(settled_at=None).values_list("record_id", flat=True)
        )
        came["sums"] = sums()
        came["log"] = logged(AuditEntry.objects.filter(pk__gt=last))
        assert not list(findings())
        raise Undone
    return came


def standing(model, columns):
    more = OF_ACTS if hasattr(model, "recorded_by") else ()
    return sorted(str(row) for row in model.objects.values_list(*columns, *more))


def sums():
    """What counting adds up to, whether in many rows or in few."""
    rows = Delta.objects.values_list("day", "cell", "response", "area_path", "unit_path").annotate(sum=Sum("amount"))
    return sorted(str(row) for row in rows if row[-1])


def logged(entries):
    """What the log says was done, how often: an entry for many says of how many."""
    done = Counter()
    for entry in entries:
        verb, many, _end = entry.verb.partition("_many")
        if verb.endswith(".recorded"):
            done.update(entry.detail.get("kinds", {}) if many else {entry.subject_kind: 1})
        else:
            done[entry.verb, entry.subject_kind, entry.detail.get("outcome", "")] += entry.detail.get("count", 1)
    return done


@settings(max_examples=orders(16), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(records, min_size=2, max_size=9), cut=st.integers(0, 9))
@example(said=[(IDS[0], (CALL, "police")), (IDS[1], (CALL, "police"))], cut=0)
@example(said=[(IDS[0], (PRESS, 2)), (IDS[0], (PRESS, 3)), (IDS[0], (PRESS, 2))], cut=0)
@example(said=[(IDS[0], (PRESS, 500)), (IDS[1], (PRESS, 2)), (IDS[0], (PRESS, 2))], cut=0)
def test_what_is_handed_in_together_becomes_what_it_would_one_by_one(phone, settings, tmp_path, said, cut):
    settings.LIANFANG_ANCHORS = tmp_path / "anchors.jsonl"
    given_in = [record_of(phone, key, content) for key, content in said]
    alone = handed_in(phone, [[record] for record in given_in])
    assert handed_in(phone, [given_in]) == alone
    assert handed_in(phone, [batch for batch in (given_in[:cut], given_in[cut:]) if batch]) == alone
