"""How a module joins the program: the files by which it registers with the platform are imported when it starts."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig

from lianfang.kernel.catalogues import compile_texts

REGISTERING = (
    "sentences",
    "access",
    "questions",
    "subjects",
    "figures",
    "retention",
    "sheets",
    "exchange",
    "movers",
    "handlers",
    "sync",
    "paper",
    "clocks",
    "jobs",
)


class Module(AppConfig):
    """The base of every module's ``apps.py``; a module needs no more than its name."""

    default_auto_field = "django.db.models.BigAutoField"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        compile_texts(Path(self.path) / "locale")

    def ready(self) -> None:
        for file in REGISTERING:
            if find_spec(f"{self.name}.{file}") is not None:
                import_module(f"{self.name}.{file}")
