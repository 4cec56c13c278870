"""/my/: the applicant."""

from django.urls import path

from zhicheng.web.applicant import evidence, info, photo, records, start, steps, unit, workbench

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
    path(f"{CASE}info/<slug:key>/<int:pk>/", records.edit, name="record"),
    path(f"{CASE}info/<slug:key>/<int:pk>/delete/", records.delete, name="record_delete"),
]
