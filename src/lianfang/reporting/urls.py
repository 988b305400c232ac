from django.urls import path

from lianfang.reporting.views import bulletins, duties, reports, upward

app_name = "reporting"

urlpatterns = [
    path("", reports.reports, name="reports"),
    path("units/<uuid:unit_id>/<str:day>/", reports.report, name="report"),
    path("units/<uuid:unit_id>/<str:day>/zero/", reports.zero, name="zero"),
    path("units/<uuid:unit_id>/<str:day>/upward/<str:hour>/", upward.upward, name="upward"),
    path("units/<uuid:unit_id>/<str:day>/upward/<str:hour>/affirm/", upward.affirm, name="affirm_upward"),
    path("units/<uuid:unit_id>/<str:day>/upward/<str:hour>/send/", upward.send, name="send_upward"),
    path("units/<uuid:unit_id>/<str:day>/upward/<str:hour>/file/", upward.take, name="take_upward"),
    path("duties/", duties.duties, name="duties"),
    path("duties/<uuid:duty_id>/end/", duties.end, name="end_duty"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/new/", bulletins.new, name="new_bulletin"),
    path("bulletins/<uuid:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/note/", bulletins.note, name="note"),
    path("bulletins/<uuid:bulletin_id>/submit/", bulletins.submit, name="submit"),
    path("bulletins/<uuid:bulletin_id>/return/", bulletins.send_back, name="return"),
    path("bulletins/<uuid:bulletin_id>/approve/", bulletins.approve, name="approve"),
    path("bulletins/<uuid:bulletin_id>/publish/", bulletins.publish, name="publish"),
    path("bulletins/<uuid:bulletin_id>/docx/", bulletins.docx, name="docx"),
    path("bulletins/<uuid:bulletin_id>/pdf/", bulletins.pdf, name="pdf"),
]
