from django.urls import path

from lianfang.laboratory.views import boxes, files, my, people, questions, results

app_name = "laboratory"
prefix = ""

urlpatterns = [
    path("laboratory/", boxes.boxes, name="boxes"),
    path("laboratory/pack/", boxes.choose, name="choose"),
    path("laboratory/pack/<uuid:session_id>/", boxes.pack, name="pack"),
    path("laboratory/boxes/<uuid:box_id>/", boxes.box, name="box"),
    path("laboratory/boxes/<uuid:box_id>/waybill/", boxes.waybill, name="waybill"),
    path("laboratory/boxes/<uuid:box_id>/receive/", boxes.receive, name="receive"),
    path("laboratory/boxes/<uuid:box_id>/<slug:what>/", boxes.act, name="act"),
    path("laboratory/packed/<uuid:packed_id>/<slug:what>/", boxes.act_on_tube, name="act_on_tube"),
    path("laboratory/results/", results.results, name="results"),
    path("laboratory/results/enter/", results.enter, name="enter"),
    path("laboratory/tubes/<uuid:tube_id>/", results.tube, name="tube"),
    path("laboratory/files/", files.lists, name="files"),
    path("laboratory/files/template/", files.template, name="template"),
    path("laboratory/files/<uuid:list_id>/", files.one, name="file"),
    path("laboratory/files/<uuid:list_id>/columns/", files.columns, name="columns"),
    path("laboratory/files/<uuid:list_id>/answer/", files.answer, name="answer"),
    path("laboratory/questions/", questions.questions, name="questions"),
    path("laboratory/questions/<uuid:doubt_id>/", questions.question, name="question"),
    path("laboratory/questions/<uuid:doubt_id>/<slug:what>/", questions.decide, name="decide"),
    path("laboratory/again/", people.positives, name="positives"),
    path("laboratory/again/<uuid:resample_id>/", people.resample, name="resample"),
    path("laboratory/people/<uuid:person_id>/", people.person, name="person"),
    path("laboratory/people/<uuid:person_id>/link/", people.link, name="link"),
    path("laboratory/people/<uuid:person_id>/revoke/", people.revoke, name="revoke"),
    path("my/results/<str:token>/", my.my, name="my"),
]
