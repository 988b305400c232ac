"""The tables that migrations make are the tables of the models."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState


@pytest.fixture
def with_migrations(settings):
    """The suite runs without migrations; here they count."""
    settings.MIGRATION_MODULES = {}


def test_no_model_has_changed_without_a_migration(with_migrations):
    loader = MigrationLoader(None, ignore_no_migrations=True)
    asked = NonInteractiveMigrationQuestioner()
    found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), asked).changes(
        graph=loader.graph
    )
    ours = {
        label: [str(each) for each in changes]
        for label, changes in found.items()
        if apps.get_app_config(label).name.startswith("lianfang.")
    }
    assert ours == {}


def test_every_module_with_tables_has_migrations(with_migrations):
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("lianfang.") and list(config.get_models())
    }
    assert len(ours) > 10
    assert ours <= loader.migrated_apps
