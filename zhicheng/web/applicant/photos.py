"""Several photos, one PDF: put together on this computer, or sent from a telephone (用手机拍照上传)."""

import uuid
from datetime import datetime

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.files import operations
from zhicheng.files.models import Album, Shot, StoredFile
from zhicheng.files.operations import BadFile
from zhicheng.files.queries import hand_over_by, open_album
from zhicheng.web.albums import NO_SHOT, AlbumForm, arrange, cards_of, small_picture, take_shots
from zhicheng.web.applicant.evidence import MAX_MB
from zhicheng.web.applicant.gates import own_editable_case
from zhicheng.web.applicant.pages import show
from zhicheng.web.applicant.parts import frame, slot_of
from zhicheng.web.applicant.ways import arrived, invitation, invite, record_part, way_back
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go, is_htmx


@require_http_methods(["GET", "HEAD", "POST"])
@own_editable_case
def photos(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    """The photos of one paper: add, put in order, turn, take away, and bind into one PDF."""
    step, at = record_part(application, key), clock.now()
    form = AlbumForm(initial={"name": step.title})
    refused: list[str] = []
    if request.method == "POST":
        album = operations.open_album(owner=request.user, slot=slot_of(application, step), title=step.title, at=at)
        refused = take_shots(request.FILES, album=album, at=at)
        arrange(request.POST, album=album, shots=album.shots.all())
        form = AlbumForm(initial={"name": request.POST.get("name", step.title)})
        if request.POST.get("do") == "bind" and not refused:
            form = AlbumForm(request.POST)
            stored = _bind(form, album, at=at) if form.is_valid() else None
            if stored is not None:
                arrived(request, stored)
                return go(request, way_back(request, application, step, [stored]))
    return _album(request, application, step, form, refused)


def _bind(form: AlbumForm, album: Album, *, at: datetime) -> StoredFile | None:
    """The PDF; or None, and why there is none stands at the field."""
    try:
        return operations.bind(album=album, name=form.cleaned_data["name"], at=at, max_mb=MAX_MB)
    except BadFile as problem:
        form.add_error("shots", problem.message)
        return None


def _album(
    request: SignedInRequest, application: Application, step: RecordStep, form: AlbumForm, refused: list[str]
) -> HttpResponse:
    album = open_album(request.user, slot_of(application, step))
    context = {
        **frame(application, step),
        "back": way_back(request, application, step),
        "form": form,
        "refused": refused,
        "shots": cards_of(album.shots.all() if album else (), reverse("applicant:shot", args=[NO_SHOT])),
    }
    status = 422 if refused or form.errors else 200
    return show(request, "applicant/photos.html", context, fragments=("album",), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@own_editable_case
def phone(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    """The code for a telephone, and what it has sent so far; POST makes a new code or ends this one."""
    step, at = record_part(application, key), clock.now()
    if request.method == "POST":
        if request.POST.get("do") == "end":
            operations.end_hand_overs(owner=request.user, slot=slot_of(application, step), at=clock.wall())
            return go(request, way_back(request, application, step))
        invite(request, application, step, at=at)
        return go(request, request.get_full_path())
    made = invitation(request, application, step)
    if made and made[1].file:
        arrived(request, made[1].file)
        return go(request, way_back(request, application, step, [made[1].file]))
    context = {
        **frame(application, step),
        **_code(request, made, at=clock.wall()),
        "back": way_back(request, application, step),
        "here": request.get_full_path(),
        "shots": cards_of(made[1].shots.all() if made else (), reverse("applicant:shot", args=[NO_SHOT])),
    }
    return show(request, "applicant/phone.html", context, fragments=("sent",))


def _code(request: SignedInRequest, made: tuple[str, Album] | None, *, at: datetime) -> dict[str, object]:
    """The code while it works: its address, the picture of it, until when."""
    link = hand_over_by(made[0], at=at) if made else None
    if made is None or link is None:
        return {"works": False, "address": "", "picture": "", "until": None}
    address = request.build_absolute_uri(reverse("phone:album", args=[made[0]]))
    picture = "" if is_htmx(request) else segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=2)
    return {"works": True, "address": address, "picture": picture, "until": link.expires_at}


@require_GET
@signed_in
def shot(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """The small picture of one's own photo, as this system made it."""
    one = get_object_or_404(Shot.objects.filter(album__owner=request.user), key=key)
    return small_picture(one)
