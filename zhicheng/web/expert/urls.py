"""/panel/: the experts of a meeting."""

from django.urls import include, path

from zhicheng.web.expert import items, meetings, voting

app_name = "expert"

# Meetings are called by their number, cases by their place in it: an expert never learns the number of a case.
_ITEM = [
    path("", items.item, name="item"),
    path("recuse/", meetings.recuse, name="recuse"),
    path("opinion/", items.opinion, name="opinion"),
    path("files/<uuid:file>/", items.file, name="file"),
    path("open/", items.open_vote, name="open"),
    path("close/", items.close_vote, name="close"),
    path("ballot/", voting.ballot, name="ballot"),
    path("vote/", voting.vote, name="vote"),
    path("receipt/", voting.receipt, name="receipt"),
    path("result/", items.result, name="result"),
]

urlpatterns = [
    path("panel/", meetings.meetings, name="meetings"),
    path("panel/recusals/", meetings.recusals, name="recusals"),
    path("panel/discipline/", meetings.discipline, name="discipline"),
    path("panel/meetings/<slug:number>/", meetings.meeting, name="meeting"),
    path("panel/meetings/<slug:number>/sign-in/", meetings.sign_in, name="sign_in"),
    path("panel/meetings/<slug:number>/open/", meetings.open_meeting, name="open_meeting"),
    path("panel/meetings/<slug:number>/items/<int:order>/", include(_ITEM)),
]
