"""The portal: what anybody may read, without signing in."""

from django.urls import path

from zhicheng.content.models import Column
from zhicheng.web.public import (
    announcements,
    articles,
    attachments,
    calls,
    certificates,
    downloads,
    empty,
    feeds,
    guides,
    home,
    letters,
    pages,
    policies,
    prints,
    publicity,
    review_notices,
    services,
    sitemap,
    standards,
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
    path("forms/", downloads.forms, name="forms"),
    path("forms/v/<slug:token>/", prints.printed, name="print"),
    path("forms/<slug:kind>/<slug:form>.pdf", empty.empty, name="empty"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("media/images/<str:name>", attachments.picture, name="picture"),
    path("policies/", policies.policies, name="policies"),
    path("standards/", standards.standards, name="standards"),
    path("notices/review/", review_notices.review_notices, name="review_notices"),
    path("notices/review/feed/", feeds.ReviewNotices(), name="review_notices_feed"),
    path("guides/", guides.guides, name="guides"),
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/feed/", feeds.Announcements(), name="announcements_feed"),
    path("announcements/questions/", announcements.questions, name="questions"),
    path("downloads/", downloads.downloads, name="downloads"),
    *(path(f"{column}/<int:pk>/", articles.article, {"column": column}) for column in Column),
    path("sitemap/", sitemap.site_map, name="site_map"),
    path("sitemap.xml", sitemap.for_machines, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("help/", pages.help_, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
]
