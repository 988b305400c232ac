from django.urls import path

from lianfang.risk import views

app_name = "risk"

urlpatterns = [
    path("", views.areas, name="list"),
    path("add/", views.add, name="add"),
    path("import/", views.import_areas, name="import"),
    path("look-up/", views.look_up, name="look_up"),
    path("<uuid:area_id>/", views.area, name="area"),
    path("<uuid:area_id>/publish/", views.act, {"what": "publish"}, name="publish"),
    path("<uuid:area_id>/end/", views.act, {"what": "end"}, name="end"),
    path("<uuid:area_id>/withdraw/", views.act, {"what": "withdraw"}, name="withdraw"),
    path("<uuid:area_id>/change/", views.change, name="change"),
]
