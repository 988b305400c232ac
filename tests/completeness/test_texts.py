"""Every text for people is marked and has its Chinese, and no module says the same words differently."""

from collections import defaultdict
from functools import cache

import pytest

from lianfang.project.column import MODULES
from lianfang.project.texts import (
    KEYWORDS,
    ROOT,
    Key,
    Text,
    aliases_in,
    placeholders,
    texts_of,
    translations_of,
    words_of,
)
from tests.completeness.unmarked import everywhere, in_python, in_template

DATA = (
    "kernel/",
    "project/demo/",
    "protocols/",
    "exchange/",
    "people/names",
    "messaging/channels",
    "people/importing",
    "territory/divisions",
)
"""Where Chinese is what the program reads or makes up: numbers, names, headers of files, the invented district."""
ENOUGH = 1000
"""Texts the whole program has at least; fewer would mean that they are not found."""
NUMBER_OF_A_PLURAL = {"count", "counter", "number", "n"}


@cache
def marked(module: str) -> dict[Key, Text]:
    return texts_of(module)


def test_there_are_texts_to_look_at():
    assert sum(len(marked(module)) for module in MODULES) > ENOUGH
    assert len(everywhere(ROOT, ".html")) > 50


def test_a_text_is_found_by_whatever_name_it_is_marked():
    code = "from django.utils.translation import gettext as _now, ngettext as many, gettext_lazy\nfrom x import gettext as no"
    assert aliases_in(code) == {"_now": KEYWORDS["gettext"], "many": KEYWORDS["ngettext"]}


@pytest.mark.parametrize("module", MODULES)
def test_every_text_has_its_chinese(module):
    said = translations_of(module)
    missing = [
        f"{text.place}: {key[1]}"
        for key, text in marked(module).items()
        if key not in said or said[key].fuzzy or not words_of(said[key])
    ]
    assert not missing, (
        f"{len(missing)} without Chinese in {module} (lianfang texts {module} adds them):\n" + "\n".join(missing)
    )


@pytest.mark.parametrize("module", MODULES)
def test_no_catalogue_holds_what_nobody_says(module):
    unused = [key[1] for key in translations_of(module) if key not in marked(module)]
    assert not unused, f"no longer used in {module} (lianfang texts --tidy {module} removes them):\n" + "\n".join(
        unused
    )


@pytest.mark.parametrize("module", MODULES)
def test_chinese_fills_in_the_same_places(module):
    wrong = []
    for key, message in translations_of(module).items():
        text = marked(module).get(key)
        wanted, found = (
            placeholders(key[1]) | placeholders(text.plural if text else ""),
            placeholders(words_of(message)),
        )
        if words_of(message) and (found - wanted or (wanted - found) - NUMBER_OF_A_PLURAL):
            wrong.append(f"{key[1]} -> {words_of(message)}")
    assert not wrong, "\n".join(wrong)


def test_the_same_words_have_one_chinese():
    """At run time the lowest module's word stands for all; where a word means two things, each has a context."""
    chinese: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for module in MODULES:
        for key, message in translations_of(module).items():
            if words_of(message):
                chinese[key][words_of(message)].append(module)
    differing = [f"{key}: {dict(said)}" for key, said in sorted(chinese.items()) if len(said) > 1]
    assert not differing, f"{len(differing)} differ:\n" + "\n".join(differing)


@pytest.mark.parametrize("module", MODULES)
def test_templates_say_nothing_unmarked(module):
    pages = everywhere(ROOT / module, ".html")
    unmarked = [
        f"{page.relative_to(ROOT)}:{line}: {text}"
        for page in pages
        for line, text in in_template(page.read_text("utf-8"))
    ]
    assert not unmarked, "\n".join(unmarked)


@pytest.mark.parametrize("module", MODULES)
def test_code_says_nothing_in_chinese(module):
    files = [path for path in everywhere(ROOT / module, ".py") if not str(path.relative_to(ROOT)).startswith(DATA)]
    chinese = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in files
        for line, text in in_python(path.read_text("utf-8"))
    ]
    assert not chinese, "\n".join(chinese)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>{% trans 'Late' %}</p>", 0),
        ("<p>Late</p>", 1),
        ("<p>{{ name }} 逾期</p>", 1),
        ("{% block title %}Late{% endblock %}", 1),
        ("{% blocktrans %}Late{% endblocktrans %} <b>Late</b>", 1),
        ('<a aria-label="Late">{{ x }}</a>', 1),
        ('<a aria-label="{% trans "Late" %}">{{ x }}</a>', 0),
        ("<kbd>Enter</kbd> · 3/4 – XLSX", 0),
        ("{# Late #}{% comment %}Late{% endcomment %}<script>late()</script>", 0),
        ("{% block plain_class %} plain-wide{% endblock %}", 0),
        ('<p class="{% if a %}late{% endif %}">{% if a %}ok then{% endif %}</p>', 1),
    ],
)
def test_what_it_finds_in_a_template(page, found):
    assert len(list(in_template(page))) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"""逾期"""', 0),
        ('x = "逾期"', 1),
        ('WORDS = {"逾期": 1}', 0),
        ('f(also=["逾期"])', 0),
        ('f(name="逾期")', 1),
        ("x = 1  # 逾期", 0),
        ('_("As read: 辽A12345")', 0),
        ('class A:\n    x = 1\n    """逾期"""', 0),
    ],
)
def test_what_it_finds_in_code(code, found):
    assert len(list(in_python(code))) == found
