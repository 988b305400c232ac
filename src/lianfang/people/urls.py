from django.urls import path

from lianfang.accounts.second_factor import asks_for_code
from lianfang.people.views import doubles, households, imports, people

app_name = "people"

urlpatterns = [
    path("", people.find, name="find"),
    path("register/", people.register, name="register"),
    path("<uuid:person_id>/", people.person, name="person"),
    path("<uuid:person_id>/reveal/", people.reveal, name="reveal"),
    path("<uuid:person_id>/correct/", people.correct, name="correct"),
    path("<uuid:person_id>/move/", people.move, name="move"),
    path("<uuid:person_id>/leave/", people.leave, name="leave"),
    path("<uuid:person_id>/come-back/", people.come_back, name="come_back"),
    path("<uuid:person_id>/take-over/", people.take_over, name="take_over"),
    path("<uuid:person_id>/unmerge/", people.unmerge, name="unmerge"),
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/<uuid:double_id>/", doubles.decide, name="decide_double"),
    path("doubles/<uuid:double_id>/reveal/", doubles.reveal, name="reveal_double"),
    path("households/", households.households, name="households"),
    path("households/new/", households.new, name="new_household"),
    path("households/<uuid:household_id>/", households.household, name="household"),
    path("households/<uuid:household_id>/correct/", households.correct, name="correct_household"),
    path("households/<uuid:household_id>/move/", households.move, name="move_household"),
    path("imports/", asks_for_code(imports.imports), name="imports"),
    path("imports/template/", imports.template, name="import_template"),
    path("imports/<uuid:run_id>/", imports.import_run, name="import"),
    path("imports/<uuid:run_id>/columns/", imports.columns, name="import_columns"),
    path("imports/<uuid:run_id>/start/", asks_for_code(imports.start), name="import_start"),
    path("imports/<uuid:run_id>/cancel/", imports.cancel, name="import_cancel"),
    path("imports/<uuid:run_id>/result/", asks_for_code(imports.result), name="import_result"),
]
