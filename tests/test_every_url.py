"""Every address with everybody of the cast: who may not enter learns nothing, and nobody ever meets a 500."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.answers import RECORDS
from tests.world import World, picture_bytes, stage_of
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Assistance, Notice, Objection, Outcome
from zhicheng.content.models import Column
from zhicheng.core import clock
from zhicheng.files import operations as files
from zhicheng.files.models import Shot
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import UnitRequest
from zhicheng.reports.models import DataPackage
from zhicheng.reports.operations import make_package, request_package
from zhicheng.review.models import Item

SIGNED_IN = ("li", "wu", "wang", "zhao", "qian", "feng", "sun", "zhou")
CAST = ("nobody", *SIGNED_IN)
DESKS, EXPERTS = ("wang", "zhao", "qian"), ("sun", "zhou")
# Who may enter, by how the address begins; the first line that fits decides. The objects are 李工's: her closed
# case and her returned one. 周评委 is recused; the meeting is blind, so its files are nobody's.
WHO: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"my/(applications|tracking|certificates|messages|files|photo|uploads|shots|package|assistance)/<", ("li",)),
    (r"h/<", CAST),  # whoever holds the code
    (r"my/", SIGNED_IN),
    (r"(desk|office)/messages/<", ()),  # the message is 李工's
    (r"desk/cases/<.*/forms/", ("wang",)),
    (r"office/cases/<.*/forms/", ()),  # no committee prints any
    (r"desk/notices/<", ("wang",)),
    (r"desk/assistance/", ("wang",)),
    (r"desk/unit-requests/", ("qian",)),
    (r"desk/windows/", ("qian",)),
    (r"desk/", DESKS),
    (r"panel/meetings/<.*/files/", ()),
    (r"panel/meetings/<.*/items/", ("sun",)),
    (r"panel/", EXPERTS),
    (r"office/", ("feng",)),
    (r"(home|resume|session)/", SIGNED_IN),
    (r"register/done/", ()),  # right after registration only
    (r"accounts/(login|logout|inactive|signup|password/reset)/", CAST),
    (r"accounts/2fa/", SIGNED_IN),
    (r"accounts/", SIGNED_IN),
    (r"(healthz|readyz|favicon\.ico|display/|styleguide/|register/|login/|reset/|demo/)", CAST),
    (r"(attachments|media)/", CAST),
    (r"(services|publicity|certificates|letters|forms|search|help|accessibility|reliability|privacy)/|$", CAST),
    (r"(policies|standards|notices/review|guides|announcements|downloads|sitemap)/|sitemap\.xml|robots\.txt", CAST),
)
# Addresses that are not there even for those who may enter, and why.
ABSENT = {
    "accounts/2fa/recovery-codes/": "nobody of the cast made any",
    "accounts/2fa/recovery-codes/download/": "nobody of the cast made any",
    "accounts/2fa/totp/deactivate/": "applicants have none",
    "demo/sign-in/": "names nobody",
    "demo/clock/": "tells no time",
    "certificates/r/<str:sealed>/": "a made-up seal",
    "certificates/r/<str:sealed>/extract/": "a made-up seal",
    "desk/cases/<str:number>/rejection/": "nobody proposed any",
    "office/cases/<str:number>/rejection/": "nobody proposed any",
    "desk/windows/<int:year>/<slug:kind>/<slug:region>/": "the windows are those of the province, 钱科长 is of the city",
    "desk/windows/<int:year>/<slug:kind>/<slug:region>/change/": "the same",
    "desk/notices/<str:number>/objections/<int:pk>/": "settled",
    "office/notices/<str:number>/objections/<int:pk>/": "settled",
    "my/tracking/<str:number>/letter/": "a 评审申请 has none",
    "desk/cases/<str:number>/letter/": "a 评审申请 has none",
    "desk/cases/<str:number>/letter/pdf/": "a 评审申请 has none",
    "office/cases/<str:number>/letter/": "a 评审申请 has none",
    "office/cases/<str:number>/letter/pdf/": "a 评审申请 has none",
    **{f"{column}/<int:pk>/": "nothing is published" for column in Column},
    "letters/v/<slug:token>/": "the token of a certificate",
    "forms/v/<slug:token>/": "the token of a certificate",
    "my/applications/<str:number>/unit/": "a 评审申请 asks for no unit",
    "my/uploads/": "into no slot",
    "attachments/<int:pk>/": "nothing is published; zhicheng/web/public/tests/test_attachments.py",
    "media/images/<str:name>": "the same",
    "my/applications/<str:number>/carry-over/": "it can still be sent",
    "h/<str:token>/<uuid:key>.jpg": "shown to the telephone that sent it",
    "my/applications/<str:number>/form/pdf/<int:pk>/file/": "the worker has not made it yet",
    "desk/cases/<str:number>/forms/<slug:form>/<int:pk>/file/": "the worker has not made it yet",
}
# Mails nobody here gets: passwords are reset by a code. The pages of libraries, each with one gate and a test of its own:
# zhicheng/web/cms/tests/test_gate.py, zhicheng/web/ops/tests/test_admin.py.
SET_APART = re.compile(r"password/reset/key/|^\^?cms/|^admin/")


@dataclass
class Objects:
    """What 李工 has, to put into addresses."""

    closed: Application
    returned: Application
    item: Item
    objections: dict[str, Objection]
    unit_request: UnitRequest
    shot: Shot
    token: str
    package: DataPackage
    asked: Assistance

    def fill(self, pattern: str) -> str:
        return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(self.value(found[1], pattern)), pattern)

    def value(self, name: str, pattern: str) -> Any:
        """The sample for one part of an address; a new kind of part needs a line here."""
        li = self.closed.applicant
        certificate = self.closed.certificate
        if name == "number" and "meetings/" in pattern:
            return self.item.meeting.number
        if name == "number" and pattern.startswith("my/certificates/"):
            return certificate.number
        if name == "number":
            return (self.returned if pattern.startswith("my/applications/") else self.closed).number
        if name == "pk":
            return self.pk(pattern)
        if name == "file" and "unit-requests" in pattern:
            return self.unit_request.proofs.get().pk
        if name == "file":
            photo = li.photos.latest("pk")
            picture = photo.file_id if pattern.endswith(".jpg") and "/view" not in pattern else photo.original_id
            picture = photo.original_id if "/cut" in pattern else picture
            return picture if "photo" in pattern else li.education_set.latest("pk").evidence.get().pk
        if name == "token" and pattern.startswith("h/"):
            return self.token
        if name == "key" and ".jpg" in pattern:
            return self.shot.key
        samples = {
            "kind": "evaluation",
            "form": "publicity",
            "key": "education",
            "order": 1,
            "place": 1,
            "year": 2026,
            "committee": self.item.meeting.call.committee_id,
            "region": "440000",
            "token": certificate.token,
            "package": self.package.pk,
            "sealed": "x",
            "name": "x.jpg",
            "slug": "register",
        }
        assert name in samples, f"{pattern}: what is a sample of <{name}>? Add it here"
        return samples[name]

    def pk(self, pattern: str) -> Any:
        if "unit-requests" in pattern:
            return self.unit_request.pk
        if "assistance" in pattern:
            return self.asked.pk
        if "messages" in pattern:
            return Message.objects.filter(recipient=self.closed.applicant).latest("pk").pk
        if "uploads" in pattern:
            return self.closed.applicant.uploads.get().pk
        if "objections" in pattern:
            return self.objections[pattern.split("/")[0]].pk
        if "history" in pattern:
            return self.returned.versions.latest("pk").pk
        if "forms" in pattern:
            return operations.request_print(application=self.closed, at=clock.now(), form="publicity").pk
        if "pdf" in pattern:
            return self.returned.prints.latest("pk").pk
        return self.closed.applicant.education_set.latest("pk").pk


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield address
        else:
            yield from patterns(each, address)


def ours() -> list[str]:
    return [pattern for pattern in patterns(get_resolver()) if not SET_APART.search(pattern)]


def may_enter(pattern: str) -> tuple[str, ...]:
    fitting = [roles for begins, roles in WHO if re.match(begins, pattern)]
    assert fitting, f"{pattern}: who may enter? Add a line to WHO"
    return fitting[0]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Two thousand refusals would hide the one that is wrong."""
    caplog.set_level("ERROR", logger="django.request")


