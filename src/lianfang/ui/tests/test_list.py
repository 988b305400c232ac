"""A list page through the browser's door: what is shown, narrowed, sorted, chosen, taken away and done."""

import re

import pytest

from lianfang.kernel.ids import new_id
from lianfang.ui.tests.make import Thing, make_thing
from lianfang.ui.tests.things import LEFT

pytestmark = [pytest.mark.urls("lianfang.ui.tests.things"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def seven(things):
    LEFT.clear()
    made = [make_thing("ab"[number % 2], minute=number * 60, weight=number * 5) for number in range(7)]
    make_thing("c", minute=999)
    return made


def lines(answer) -> list[str]:
    """The kind and weight of each row, as the page says them."""
    cells = re.findall(r"<tr data-line.*?</tr>", answer.content.decode(), re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip().split()[-1] for cell in cells]


def link(answer, rel: str) -> str:
    return re.search(rf'rel="{rel}" href="([^"]+)"', answer.content.decode())[1].replace("&amp;", "&")


def test_it_shows_a_page_and_the_way_to_the_next(client):
    first = client.get("/things/")
    second = client.get("/things/" + link(first, "next"))
    back = client.get("/things/" + link(second, "prev"))

    assert lines(first) == ["30", "25", "20"]
    assert lines(second) == ["15", "10", "5"]
    assert lines(back) == lines(first)
    assert LEFT == [("list", 3)] * 3
    assert "7 rows" in first.content.decode()


def test_it_masks_what_the_column_masks(client):
    page = client.get("/things/").content.decode()

    assert "a**" in page
    assert "axx" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=a", ["30", "20", "10"]),
        ("kind=z", ["30", "25", "20"]),
        ("view=heavy", ["30", "25", "20"]),
        ("view=heavy&kind=b", ["25", "15"]),
        ("came_from=2022-03-24&came_to=2022-03-24", ["30", "25", "20"]),
        ("came_from=2022-03-25", []),
        ("came_from=yesterday", ["30", "25", "20"]),
        ("under=a", ["30", "20", "10"]),
        ("sort=arrived", ["0", "5", "10"]),
        ("sort=-kind", ["25", "15", "5"]),
        ("sort=weight", ["30", "25", "20"]),
        ("after=nonsense", ["30", "25", "20"]),
    ],
)
def test_it_narrows_and_sorts(client, asked, found):
    assert lines(client.get(f"/things/?{asked}")) == found


def test_the_filters_say_how_many_each_choice_would_leave(client):
    page = client.get("/things/?view=heavy").content.decode()

    assert "Kind A (3)" in page
    assert "Kind B (2)" in page


def test_what_is_too_much_to_count_stands_without_a_number(client, monkeypatch):
    monkeypatch.setattr("lianfang.ui.lists.filters.COUNT_UP_TO", 6)
    page = client.get("/things/").content.decode()

    assert "Kind A</option>" in page
    assert "Kind A (" not in page


def test_it_sums_the_whole_list_and_not_the_page(client):
    foot = re.search(r"<tfoot>.*</tfoot>", client.get("/things/").content.decode(), re.S)[0]

    assert "105" in foot


def test_what_is_searched_for_never_stands_in_an_address(client):
    found = client.post("/things/?sort=arrived", {"find": "1", "q": "b"})
    page = found.content.decode()

    assert lines(found) == ["5", "15", "25"]
    assert "data-carry" in page
    assert not re.search(r'(href|action)="[^"]*[?&;]q=', page)
    assert lines(client.get("/things/?q=b")) == ["30", "25", "20"]


def test_an_empty_search_goes_back_to_an_address_that_can_be_kept(client):
    answer = client.post("/things/?view=heavy", {"find": "1", "q": " ", "kind": "a"})

    assert answer.status_code == 302
    assert set(answer.url.lstrip("?").split("&")) == {"view=heavy", "kind=a"}


def test_columns_are_chosen_and_remembered(client):
    client.post("/things/", {"choose_columns": "1", "columns": ["weight", "seen", "nonsense"]})
    page = client.get("/things/").content.decode()

    heads = re.sub(r"<[^>]+>", " ", re.search(r"<thead>.*</thead>", page, re.S)[0]).split()
    assert heads == ["seen", "weight"]


def test_choosing_no_column_brings_the_usual_ones(client):
    client.post("/things/", {"choose_columns": "1"})

    assert "arrived" in client.get("/things/").content.decode()


def test_it_exports_exactly_what_is_shown_without_its_end(client):
    answer = client.get("/things/?kind=a&sort=arrived&export=csv")

    rows = answer.content.decode().splitlines()
    assert rows[0] == "kind,arrived,weight"
    assert [row.split(",")[-1] for row in rows[1:]] == ["0", "10", "20", "30"]
    assert rows[1].startswith("a**,2022-03-24 16:00:00")
    assert LEFT == [("export", 4)]


def test_it_exports_what_was_searched_for(client):
    answer = client.post("/things/?export=csv", {"find": "1", "q": "b"})

    assert len(answer.content.decode().splitlines()) == 4


@pytest.mark.parametrize("form", ["exe", ""])
def test_it_knows_two_kinds_of_file(client, form):
    assert client.get(f"/things/?export={form}").status_code == 404


def test_an_action_on_ticked_rows_is_previewed_first(client, seven):
    answer = client.post("/things/", {"bulk": "weigh", "ids": [str(seven[0].pk), str(seven[1].pk)]})

    assert "2 things would be weighed" in answer.content.decode()
    assert not Thing.objects.filter(weight=100).exists()


def test_and_then_done(client, seven):
    answer = client.post("/things/?kind=a", {"bulk": "weigh", "ids": [str(seven[0].pk)], "go": "1"}, follow=True)

    assert answer.redirect_chain[0][0] == "?kind=a"
    assert "1 things were weighed" in answer.content.decode()
    assert [thing.pk for thing in Thing.objects.filter(weight=100)] == [seven[0].pk]


def test_everything_means_every_page_of_what_is_shown(client):
    client.post("/things/?kind=a", {"bulk": "weigh", "everything": "1", "go": "1"})

    assert set(Thing.objects.filter(weight=100).values_list("kind", flat=True)) == {"a"}
    assert Thing.objects.filter(weight=100).count() == 4


def test_nobody_acts_on_a_row_the_list_does_not_hold(client):
    hidden = Thing.objects.get(kind="c")
    client.post("/things/", {"bulk": "weigh", "ids": [str(hidden.pk), str(new_id()), "nonsense"], "go": "1"})

    assert not Thing.objects.filter(weight=100).exists()


def test_there_is_no_such_action(client, seven):
    assert client.post("/things/", {"bulk": "burn", "ids": [str(seven[0].pk)]}).status_code == 404


def test_an_empty_list_says_what_would_fill_it(client):
    Thing.objects.all().delete()

    assert "Things that arrive stand here." in client.get("/things/").content.decode()


def test_a_narrowed_one_offers_to_show_all(client):
    page = client.get("/things/?came_from=2030-01-01&view=heavy").content.decode()

    assert "Nothing matches" in page
    assert 'href="?view=heavy"' in page


def test_a_page_costs_few_queries(client, django_assert_num_queries):
    with django_assert_num_queries(5):  # rows, how many, one view, counts of one filter, sums
        client.get("/things/")
