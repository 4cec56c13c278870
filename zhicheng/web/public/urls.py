"""The portal: what anybody may read, without signing in."""

from django.urls import path

from zhicheng.web.public import (
    calls,
    certificates,
    empty,
    home,
    letters,
    manual,
    pages,
    prints,
    publicity,
    services,
)

app_name = "public"

urlpatterns = [
    path("", home.home, name="home"),
    path("services/", services.services, name="services"),
    path("services/calls/", calls.calls, name="calls"),
    path("publicity/", publicity.notices, name="notices"),
    path("publicity/<slug:number>/", publicity.notice, name="notice"),
    path("certificates/", certificates.query, name="certificates"),
    path("certificates/v/<slug:token>/", certificates.by_token, name="verify"),
    path("certificates/v/<slug:token>/extract/", certificates.extract_by_token, name="extract"),
    path("certificates/r/<str:sealed>/", certificates.by_result, name="result"),
    path("certificates/r/<str:sealed>/extract/", certificates.extract_by_result, name="result_extract"),
    path("letters/v/<slug:token>/", letters.letter, name="letter"),
    path("forms/", empty.forms, name="forms"),
    path("forms/v/<slug:token>/", prints.printed, name="print"),
    path("forms/<slug:kind>/<slug:form>.pdf", empty.empty, name="empty"),
    path("help/", pages.help_, name="help"),
    path("help/guide/", manual.guides, name="manual"),
    path("help/guide/<slug:slug>/", manual.chapter, name="manual_chapter"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
]
