"""Registration, sign-in, second factor, sessions, account security."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from zhicheng.web.account import registration, reset, security, signin
from zhicheng.web.resume import resume

# Only the pages of allauth that lead somewhere here; its names stay, as it reverses them itself.
_accounts = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", signin.signup, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]

urlpatterns = [
    path("register/", registration.account, name="register"),
    path("register/details/", registration.details, name="register_details"),
    path("register/security/", registration.security, name="register_security"),
    path("register/confirm/", registration.confirm, name="register_confirm"),
    path("register/done/", registration.done, name="register_done"),
    path("login/", signin.login, name="login"),
    path("home/", signin.home, name="home"),
    path("resume/", resume, name="resume"),
    path("reset/", reset.reset, name="reset"),
    path("reset/code/", reset.reset_code, name="reset_code"),
    path("my/account/", security.index, name="account_security"),
    path("my/account/phone/", security.phone, name="account_phone"),
    path("my/account/email/", security.email, name="account_email"),
    path("accounts/", include(_accounts)),
]
