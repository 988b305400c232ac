from django.urls import path

from lianfang.figures import views

app_name = "figures"

urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("<str:code>/", views.figure, name="figure"),
    path("<str:code>/rows/", views.rows, name="rows"),
    path("<str:code>/numbers.csv", views.numbers, name="numbers"),
]
