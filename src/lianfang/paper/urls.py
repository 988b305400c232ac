from django.urls import path

from lianfang.paper.views import codes, desk, keying, printing

app_name = "paper"
urlpatterns = [
    path("", desk.pages, name="forms"),
    path("open/", desk.open_page, name="open"),
    path("print/<str:code>/", printing.print_form, name="print"),
    path("printed/<uuid:batch_id>/", printing.batch, name="batch"),
    path("printed/<uuid:batch_id>/pdf/", printing.batch_pdf, name="batch_pdf"),
    path("pages/<uuid:page_id>/", keying.page, name="page"),
    path("pages/<uuid:page_id>/rows/<uuid:row_id>/", keying.row, name="row"),
    path("pages/<uuid:page_id>/finish/", keying.finish, name="finish"),
    path("pages/<uuid:page_id>/aside/", keying.set_aside, name="set_aside"),
    path("pages/<uuid:page_id>/again/", keying.take_up, name="take_up"),
    path("labels/", codes.labels, name="labels"),
    path("codes/<str:kind>/", codes.codes, name="codes"),
]
