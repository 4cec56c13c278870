"""/cms/: Wagtail's pages for editors, all behind one gate. Accounts, groups and the tree are kept elsewhere."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail
from wagtail.utils.urlpatterns import decorate_urlpatterns

from zhicheng.web.cms.gates import editor, elsewhere

OURS = {
    "login": "account_login",
    "logout": "account_logout",
    "account": "account_security",
    "password_reset": "account_reset_password",
}
UNUSED = (
    "users|groups|sites|collections|workflows|reports/page-types-usage|choose-page/chosen-multiple"
    "|failwhale|test404|block-preview"
)

urlpatterns = [
    *(path(f"cms/{name}/", RedirectView.as_view(pattern_name=view)) for name, view in OURS.items()),
    re_path(rf"^cms/(?:{UNUSED})/(?P<rest>.*)$", elsewhere),
    path("cms/", include(decorate_urlpatterns([*wagtail.urlpatterns], editor))),
]
