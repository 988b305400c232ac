"""A day of the laboratory in a real browser, on phone and desk: a box, a list with what does not fit, a positive to its end."""

import pytest

from lianfang.laboratory.models import Resample, Result
from lianfang.laboratory.rules import Why
from lianfang.laboratory.subjects import DECIDE, STAY
from lianfang.laboratory.tests.make import draw_single, make_box, make_cast, make_people, make_tube, page, send, waiting
from tests.browser import LOOKS

pytestmark = pytest.mark.browser
TAKE, DROP = "section:has(#id_code) button.main-action", "section:not(:has(#id_code)) button"


@pytest.fixture
def cast(transactional_db, watcher):
    with watcher.resting():
        return make_cast()


def listed(*rows):
    lines = ["实验室样本结果汇总", "", "样本编号,检测结果,N,ORF1ab", *(",".join(row) for row in rows)]
    return {"name": "结果.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("gb18030")}


def hands_in(screen, name, *rows):
    """Send a list, and the addresses of the questions that it leaves."""
    screen.opens(page("files"))
    screen.page.locator("#id_file").set_input_files(listed(*rows))
    screen.press("form.form button.main-action").holds(name)
    return [link.get_attribute("href") for link in screen.page.locator("main li a").all()]


def enters(screen, tube, value):
    screen.opens(page("enter"))
    screen.page.locator("#id_tube").fill(tube.code)
    screen.page.locator(
        f"input[name=value][value={value}] + label, label:has(input[name=value][value={value}])"
    ).click()
    screen.press("form.form button.main-action")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_from_the_box_to_the_re_check(screen, look, cast, watcher) -> None:
    with watcher.resting():
        tubes = [make_tube(cast, make_people(cast, number)) for number in (2, 1, 1)]
        box = send(cast, make_box(cast, *tubes))
    screen.login(cast.users["laboratory"]).wears(look).opens(page("receive", box.pk)).holds("box-to-receive")
    screen.page.locator("#id_counted").fill("3")
    screen.press("form.form button.main-action").holds("box-received")

    positive, twice, changing = (tube.code for tube in tubes)
    rows = [
        (positive, "阳性", "28.4", "29"),
        (twice, "阴性", "", ""),
        (twice, "阳性", "30", ""),
        (changing, "-", "", ""),
        ("NOSUCH1", "阴性", "", ""),
    ]
    asked = hands_in(screen, "results-list", *rows)
    assert len(asked) == 3 and Result.kept.count() == 2
    screen.opens(asked[0]).holds("results-question").press(TAKE)
    screen.opens(asked[2])
    screen.page.locator("section:not(:has(#id_code)) input[name=because]").fill("本区没有这支管")
    screen.press(DROP)
    assert Result.kept.get(tube=tubes[1]).value == "negative"

    [changed] = hands_in(screen, "results-changed", (changing, "阳性", "31", "32"))
    screen.opens(changed)
    screen.page.locator("section:has(#id_code) input[name=because]").fill("复核后改判")
    screen.press(TAKE).opens(page("questions")).holds("results-questions")
    assert Result.kept.get(tube=tubes[2]).value == "positive"

    one = Resample.objects.filter(tube=tubes[0]).first()
    for step, why in (("first", Why.RESAMPLE_POSITIVE), ("second", Why.RECHECK)):
        with watcher.resting():
            single = draw_single(cast, Resample.objects.get(person=one.person, why=why.value))
        enters(screen, single, "positive")
        screen.opens(page("tube", single.pk)).holds(f"results-{step}-positive")
    assert waiting(DECIDE).filter(person=one.person).count() == waiting(STAY).filter(person=one.person).count() == 1
    screen.login(cast.users["worker"]).opens(page("resample", one.pk)).holds("results-of-one")