@pytest.fixture
def objects(world: World) -> Objects:
    """李工's case that went the whole way, objected to twice, and her next one, returned by the unit."""
    closed = world.at_stage("notice_before")
    objections = {}
    for desk, stage in (("desk", "notice_before"), ("office", "notice_after")):
        world.go(closed, to=stage)
        notice, officer = Notice.objects.get(stage=stage_of(closed)), world.officer(stage_of(closed))
        raised = operations.object_to(notice=notice, text="异议", objector="陈某", actor=officer, at=world.at)
        operations.resolve_objection(objection=raised, upheld=False, finding="不实", actor=officer, at=world.at)
        objections[desk] = raised
    closed = world.go(closed)
    returned = world.start()
    for key in ("education", "work", "current_title", "training", "since", "appraisal"):
        model = world.step(returned, key).model
        world.choose(returned, key, *model.objects.filter(owner=world.li))
    world.fill(returned, skip=RECORDS)
    said = {"raw": {"school": ["华南"]}}
    operations.set_aside(application=returned, key="education", said=said, page="", actor=world.li, at=world.at)
    world.submit(returned)
    world.decide(returned, Outcome.RETURNED)
    slot = f"{returned.number}/education"
    wall = clock.wall()
    files.begin(owner=world.li, slot=slot, name="a.pdf", size=9, sha256="", since=world.at, at=wall)
    album = files.open_album(owner=world.li, slot=slot, title="学历学位", at=wall)
    shot = files.add_shot(album=album, name="a.jpg", data=BytesIO(picture_bytes()), at=wall)
    _, token = files.hand_over(album=album, at=wall)
    package = request_package(owner=world.li, application=closed, at=wall)
    make_package.call(str(package.pk))
    asked = operations.ask_assistance(
        applicant=world.li, helper=world.wang, unit=world.unit, application=returned, at=wall
    )
    return Objects(closed, returned, Item.objects.get(), objections, world.asks_for_unit(), shot, token, package, asked)


