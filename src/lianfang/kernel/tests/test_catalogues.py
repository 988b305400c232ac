"""The .mo is made from the .po whenever it has to be, and only then."""

import gettext
import os

import pytest

from lianfang.kernel.catalogues import compile_texts

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "late"\nmsgstr "{}"\n'


@pytest.fixture
def locale(tmp_path):
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO.format("逾期"), encoding="utf-8")
    return folder


def said(folder) -> str:
    with (folder / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("late")


def test_it_makes_a_missing_one(locale):
    compile_texts(locale.parents[1])

    assert said(locale) == "逾期"
    assert [path.name for path in sorted(locale.iterdir())] == ["django.mo", "django.po"]


def test_it_makes_an_older_one_anew(locale):
    compile_texts(locale.parents[1])
    (locale / "django.po").write_text(PO.format("已逾期"), encoding="utf-8")
    os.utime(locale / "django.mo", ns=(0, 0))

    compile_texts(locale.parents[1])

    assert said(locale) == "已逾期"


def test_it_leaves_a_newer_one(locale):
    compile_texts(locale.parents[1])
    made = (locale / "django.mo").stat().st_mtime_ns

    compile_texts(locale.parents[1])

    assert (locale / "django.mo").stat().st_mtime_ns == made


def test_a_folder_that_cannot_be_written_is_said_and_left(locale, caplog, monkeypatch):
    def refuse(*_):
        raise PermissionError("read-only")

    monkeypatch.setattr("lianfang.kernel.catalogues._compile", refuse)
    compile_texts(locale.parents[1])

    assert "read-only" in caplog.text


def test_a_module_without_translations_is_fine(tmp_path):
    compile_texts(tmp_path / "locale")
