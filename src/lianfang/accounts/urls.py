from django.urls import path

from lianfang.accounts import views
from lianfang.accounts.second_factor import asks_for_code

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("roles/", views.roles_page, name="roles"),
    path("why/", views.why, name="why"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revoke/", views.revoke_token, name="revoke_token"),
    path("users/", views.users, name="users"),
    path("users/new/", asks_for_code(views.new_user), name="new_user"),
    path("users/<uuid:user_id>/", asks_for_code(views.user), name="user"),
    path("users/<uuid:user_id>/deactivate/", asks_for_code(views.deactivate), name="deactivate"),
    path("users/<uuid:user_id>/reactivate/", asks_for_code(views.reactivate), name="reactivate"),
    path("users/<uuid:user_id>/password/", asks_for_code(views.reset_password), name="reset_password"),
    path("users/<uuid:user_id>/second-factor/", asks_for_code(views.reset_second_factor), name="reset_second_factor"),
    path("users/<uuid:user_id>/sessions/", views.end_sessions, name="end_sessions"),
    path("grants/<uuid:grant_id>/withdraw/", asks_for_code(views.withdraw), name="withdraw"),
]