def answers(objects: Objects, pattern: str, session: str) -> dict[str, str]:
    """How GET and POST are answered, with everything rolled back."""
    found = {}
    for method in ("get", "post"):
        client = Client()
        if session:
            client.cookies["sessionid"] = session
        with transaction.atomic():
            response = getattr(client, method)(objects.fill(pattern), {"x": "1"})
            transaction.set_rollback(True)
        if response.streaming:
            b"".join(response.streaming_content)
        is_login = response.status_code in (302, 303) and "/login" in response["Location"]
        found[method] = "login" if is_login or response.status_code == 401 else str(response.status_code)
    cache.clear()
    return found


def wrong(pattern: str, who: str, got: dict[str, str]) -> str:
    """What is wrong with the answers, or nothing."""
    said = {*got.values()} - {"405"}
    if who in may_enter(pattern):
        bad = said & {"403", "404"} and pattern not in ABSENT
        return f"{who} is kept out of {pattern}: {got}" if bad else ""
    kept_out = {"login"} if who == "nobody" else {"404", "login"} if may_enter(pattern) == () else {"404"}
    return "" if said and said <= kept_out else f"{who} gets into {pattern}: {got}"


def test_everybody_at_every_address(world: World, objects: Objects) -> None:
    sessions = {"nobody": ""}
    for who in SIGNED_IN:
        client = Client()
        client.force_login(getattr(world, who))
        sessions[who] = client.cookies["sessionid"].value
    addresses = ours()
    found = [wrong(pattern, who, answers(objects, pattern, sessions[who])) for pattern in addresses for who in CAST]
    assert [line for line in found if line] == []
    assert set(ABSENT) <= set(addresses), "ABSENT names an address that is gone"


# What is open to an officer whom 李工 lets fill in her returned case, besides what is open to him anyway.
HELPER_MAY = re.compile(r"my/applications/<str:number>/($|info/|request/|form/)|my/(files|uploads)/<")
BY_HERSELF = re.compile(r".*/(files/(photos|phone)|delete)/$")


def is_kept_out(client: Client, address: str) -> bool:
    """Whether whatever is tried is refused, or answered with the page that says who does it."""
    refusals = []
    for method in ("get", "post"):
        with transaction.atomic():
            response = getattr(client, method)(address, {"x": "1"})
            transaction.set_rollback(True)
        says = b"".join(response.streaming_content) if response.streaming else response.content
        refusals.append(response.status_code in (404, 405) or "本人办理".encode() in says)
    return all(refusals)


def test_a_helper_gets_no_further_than_the_parts_of_the_case(world: World, objects: Objects) -> None:
    operations.agree_to_assistance(assistance=objects.asked, actor=world.li, at=clock.now())
    client = Client()
    client.force_login(world.wang)
    hers = [pattern for pattern in ours() if may_enter(pattern) == ("li",) and pattern not in ABSENT]
    opened = {pattern for pattern in hers if not is_kept_out(client, objects.fill(pattern))}
    assert opened == {pattern for pattern in hers if HELPER_MAY.match(pattern) and not BY_HERSELF.match(pattern)}
