"""The demo's own pages; zhicheng.web.urls leaves them out where DEMO=0."""

from django.urls import path

from zhicheng.web.demo_pages import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.index, name="index"),
    path("demo/sign-in/", views.sign_in, name="sign_in"),
    path("demo/applicants/", views.take, name="take"),
    path("demo/clock/", views.move, name="clock"),
    path("demo/outbox/", views.outbox, name="outbox"),
]
