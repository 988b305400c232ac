from django.urls import path

from lianfang.territory.views import browsing, changing, importing, rearranging

app_name = "territory"

urlpatterns = [
    path("", browsing.tree, name="tree"),
    path("places.xlsx", importing.places_template, name="places_template"),
    path("<uuid:area_id>/", browsing.area, name="area"),
    path("<uuid:area_id>/add/", changing.add, name="add"),
    path("<uuid:area_id>/edit/", changing.edit, name="edit"),
    path("<uuid:area_id>/move/", rearranging.move, name="move"),
    path("<uuid:area_id>/merge/", rearranging.merge, name="merge"),
    path("<uuid:area_id>/retire/", rearranging.retire, name="retire"),
    path("<uuid:area_id>/places/", importing.places, name="places"),
]
