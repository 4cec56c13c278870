"""/my/: the applicant."""

from django.urls import URLPattern, path

app_name = "applicant"

CASE = "my/applications/<str:number>/"

urlpatterns: list[URLPattern] = []
