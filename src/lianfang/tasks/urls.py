from django.urls import path

from lianfang.tasks.views import background, hand_overs, inbox, lists, outside, tasks, wondering

app_name = "tasks"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("list/", lists.task_list, name="list"),
    path("background/", background.background, name="background"),
    path("background/<uuid:clock_id>/again/", background.start_again, name="start_again"),
    path("overdue/", lists.overdue, name="overdue"),
    path("reassign/", lists.reassign, name="reassign"),
    path("reassigned/<uuid:batch_id>/", lists.reassigned, name="reassigned"),
    path("hand-overs/", lists.hand_over_list, name="hand_overs"),
    path("hand-overs/from-outside/", outside.take_in, name="take_in"),
    path("hand-overs/<uuid:hand_over_id>/", hand_overs.hand_over, name="hand_over"),
    path("hand-overs/<uuid:hand_over_id>/letter/", outside.letter, name="letter"),
    path("hand-overs/<uuid:hand_over_id>/file.<str:form>", outside.file, name="file"),
    path("hand-overs/<uuid:hand_over_id>/<str:step>/", hand_overs.change, name="change_hand_over"),
    path("ask/<str:kind>/<uuid:which>/", wondering.wonder, name="wonder"),
    path("visits/<uuid:visit_id>/", tasks.visit, name="visit"),
    path("knocks/<str:kind>/<uuid:which>/", tasks.knock, name="knock"),
    path("<uuid:task_id>/", tasks.task, name="task"),
    path("<uuid:task_id>/<str:step>/", tasks.change, name="change"),
]
