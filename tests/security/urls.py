"""The doors of the program, and two that break with something personal in their hands."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"cannot work with {request.GET['q']}", {"name": request.GET["q"]})


def breaks_in_sql(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO there_is_no_such_table VALUES (%s, %s)", [request.GET["q"], request.GET["q"]])
    return HttpResponse()


urlpatterns = [
    path("breaks/", breaks),
    path("breaks-in-sql/", breaks_in_sql),
    path("", include("lianfang.project.urls")),
]
