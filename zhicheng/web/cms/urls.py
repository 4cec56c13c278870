"""/cms/: Wagtail's pages for editors, all behind one gate. Accounts are kept elsewhere."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail
from wagtail.utils.urlpatterns import decorate_urlpatterns

from zhicheng.web.cms.gates import editor

ELSEWHERE = {"login": "account_login", "logout": "account_logout", "account": "account_change_password"}

urlpatterns = [
    *(path(f"cms/{name}/", RedirectView.as_view(pattern_name=view)) for name, view in ELSEWHERE.items()),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("cms/", include(decorate_urlpatterns([*wagtail.urlpatterns], editor))),
]
