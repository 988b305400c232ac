from django.urls import path

from lianfang.sampling.views import board, people, planning, session, sites, table, tubes

app_name = "sampling"
prefix = ""

urlpatterns = [
    path("public/sampling/", board.board, name="board"),
    path("sampling/", session.sessions, name="sessions"),
    path("sampling/sites/", sites.sites, name="sites"),
    path("sampling/sites/new/", sites.new_site, name="new_site"),
    path("sampling/sites/<uuid:site_id>/", sites.site, name="site"),
    path("sampling/sites/<uuid:site_id>/check/", sites.check, name="check"),
    path("sampling/sites/<uuid:site_id>/change/", sites.change, name="change_site"),
    path("sampling/sites/<uuid:site_id>/close/", sites.close, name="close_site"),
    path("sampling/sites/<uuid:site_id>/plan/", planning.plan, name="plan"),
    path("sampling/advice/", planning.advice, name="advice"),
    path("sampling/tubes/", tubes.tubes, name="tubes"),
    path("sampling/tubes/<uuid:tube_id>/", tubes.tube, name="tube"),
    path("sampling/tubes/<uuid:tube_id>/reopen/", tubes.reopen, name="reopen_tube"),
    path("sampling/tubes/<uuid:tube_id>/settle/", tubes.settle, name="settle_tube"),
    path("sampling/swabs/<uuid:swab_id>/void/", tubes.void, name="void_swab"),
    path("sampling/exemptions/<uuid:exemption_id>/void/", people.void_exemption, name="void_exemption"),
    path("sampling/<uuid:session_id>/", session.session, name="session"),
    path("sampling/<uuid:session_id>/now/", session.current, name="current"),
    path("sampling/<uuid:session_id>/open/", session.open_, name="open_session"),
    path("sampling/<uuid:session_id>/close/", session.close, name="close_session"),
    path("sampling/<uuid:session_id>/queue/", session.queue, name="queue"),
    path("sampling/<uuid:session_id>/slots/", planning.slots, name="slots"),
    path("sampling/<uuid:session_id>/table/", table.table, name="table"),
    path("sampling/<uuid:session_id>/table/unknown/", table.unknown, name="unknown"),
    path("sampling/<uuid:session_id>/table/close/", table.close, name="close_tube"),
    path("sampling/<uuid:session_id>/table/undo/", table.undo, name="undo"),
    path("sampling/<uuid:session_id>/open-people/", people.not_sampled, name="not_sampled"),
    path("sampling/<uuid:session_id>/to-look-at/", people.to_look_at, name="to_look_at"),
    path("sampling/<uuid:session_id>/exempt/", people.exempt, name="exempt"),
]
