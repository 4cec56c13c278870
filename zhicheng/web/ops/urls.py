"""/admin/: Django's pages for the lists, behind one gate."""

from django.urls import path

from zhicheng.web.ops.site import site

urlpatterns = [path("admin/", site.urls)]
