from django.urls import path

from lianfang.checkpoints.views import managing, post, records, shifts, stop

app_name = "checkpoints"

urlpatterns = [
    path("", post.posts, name="posts"),
    path("open/", managing.open_post, name="open_post"),
    path("passes/", managing.passes, name="passes"),
    path("passes/<uuid:pass_id>/withdraw/", managing.withdraw, name="withdraw_pass"),
    path("shifts/", shifts.shifts, name="shifts"),
    path("shifts/<uuid:shift_id>/", shifts.shift, name="shift"),
    path("shifts/<uuid:shift_id>/take/", shifts.take, name="take_shift"),
    path("stops/<uuid:stop_id>/", records.stopped, name="stopped"),
    path("checks/<uuid:check_id>/", records.check, name="check"),
    path("checks/<uuid:check_id>/notice/", records.notice, name="notice"),
    path("<uuid:post_id>/", post.post, name="post"),
    path("<uuid:post_id>/tally/", post.tally, name="tally"),
    path("<uuid:post_id>/undo/", post.undo, name="undo"),
    path("<uuid:post_id>/help/", post.call_help, name="help"),
    path("<uuid:post_id>/stop/", stop.stop, name="stop"),
    path("<uuid:post_id>/shift/", shifts.hand_over, name="hand_over"),
    path("<uuid:post_id>/extend/", managing.extend, name="extend"),
    path("<uuid:post_id>/man/", managing.man, name="man"),
    path("<uuid:post_id>/close/", managing.close, name="close"),
]
