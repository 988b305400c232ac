from django.urls import path

from lianfang.measures.views import appeals, lists, measure, orders, papers

app_name = "measures"

urlpatterns = [
    path("", lists.measures, name="list"),
    path("propose/<uuid:person_id>/", orders.propose, name="propose"),
    path("recompute/<uuid:response_id>/", orders.recompute, name="recompute"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<uuid:appeal_id>/", appeals.appeal, name="decide_appeal"),
    path("<uuid:measure_id>/", measure.measure, name="measure"),
    path("<uuid:measure_id>/reveal/", measure.reveal, name="reveal"),
    path("<uuid:measure_id>/order/", orders.order, name="order"),
    path("<uuid:measure_id>/refuse/", orders.refuse, name="refuse"),
    path("<uuid:measure_id>/extend/", orders.extend, name="extend"),
    path("<uuid:measure_id>/end/", orders.end, name="end"),
    path("<uuid:measure_id>/release/", orders.release, name="release"),
    path("<uuid:measure_id>/notice/", papers.notice, name="notice"),
    path("<uuid:measure_id>/release-notice/", papers.release_notice, name="release_notice"),
    path("<uuid:measure_id>/serve/", papers.serve, name="serve"),
    path("<uuid:measure_id>/link/", papers.link, name="link"),
    path("<uuid:measure_id>/revoke/", papers.revoke, name="revoke"),
    path("<uuid:measure_id>/appeal/", appeals.file, name="appeal"),
]
