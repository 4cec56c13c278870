from django.urls import include, path

from zhicheng.web import desks
from zhicheng.web.approver import views

app_name = "approver"
urlpatterns = [path("desk/", include([path("", views.home, name="home"), *desks.urls(views.PLACE)]))]
