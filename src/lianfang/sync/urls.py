from django.urls import path

from lianfang.accounts.second_factor import asks_for_code
from lianfang.sync import shell, views

app_name = "sync"
prefix = "field/"

urlpatterns = [
    path("", shell.app, name="app"),
    path("sw.js", shell.worker, name="worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("pack.json", shell.pack, name="pack"),
    path("words.json", shell.words, name="words"),
    path("app/<path:name>", shell.file, name="file"),
    path("phones/", views.devices, name="devices"),
    path("phones/shared/new/", asks_for_code(views.new_shared), name="new_shared"),
    path("phones/shared/<uuid:phone>/", asks_for_code(views.shared), name="shared"),
    path("phones/shared/<uuid:phone>/revoke/", views.revoke_shared, name="revoke_shared"),
    path("phones/new/", asks_for_code(views.new), name="new"),
    path("phones/<uuid:device>/revoke/", views.revoke, name="revoke"),
    path("phones/tray/", views.tray, name="tray"),
    path("phones/tray/<uuid:entry>/settle/", views.settle, name="settle"),
]
