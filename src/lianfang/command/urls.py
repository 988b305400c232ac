from django.urls import path

from lianfang.command import views

app_name = "command"

urlpatterns = [
    path("", views.picture, name="picture"),
    path("current/", views.current, name="current"),
]
