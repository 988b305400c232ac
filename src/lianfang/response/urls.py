from django.urls import path

from lianfang.accounts.second_factor import asks_for_code
from lianfang.response import views

app_name = "response"

urlpatterns = [
    path("", views.responses, name="list"),
    path("activate/", asks_for_code(views.activate), name="activate"),
    path("editions/", views.edition_list, name="editions"),
    path("editions/<slug:code>/", views.edition, name="edition"),
    path("<uuid:response_id>/", views.response, name="response"),
    path("<uuid:response_id>/decide/", views.decide, name="decide"),
    path("<uuid:response_id>/end/", asks_for_code(views.end), name="end"),
    path("<uuid:response_id>/excess/", views.raise_one, name="raise_excess"),
    path("excess/<uuid:excess_id>/end/", views.end_one, name="end_excess"),
]
