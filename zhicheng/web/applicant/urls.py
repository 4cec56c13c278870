"""/my/: the applicant."""

from django.urls import path

from zhicheng.web.applicant import (
    certificates,
    evidence,
    filling,
    giving_up,
    info,
    messages,
    photo,
    printing,
    profile,
    records,
    request,
    similar,
    start,
    steps,
    submission,
    tracking,
    unit,
    workbench,
)

app_name = "applicant"

CASE = "my/applications/<str:number>/"

urlpatterns = [
    path("my/", workbench.workbench, name="workbench"),
    path("my/apply/<slug:kind>/", start.start, name="start"),
    path("my/unit/", unit.unit, name="unit"),
    path("my/photo/", photo.photo, name="photo"),
    path("my/photo/<uuid:file>.jpg", photo.thumbnail, name="thumbnail"),
    path("my/files/<uuid:file>/", evidence.download, name="file"),
    path(CASE, info.case, name="case"),
    path(f"{CASE}info/", info.hub, name="info"),
    path(f"{CASE}info/<slug:key>/", steps.step, name="step"),
    path(f"{CASE}info/<slug:key>/draft/", steps.draft, name="draft"),
    path(f"{CASE}info/<slug:key>/similar/", similar.near, name="similar"),
    path(f"{CASE}info/<slug:key>/<int:pk>/", records.edit, name="record"),
    path(f"{CASE}info/<slug:key>/<int:pk>/delete/", records.delete, name="record_delete"),
    path(f"{CASE}request/", request.request_form, name="request"),
    path(f"{CASE}request/narrow/", request.narrow, name="narrow"),
    path(f"{CASE}form/", filling.form, name="form"),
    path(f"{CASE}form/fill/", filling.fill, name="fill"),
    path(f"{CASE}form/pdf/", printing.ask, name="pdf"),
    path(f"{CASE}form/pdf/<int:pk>/", printing.job, name="print"),
    path(f"{CASE}form/pdf/<int:pk>/file/", printing.download, name="download"),
    path(f"{CASE}submit/", submission.submit, name="submit"),
    path(f"{CASE}receipt/", submission.receipt, name="receipt"),
    path(f"{CASE}corrections/", tracking.corrections, name="corrections"),
    path("my/tracking/", tracking.cases, name="tracking"),
    path("my/tracking/<str:number>/", tracking.case, name="progress"),
    path("my/tracking/<str:number>/materials/", tracking.materials, name="materials"),
    path("my/tracking/<str:number>/withdraw/", giving_up.withdraw, name="withdraw"),
    path("my/tracking/<str:number>/abandon/", giving_up.abandon, name="abandon"),
    path("my/certificates/", certificates.certificates, name="certificates"),
    path("my/certificates/<str:number>/pdf/", certificates.pdf, name="certificate"),
    path("my/profile/", profile.profile, name="profile"),
    path("my/messages/", messages.messages, name="messages"),
    path("my/messages/<int:pk>/", messages.message, name="message"),
]
