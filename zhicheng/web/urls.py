from django.urls import include, path

from zhicheng.web import views

# Each audience has one module of routes; an address belongs to one audience.
AUDIENCES = [
    "zhicheng.web.account.urls",
    "zhicheng.web.applicant.urls",
    "zhicheng.web.approver.urls",
    "zhicheng.web.expert.urls",
]

urlpatterns = [
    path("display/", views.display, name="display"),
    path("session/", views.session, name="session"),
    path("styleguide/", views.styleguide, name="styleguide"),
    *(path("", include(audience)) for audience in AUDIENCES),
]
