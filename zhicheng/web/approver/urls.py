from django.urls import include, path

from zhicheng.web import desks
from zhicheng.web.approver import assistance, unit_requests, views, windows

app_name = "approver"
urlpatterns = [
    path(
        "desk/",
        include(
            [
                path("", views.home, name="home"),
                path("unit-requests/", unit_requests.unit_requests, name="unit_requests"),
                path("unit-requests/units/", unit_requests.units, name="units"),
                path("unit-requests/<int:pk>/", unit_requests.unit_request, name="unit_request"),
                path("unit-requests/<int:pk>/files/<uuid:file>/", unit_requests.file, name="unit_request_file"),
                path("assistance/", assistance.assistances, name="assistances"),
                path("assistance/ask/", assistance.ask, name="ask_assistance"),
                path("assistance/<int:pk>/", assistance.assistance, name="assistance"),
                path("assistance/<int:pk>/end/", assistance.end, name="end_assistance"),
                path("windows/", windows.windows, name="windows"),
                path("windows/new/", windows.new_window, name="new_window"),
                path("windows/<int:year>/<slug:kind>/<slug:region>/", windows.extensions, name="extensions"),
                path("windows/<int:year>/<slug:kind>/<slug:region>/change/", windows.window, name="window"),
                *desks.urls(views.PLACE),
            ]
        ),
    )
]
