from django.urls import path

from lianfang.ui import views

app_name = "ui"
prefix = ""
urlpatterns = [
    path("theme/", views.theme, name="theme"),
]
