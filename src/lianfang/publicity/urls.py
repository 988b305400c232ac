from django.urls import path

from lianfang.publicity import views

app_name = "publicity"
prefix = "public/"

urlpatterns = [
    path("", views.front, name="front"),
    path("bulletins/", views.bulletins, name="bulletins"),
    path("bulletins/<uuid:bulletin_id>/", views.bulletin, name="bulletin"),
    path("rights/", views.rights, name="rights"),
]
