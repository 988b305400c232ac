from django.urls import path

from lianfang.orgs.views import duty, importing, members, places, units

app_name = "orgs"

urlpatterns = [
    path("", units.units, name="units"),
    path("duty/", duty.duty, name="duty"),
    path("duty/off/", duty.off_duty, name="off_duty"),
    path("duty/<uuid:duty_id>/end/", duty.end_duty, name="end_duty"),
    path("contacts/", duty.contacts, name="contacts"),
    path("found/", units.found_first, name="found_first"),
    path("vacant/", places.vacant, name="vacant"),
    path("units.xlsx", importing.units_template, name="units_template"),
    path("members/<uuid:member_id>/end/", members.end, name="end_member"),
    path("members/<uuid:member_id>/reveal/", members.reveal, name="reveal"),
    path("charges/<uuid:charge_id>/end/", members.end_charge, name="end_charge"),
    path("<uuid:unit_id>/", units.unit, name="unit"),
    path("<uuid:unit_id>/found/", units.found, name="found"),
    path("<uuid:unit_id>/change/", units.change, name="change"),
    path("<uuid:unit_id>/move/", units.move, name="move"),
    path("<uuid:unit_id>/end/", units.end, name="end"),
    path("<uuid:unit_id>/members/", members.add, name="add_member"),
    path("<uuid:unit_id>/places/", members.charge, name="charge"),
    path("<uuid:unit_id>/duty/", duty.set_duty, name="set_duty"),
    path("<uuid:unit_id>/import/", importing.import_units, name="import"),
]
