"""What the documents say of the code is so: the glossary's names exist, the map lists every package, links lead somewhere."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from lianfang.project.column import MODULES, PURE

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
NAMES = re.findall(r"^\| [^|]+ \| [^|]+ \| `(\w+(?:\.\w+)+)`", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)


def found(name):
    """Whether a dotted name below the package leads to something."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = import_module("lianfang." + ".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            thing = getattr(thing, part, None) or getattr(thing, "__dataclass_fields__", {}).get(part)
        return thing is not None
    return False


def test_the_glossary_has_the_words_of_the_field():
    assert len(NAMES) > 30


@pytest.mark.parametrize("name", NAMES)
def test_the_names_of_the_glossary_exist(name):
    assert found(name)


def test_a_name_that_does_not_exist_is_noticed():
    assert not found("acts.models.Deed")


def test_the_map_lists_every_package():
    listed = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/map.md").read_text(), re.MULTILINE)
    assert set(listed) == {*MODULES, *PURE}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []
