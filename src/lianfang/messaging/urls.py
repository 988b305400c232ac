from django.urls import path

from lianfang.messaging import views

app_name = "messaging"

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read, name="read"),
    path("channels/", views.channels, name="channels"),
    path("channels/<uuid:channel>/end/", views.end_channel, name="end_channel"),
    path("deliveries/<uuid:delivery>/again/", views.try_again, name="try_again"),
]
