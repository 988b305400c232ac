"""How a module joins the program: the files by which it registers with the platform are imported when it starts."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

REGISTERING = ("sentences", "access", "questions", "subjects", "figures", "retention", "exchange", "handlers", "clocks", "jobs")


class Module(AppConfig):
    """The base of every module's ``apps.py``; a module needs no more than its name."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for file in REGISTERING:
            if find_spec(f"{self.name}.{file}") is not None:
                import_module(f"{self.name}.{file}")
