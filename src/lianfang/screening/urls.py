from django.urls import path

from lianfang.screening.views import doors, managing, rounds

app_name = "screening"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("open/", managing.open_round, name="open"),
    path("compare/", rounds.compare, name="compare"),
    path("doors/<uuid:door_id>/", doors.door, name="door"),
    path("doors/<uuid:door_id>/record/", doors.record, name="record"),
    path("doors/<uuid:door_id>/decide/", doors.decide, name="decide"),
    path("visits/<uuid:visit_id>/", doors.visit, name="visit"),
    path("visits/<uuid:visit_id>/correct/", doors.correct, name="correct"),
    path("visits/<uuid:visit_id>/void/", doors.void, name="void"),
    path("<uuid:round_id>/", rounds.round_page, name="round"),
    path("<uuid:round_id>/current/", rounds.current, name="current"),
    path("<uuid:round_id>/doors/", doors.doors, name="doors"),
    path("<uuid:round_id>/new-door/", doors.new_door, name="new_door"),
    path("<uuid:round_id>/change/", managing.change, name="change"),
    path("<uuid:round_id>/close/", managing.close, name="close"),
    path("<uuid:round_id>/summary/", rounds.summary, name="summary"),
]
