from django.urls import path

from lianfang.arrivals.views import public, staff

app_name = "arrivals"
prefix = ""

urlpatterns = [
    path("left/<uuid:departure_id>/", staff.left, name="left"),
    path("public/arrival/", public.self_report, name="self_report"),
    path("public/arrival/reported/", public.reported, name="reported"),
    path("arrivals/", staff.arrivals, name="list"),
    path("arrivals/enter/", staff.enter, name="enter"),
    path("arrivals/<uuid:arrival_id>/", staff.arrival, name="arrival"),
    path("arrivals/departures/<uuid:person_id>/", staff.departure, name="departure"),
]
