from django.urls import path

from lianfang.verification.views import likely, lists, replies, rows

app_name = "verification"
prefix = "verification/"

urlpatterns = [
    path("", lists.lists, name="lists"),
    path("send/", lists.send, name="send"),
    path("rows/", rows.rows, name="rows"),
    path("rows/unowned/", rows.unowned, name="unowned"),
    path("rows/likely/", likely.likely, name="likely"),
    path("rows/<uuid:row_id>/", rows.row, name="row"),
    path("rows/<uuid:row_id>/take/", rows.take, name="take"),
    path("rows/<uuid:row_id>/pass/", rows.pass_on, name="pass_on"),
    path("rows/<uuid:row_id>/back/", rows.take_back, name="take_back"),
    path("parts/<uuid:part_id>/", lists.part, name="part"),
    path("yields/", replies.yields, name="yields"),
    path("<uuid:list_id>/", lists.name_list, name="list"),
    path("<uuid:list_id>/rows/", rows.rows, name="list_rows"),
    path("<uuid:list_id>/columns/", lists.columns, name="columns"),
    path("<uuid:list_id>/start/", lists.start, name="start"),
    path("<uuid:list_id>/cancel/", lists.cancel, name="cancel"),
    path("<uuid:list_id>/answers/", replies.plain, name="answers"),
    path("<uuid:list_id>/answers/layout/", replies.in_layout, name="answers_in_layout"),
]
