"""/h/<token>/: a telephone that adds photos to one place of somebody's application. Nobody signs in here."""

from django.urls import path

from zhicheng.web.phone import views

app_name = "phone"

urlpatterns = [
    path("h/<str:token>/", views.album, name="album"),
    path("h/<str:token>/<uuid:key>.jpg", views.shot, name="shot"),
]
