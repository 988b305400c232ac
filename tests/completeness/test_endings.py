"""A row that may stand may also stand emptied of its person: no constraint of a table forbids what its table promised."""

from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Q, Value
from django.utils.timezone import now

from lianfang.privacy.declare import declared
from lianfang.privacy.endings import emptied_fields, empty_value, stays
from tests.completeness.test_retention import TABLES

KEPT = {promise.model: promise for promise in declared.values() if stays(promise)}


def names_in(condition: Q) -> set[str]:
    """The fields that a condition asks about."""
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= names_in(child)
        else:
            path, value = child
            found |= {path.split("__")[0], *([value.name] if isinstance(value, F) else [])}
    return found


def said(condition: Q, name: str) -> list[Any]:
    """What a condition compares a field with."""
    values: list[Any] = []
    for child in condition.children:
        if isinstance(child, Q):
            values += said(child, name)
        elif child[0].split("__")[0] == name and not isinstance(child[1], bool | F):
            values += child[1] if isinstance(child[1], list | tuple) else [child[1]]
    return values


def worth_trying(field: Any, condition: Q) -> list[Any]:
    """Values of a field that tell conditions apart: nothing, something, and whatever the condition names."""
    empty: list[Any] = [None] if field.null else []
    if isinstance(field, models.ForeignKey):
        return [*empty, field.target_field.get_default()]
    if isinstance(field, models.BooleanField):
        return [*empty, True, False]
    if isinstance(field, models.DateField):
        return [*empty, now() if isinstance(field, models.DateTimeField) else now().date()]
    if isinstance(field, models.IntegerField | models.DecimalField):
        return [*empty, 0, 1, *said(condition, field.name)]
    return [*empty, "", "something", *said(condition, field.name), *(code for code, _ in field.choices or ())]


def forbidden(model: type[models.Model], condition: Q, emptied: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows that the condition lets stand with their person and not without."""
    fields = [model._meta.get_field(name) for name in sorted(names_in(condition))]
    tried = (
        dict(zip([field.name for field in fields], values, strict=True))
        for values in product(*(worth_trying(field, condition) for field in fields))
    )
    after = {field.name: emptied[field.name] for field in fields if field.name in emptied}
    return [row for row in tried if stands(model, condition, row) and not stands(model, condition, row | after)]


def stands(model: type[models.Model], condition: Q, row: dict[str, Any]) -> bool:
    """Whether the database lets a row with these values stand."""
    typed = {name: Value(value, plain(model._meta.get_field(name))) for name, value in row.items()}
    return condition.check(typed)


def plain(field: Any) -> Any:
    return field.target_field if isinstance(field, models.ForeignKey) else field


def conditions() -> list[Any]:
    """Every check of a table whose rows stay that asks about something which is taken out of them."""
    found = []
    for model, promise in sorted(KEPT.items(), key=lambda pair: pair[0]._meta.label):
        emptied = {name: empty_value(field) for name, field in emptied_fields(promise)}
        for each in model._meta.constraints:
            if isinstance(each, models.CheckConstraint) and names_in(each.condition) & set(emptied):
                found.append(pytest.param(model, each.condition, emptied, id=each.name))
    return found


@pytest.mark.django_db
def test_the_rule_sees_what_it_should():
    model = apps.get_model("checkpoints", "personcheck")
    emptied = {"person": None}
    assert forbidden(model, Q(decision="pass") | Q(person__isnull=False), emptied)
    assert not forbidden(model, Q(decision="pass") | Q(person__isnull=True), emptied)


def test_there_is_something_to_look_at():
    assert len(KEPT) > 20 and set(KEPT) <= set(TABLES.values())
    assert conditions()


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "condition", "emptied"), conditions())
def test_no_check_forbids_an_emptied_row(model, condition, emptied):
    assert forbidden(model, condition, emptied) == []


def collisions(model: type[models.Model], emptied: dict[str, Any]) -> list[tuple[str, ...]]:
    """What is unique only while somebody stands in it: emptied, two rows would be the same. Nothing (NULL) never is."""
    unique = [(field.name,) for field in model._meta.concrete_fields if field.unique]
    unique += [each.fields for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    unique += [tuple(each) for each in model._meta.unique_together]
    touched = [names for names in unique if set(names) & set(emptied)]
    return [names for names in touched if all(emptied.get(name, "") is not None for name in names)]


def test_no_two_emptied_rows_are_one_too_many():
    found = {
        promise.model._meta.label: names
        for promise in KEPT.values()
        if (names := collisions(promise.model, {name: empty_value(field) for name, field in emptied_fields(promise)}))
    }
    assert found == {}


def test_the_rule_of_two_sees_what_it_should():
    person, token = apps.get_model("people", "person"), apps.get_model("people", "nametoken")
    assert collisions(person, {"id": ""}) == [("id",)] and collisions(person, {"id": None}) == []
    assert collisions(token, {"nothing": ""}) == []
