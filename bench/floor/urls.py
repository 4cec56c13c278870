from django.urls import path

from bench.floor import views

urlpatterns = [
    path("", views.landing),
    path("public/", views.public),
    path("certificate/<str:token>/", views.certificate),
    path("mine/", views.mine),
    path("cases/<str:number>/", views.edit),
    path("cases/<str:number>/draft/", views.draft),
    path("desk/", views.desk),
]
