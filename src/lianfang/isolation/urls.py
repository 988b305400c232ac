from django.urls import path

from lianfang.isolation.views import health, my, today

app_name = "isolation"
prefix = ""

urlpatterns = [
    path("isolation/", today.today, name="today"),
    path("isolation/round/", today.rounds, name="round"),
    path("isolation/<uuid:measure_id>/", health.health, name="health"),
    path("isolation/<uuid:measure_id>/urgent/", health.urgent, name="urgent"),
    path("isolation/<uuid:measure_id>/clinic/", health.clinic, name="clinic"),
    path("isolation/reports/<uuid:report_id>/void/", health.void, name="void"),
    path("my/<str:token>/", my.my, name="my"),
    path("my/<str:token>/urgent/", my.urgent, name="my_urgent"),
    path("my/<str:token>/appeal/", my.appeal, name="my_appeal"),
]
