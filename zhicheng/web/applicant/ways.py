"""Other ways to evidence: files uploaded before, photos bound to a PDF, a telephone. What is typed waits meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.files import operations
from zhicheng.files.models import Album, StoredFile
from zhicheng.web import sealed
from zhicheng.web.applicant.pages import case_url
from zhicheng.web.applicant.parts import find, slot_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go

WAYS = ("files", "photos", "phone")
OF_A_HELPER = ("files",)  # the others go on by themselves, and could not be ended with the assistance
WAITS = timedelta(minutes=30)
CARRIED = ("next", "row")


def way_of(request: SignedInRequest, application: Application) -> str:
    """This function will return which other way the person takes, "" for none."""
    way = request.POST.get("go", "")
    return way if way in (OF_A_HELPER if application.helper else WAYS) else ""


def set_out(
    request: SignedInRequest,
    application: Application,
    step: RecordStep,
    way: str,
    *,
    row: int | None = None,
    at: datetime,
) -> HttpResponse:
    """This function will lead to the page of a way; what is typed, of a new row or over `row`, waits in the case."""
    query = _query(request)
    if row is not None:
        query["row"] = str(row)
    if way == "phone":
        invite(request, application, step, at=at)
    return go(request, _with(f"{_base(application, step)}files/{'' if way == 'files' else way + '/'}", query))


def way_back(
    request: SignedInRequest, application: Application, step: RecordStep, files: Iterable[StoredFile] = ()
) -> str:
    """This function will return the address of the row that is being filled in, with these files."""
    query = _query(request)
    row = query.pop("row", [""])[-1]
    query.setlist("kept", [str(file.pk) for file in files])
    tail = f"{row}/" if str(row).isdecimal() else ""
    return _with(f"{_base(application, step)}{tail}", query)


def brought(request: SignedInRequest) -> list[str]:
    """This function will return the ids of the files somebody comes back with."""
    return request.GET.getlist("kept")[: 2 * operations.MAX_SHOTS]


def record_part(application: Application, key: str) -> RecordStep:
    """This function will return the part with rows called `key`, or raise Http404."""
    step = find(application, key)
    if not isinstance(step, RecordStep):
        raise Http404
    return step


def invite(request: SignedInRequest, application: Application, step: RecordStep, *, at: datetime) -> None:
    """This function will make a link for a telephone; its token is known to this session only."""
    slot = slot_of(application, step)
    album = operations.open_album(owner=request.user, slot=slot, title=step.title, at=at)
    _, token = operations.hand_over(album=album, at=clock.wall())
    value = {"token": token, "album": album.pk.hex}
    sealed.put(request, f"phone:{slot}", value, at=clock.wall())


def invitation(request: SignedInRequest, application: Application, step: RecordStep) -> tuple[str, Album] | None:
    """This function will return the token of the last link made here and its album, or None."""
    kept = sealed.get(request, f"phone:{slot_of(application, step)}", within=WAITS, at=clock.wall())
    album = Album.objects.select_related("file").filter(owner=request.user, pk=kept["album"]).first() if kept else None
    return (kept["token"], album) if album else None


def arrived(request: SignedInRequest, stored: StoredFile) -> None:
    """This function will say that a file has come into the row, and what is left to do."""
    messages.success(request, f"“{stored.name}”已放进这一条的证明材料，保存后生效")


def _base(application: Application, step: RecordStep) -> str:
    return f"{case_url(application)}info/{step.key}/"


def _query(request: SignedInRequest) -> QueryDict:
    query = QueryDict(mutable=True)
    for name in CARRIED:
        if value := request.GET.get(name):
            query[name] = value
    return query


def _with(path: str, query: QueryDict) -> str:
    return f"{path}?{query.urlencode()}" if query else path
