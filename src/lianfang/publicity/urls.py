from django.urls import path

from lianfang.publicity import views

app_name = "publicity"
prefix = "public/"

urlpatterns = [
    path("", views.front, name="front"),
    path("rights/", views.rights, name="rights"),
]
