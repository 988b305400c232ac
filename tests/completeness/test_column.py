"""The column: imports are the linter's business; what goes by string is held here."""

import configparser
from pathlib import Path

from django.apps import apps

from lianfang.acts.models import Act
from lianfang.project.column import LAYERS, MODULES, PURE

ROOT = Path(__file__).parents[2]
HEIGHT = {module: len(LAYERS) - place for place, layer in enumerate(LAYERS) for module in layer}


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("lianfang.")]


def module_of(model):
    return model.__module__.split(".")[1]


def test_the_linter_and_the_program_know_the_same_column():
    linter = configparser.ConfigParser()
    linter.read(ROOT / ".importlinter")
    lines = linter["importlinter:contract:column"]["layers"].split("\n")
    assert [tuple(line.split(" | ")) for line in lines if line] == list(LAYERS)


def test_every_package_has_its_place():
    packages = {path.parent.name for path in (ROOT / "src/lianfang").glob("*/__init__.py")}
    assert packages == {*MODULES, *PURE}


def test_a_relation_points_to_the_same_or_a_lower_module():
    models = ours()
    assert len(models) > 30
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in models
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model is not None
        and field.related_model.__module__.startswith("lianfang.")
        and HEIGHT[module_of(field.related_model)] > HEIGHT[module_of(model)]
    ]
    assert upward == []


def test_every_act_has_the_constraints_and_indexes_of_an_act():
    acts = [model for model in ours() if issubclass(model, Act)]
    assert len(acts) >= 4
    for act in acts:
        names = {constraint.name for constraint in act._meta.constraints}
        assert any(name.endswith("_void_has_a_name") for name in names), act
        assert any(name.endswith("_has_a_unit") for name in names), act
        assert any(index.name.endswith("_by_area") for index in act._meta.indexes), act
