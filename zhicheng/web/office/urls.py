"""/office/: the committee's office. Intake and 公示 are the desks' own pages."""

from django.urls import include, path

from zhicheng.web import desks
from zhicheng.web.office import agenda, calls, extensions, home, meetings, results
from zhicheng.web.office.place import PLACE

app_name = "office"

_MEETING = [
    path("", meetings.meeting, name="meeting"),
    path("seats/", agenda.seats, name="seats"),
    path("seats/<int:place>/free/", agenda.free_seat, name="free_seat"),
    path("cases/", agenda.add_cases, name="add_cases"),
    path("items/<int:order>/recusals/", agenda.recusals, name="recusals"),
    path("open/", meetings.open_meeting, name="open_meeting"),
    path("close/", meetings.close_meeting, name="close_meeting"),
]

_OFFICE = [
    path("", home.home, name="home"),
    *desks.urls(PLACE),
    path("calls/", calls.calls, name="calls"),
    path("calls/<int:year>/<int:committee>/extensions/", extensions.extensions, name="extensions"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new, name="new_meeting"),
    path("meetings/<slug:number>/", include(_MEETING)),
    path("results/", results.results, name="results"),
]

urlpatterns = [path("office/", include(_OFFICE))]
