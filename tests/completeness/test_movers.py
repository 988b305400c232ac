"""Of every column with a path somebody has said whether it follows an area or a unit that moves."""

from django.apps import apps

from lianfang.acts.models import Act
from lianfang.kernel.paths import PathField
from lianfang.orgs.movers import unit_movers
from lianfang.territory.movers import movers, staying


def test_every_path_follows_or_stays():
    said = staying | {mover.column for mover in (*movers.values(), *unit_movers.values())}
    paths = {
        (model._meta.label_lower, column.name)
        for model in apps.get_models()
        if not issubclass(model, Act)
        for column in model._meta.get_fields()
        if isinstance(column, PathField)
    }
    assert sorted(paths - said) == [], "say in the module's movers.py whether it goes along or stays"
    assert sorted(said - paths) == [], "said of a column that holds no path"
