"""A form as people and their screen readers meet it."""

import re

import pytest
from django import forms

from lianfang.ui.forms import Digits


class Traveller(forms.Form):
    name = forms.CharField(help_text="As on the card.")
    plate_kind = forms.CharField(required=False, widget=forms.TextInput({"data-plain": True}))
    people = forms.IntegerField(max_value=9)
    degrees = forms.DecimalField(required=False)
    phone = forms.CharField(required=False, widget=Digits())
    arrived = forms.DateField(required=False)
    decision = forms.ChoiceField(choices=[("pass", "Let pass"), ("back", "Turn back")], widget=forms.RadioSelect)
    proof = forms.BooleanField(required=False)


@pytest.fixture
def wrong() -> str:
    return str(Traveller({"people": "99", "arrived": "2022-03-24"}))


def tag(page: str, name: str) -> str:
    return re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', page)[0]


def test_each_field_has_a_label_of_its_own(wrong):
    for name in ("name", "people", "arrived", "proof"):
        assert f'<label for="id_{name}">' in wrong
    assert "<legend>Decision" in wrong


def test_an_error_stands_beside_its_field_and_is_tied_to_it(wrong):
    assert 'id="id_name_error"' in wrong
    assert 'aria-describedby="id_name_helptext id_name_error"' in tag(wrong, "name")
    assert 'aria-invalid="true"' in tag(wrong, "people")
    assert "aria-invalid" not in tag(wrong, "degrees")


def test_the_summary_at_the_top_leads_to_each_field(wrong):
    summary = re.search(r"<div class=\"error-summary.*?</div>", wrong, re.S)[0]

    assert "3 things need your attention" in summary
    assert re.findall(r'href="#([^"]+)"', summary) == ["id_name", "id_people", "id_decision_0"]
    assert 'id="id_decision_0"' in wrong


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in str(Traveller())


@pytest.mark.parametrize(("name", "keypad"), [("people", "numeric"), ("degrees", "decimal"), ("phone", "numeric")])
def test_numbers_get_their_keypad(wrong, name, keypad):
    assert f'inputmode="{keypad}"' in tag(wrong, name)


def test_what_was_typed_is_kept(wrong):
    assert 'value="99"' in tag(wrong, "people")
    assert 'value="2022-03-24"' in tag(wrong, "arrived")
    assert 'type="date"' in tag(wrong, "arrived")


@pytest.mark.parametrize(
    ("name", "is_personal"), [("name", True), ("phone", True), ("plate_kind", False), ("people", False)]
)
def test_what_is_typed_is_personal_unless_it_is_said(wrong, name, is_personal):
    assert ("data-personal" in tag(wrong, name)) is is_personal


def test_required_is_said_in_words(wrong):
    assert wrong.count("visually-hidden") == 3
