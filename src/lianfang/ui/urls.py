from django.urls import path

from lianfang.ui import views

app_name = "ui"
prefix = ""
urlpatterns = [
    path("chart/", views.chart, name="chart"),
    path("favicon.ico", views.icon, name="icon"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("theme/", views.theme, name="theme"),
]
