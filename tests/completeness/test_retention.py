"""Every field of every table is named as personal or not, once, and every table says how it ends."""

import pytest
from django.apps import apps
from django.db import models

from lianfang.privacy.declare import Ending, Retention, declared
from lianfang.privacy.endings import emptied_fields, stays
from lianfang.vault.fields import EncryptedText, KeyedIndex

READINGS = models.IntegerField | models.DecimalField | models.FloatField
TABLES = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
PROMISES = dict(declared.items())


def fields_of(model):
    return {field.name for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]}


def unnamed(model, promise):
    """Fields that nobody named, those named twice, and names of no field."""
    return sorted(fields_of(model) ^ (promise.personal | promise.not_personal)) + sorted(
        promise.personal & promise.not_personal
    )


def test_the_rule_sees_what_it_should():
    class Thing(models.Model):
        one = models.CharField(max_length=1)
        two = models.CharField(max_length=1)

        class Meta:
            app_label = "nowhere"
            managed = False

    try:
        keep = lambda personal, plain: Retention(Thing, frozenset(personal), frozenset(plain), Ending.KEEP, None, "")  # noqa: E731
        assert unnamed(Thing, keep(["one"], ["id", "two"])) == []
        assert unnamed(Thing, keep(["one"], ["id"])) == ["two"]
        assert unnamed(Thing, keep(["one", "two"], ["id", "two"])) == ["two"]
        assert unnamed(Thing, keep(["one"], ["id", "two", "three"])) == ["three"]
    finally:
        del apps.all_models["nowhere"]
        apps.clear_cache()


def test_there_are_tables_of_every_kind():
    assert {"people.person", "axes.accessattempt", "auth.group_permissions", "privacy.read"} <= set(TABLES)
    assert len(TABLES) > 40


@pytest.mark.parametrize("label", sorted(TABLES))
def test_every_table_says_how_it_ends(label):
    assert label in PROMISES, "declare it with `keep` in the module's retention.py"


@pytest.mark.parametrize("label", sorted(set(TABLES) & set(PROMISES)))
def test_every_field_is_named_once(label):
    assert unnamed(TABLES[label], PROMISES[label]) == []


@pytest.mark.parametrize("label", sorted(PROMISES))
def test_what_is_encrypted_is_personal(label):
    promise = PROMISES[label]
    kinds = EncryptedText | KeyedIndex
    locked = {field.name for field in promise.model._meta.concrete_fields if isinstance(field, kinds)}
    assert sorted(locked - promise.personal) == []


@pytest.mark.parametrize("label", sorted(PROMISES))
def test_what_is_personal_can_be_emptied_and_days_count_from_a_date(label):
    promise = PROMISES[label]
    if stays(promise):
        left = [promise.model._meta.get_field(name) for name in promise.personal - dict(emptied_fields(promise)).keys()]
        assert [field.name for field in left if not (field.is_relation or isinstance(field, READINGS))] == []
    if promise.days is not None:
        assert isinstance(promise.model._meta.get_field(promise.counted_from), models.DateField)


def test_no_promise_is_made_for_a_table_that_is_gone():
    assert sorted(set(PROMISES) - set(TABLES)) == []
