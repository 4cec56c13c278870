"""What a telephone sees: the name of the place, a masked name, and the photos that it sent itself."""

import secrets
import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.core import clock, masks
from zhicheng.files import operations
from zhicheng.files.models import HandOver
from zhicheng.files.operations import BadFile, NotThere
from zhicheng.files.queries import digest, hand_over_by
from zhicheng.web import limits
from zhicheng.web.albums import NO_SHOT, AlbumForm, arrange, cards_of, small_picture, take_shots
from zhicheng.web.page import page

DEVICE = "telephone"  # cookie: the telephone's secret for this one link
LOOKS, SENDS = (120, 60), (60, 60)  # by one address, in a minute
LASTS = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def album(request: HttpRequest, token: str) -> HttpResponse:
    """Take photos, put them in order, and make one PDF of them."""
    limits.limit(request, "telephone", per_address=LOOKS)
    link = hand_over_by(token, at=clock.wall())
    if link is None:
        return page(request, "phone/over.html", status=404)
    device = request.COOKIES.get(DEVICE, "")
    if link.device_sha256 and not is_mine(link, device):
        return page(request, "phone/taken.html", status=404)
    if request.method != "POST":
        return answer(request, link, token, [], device)
    limits.limit(request, "telephone:send", per_address=SENDS)
    return send(request, link, token, device or secrets.token_urlsafe(16))


def send(request: HttpRequest, link: HandOver, token: str, device: str) -> HttpResponse:
    """This function will do what the telephone sent: photos, their order, or 完成."""
    at = clock.wall()
    refused = take_shots(request.FILES, album=link.album, at=at, hand_over=link, device=device)
    if is_mine(link, device):
        arrange(request.POST, album=link.album, shots=link.shots.all())
    if request.POST.get("do") == "bind" and not refused:
        name = request.POST.get("name", "").replace("\0", "").strip()[:60] or link.album.title
        try:
            operations.finish_hand_over(hand_over=link, device=device, name=name, at=at)
        except BadFile as problem:
            refused = [problem.message]
        except NotThere:
            return page(request, "phone/over.html", status=404)
        else:
            return page(request, "phone/done.html", {"title": link.album.title}, fragments=("album",))
    link.refresh_from_db()
    return answer(request, link, token, refused, device)


def answer(request: HttpRequest, link: HandOver, token: str, refused: list[str], device: str) -> HttpResponse:
    """This function will show the place and the photos of this telephone."""
    album, mine = link.album, is_mine(link, device)
    shots = list(link.shots.all()) if mine else []
    context = {
        "title": album.title,
        "whose": masks.name(album.owner.name),
        "until": link.expires_at,
        "here": request.path,
        "form": AlbumForm(initial={"name": album.title}),
        "refused": refused,
        "shots": cards_of(shots, reverse("phone:shot", args=[token, NO_SHOT])),
        "others": album.shots.count() - len(shots),
    }
    response = page(request, "phone/album.html", context, fragments=("album",), status=422 if refused else 200)
    if mine:
        response.set_cookie(
            DEVICE, device, max_age=LASTS, path=request.path, samesite="Strict", httponly=True, secure=settings.HTTPS
        )
    return response


@never_cache
@require_safe
def shot(request: HttpRequest, token: str, key: uuid.UUID) -> HttpResponse:
    """The small picture of a photo that this very telephone sent."""
    limits.limit(request, "telephone:look", per_address=(600, 60))
    link = hand_over_by(token, at=clock.wall())
    if link is None or not is_mine(link, request.COOKIES.get(DEVICE, "")):
        raise Http404
    return small_picture(get_object_or_404(link.album.shots, key=key))


def is_mine(link: HandOver, device: str) -> bool:
    """This function will tell whether this telephone is the one that sent the first photo."""
    return bool(device) and link.device_sha256 == digest(device)
