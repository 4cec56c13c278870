from django.conf import settings
from django.urls import include, path

from zhicheng.web import health, views

# Each audience has one module of routes; an address belongs to one audience.
AUDIENCES = [
    "zhicheng.web.public.urls",
    "zhicheng.web.account.urls",
    "zhicheng.web.applicant.urls",
    "zhicheng.web.phone.urls",
    "zhicheng.web.approver.urls",
    "zhicheng.web.expert.urls",
    "zhicheng.web.office.urls",
    "zhicheng.web.cms.urls",
    "zhicheng.web.ops.urls",
    *(["zhicheng.web.demo_pages.urls"] if settings.DEMO else []),
]

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("favicon.ico", views.favicon),
    path("display/", views.display, name="display"),
    path("session/", views.session, name="session"),
    path("styleguide/", views.styleguide, name="styleguide"),
    *(path("", include(audience)) for audience in AUDIENCES),
]
