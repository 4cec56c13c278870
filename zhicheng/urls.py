from django.urls import include, path

urlpatterns = [path("", include("zhicheng.web.urls"))]

handler400 = "zhicheng.web.errors.handler400"
handler403 = "zhicheng.web.errors.handler403"
handler404 = "zhicheng.web.errors.handler404"
handler429 = "zhicheng.web.errors.handler429"
handler500 = "zhicheng.web.errors.handler500"
