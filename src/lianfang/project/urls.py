"""Every door under one root; each module brings its own ``urls.py``."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from lianfang.project import views
from lianfang.project.api import api
from lianfang.project.column import MODULES

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("api/v1/", api.urls),
    path("accounts/", include("lianfang.accounts.login_urls")),
]
for module in MODULES:
    if module != "project" and find_spec(f"lianfang.{module}.urls") is not None:
        urls = import_module(f"lianfang.{module}.urls")
        urlpatterns.append(path(getattr(urls, "prefix", f"{module}/"), include(urls)))
