from django.urls import path

from lianfang.accounts.second_factor import asks_for_code
from lianfang.privacy import views

app_name = "privacy"
urlpatterns = [
    path("audit/", views.audit_log, name="audit"),
    path("reads/", views.reads, name="reads"),
    path("promises/", views.promises, name="promises"),
    path("exports/", views.export_register, name="exports"),
    path("exports/new/<str:offer>/", asks_for_code(views.new_export), name="new_export"),
    path("exports/<uuid:export_id>/", views.export, name="export"),
    path("exports/<uuid:export_id>/release/", asks_for_code(views.release_export), name="release_export"),
    path("exports/<uuid:export_id>/refuse/", views.refuse_export, name="refuse_export"),
    path("exports/<uuid:export_id>/file/", asks_for_code(views.take_export), name="take_export"),
    path("exports/<uuid:export_id>/deleted/", views.confirm_deletion, name="confirm_deletion"),
    path("people/<uuid:person_id>/", views.subject, name="subject"),
    path("sunsets/", views.sunsets, name="sunsets"),
    path("sunsets/<uuid:record_id>/", views.sunset, name="sunset"),
]
