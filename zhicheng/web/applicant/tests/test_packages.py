"""数据包 through the pages: asked for after the password, waited for, fetched whole or in parts; others get 404."""

from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.audit.models import Event
from zhicheng.core import clock
from zhicheng.reports.models import DataPackage
from zhicheng.reports.operations import KEPT, make_package
from zhicheng.reports.queries import path_of
from zhicheng.web.applicant.tests.conftest import browser

PASSWORD = "Qingyuan-2026"


@pytest.fixture
def case(world: World) -> Application:
    return world.submitted()


@pytest.fixture
def sure(world: World) -> Client:
    """李工's browser in which she gave her password a moment ago."""
    world.li.set_password(PASSWORD)
    world.li.save(update_fields=["password"])
    client = browser(world.li)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def made(client: Client, address: str) -> DataPackage:
    """Asked for on the page, and made by the worker."""
    waiting = client.post(address).headers["Location"]
    package = DataPackage.objects.latest("requested_at")
    assert waiting == f"/my/package/{package.pk}/"
    assert "正在生成数据包" in client.get(waiting).content.decode()
    make_package.call(str(package.pk))
    package.refresh_from_db()
    return package


def content(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["/my/tracking/{number}/package/", "/my/package/"])
def test_the_password_is_asked_before_a_package_is_made(li: Client, case: Application, address: str) -> None:
    address = address.format(number=case.number)
    for answer in (li.get(address), li.post(address)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert not DataPackage.objects.exists()


def test_the_pages_of_case_and_person_lead_to_it(li: Client, case: Application) -> None:
    assert 'href="package/"' in li.get(f"/my/tracking/{case.number}/").content.decode()
    assert 'href="/my/package/"' in li.get("/my/profile/").content.decode()


def test_asked_for_made_and_fetched(sure: Client, case: Application) -> None:
    assert "生成数据包" in sure.get(f"/my/tracking/{case.number}/package/").content.decode()
    package = made(sure, f"/my/tracking/{case.number}/package/")

    page = sure.get(f"/my/package/{package.pk}/").content.decode()
    assert f"/my/package/{package.pk}/file/" in page
    assert package.sha256 in page
    response = sure.get(f"/my/package/{package.pk}/file/")
    assert sha256(content(response)).hexdigest() == package.sha256
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Cache-Control"] == "no-store"
    assert Event.objects.filter(verb="reports.package_fetched", actor=package.owner).count() == 1
    assert "查看那个数据包" in sure.get(f"/my/tracking/{case.number}/package/").content.decode()


def test_the_password_is_asked_again_before_a_download(sure: Client, li: Client, case: Application) -> None:
    package = made(sure, "/my/package/")
    assert li.get(f"/my/package/{package.pk}/file/").headers["Location"].startswith("/accounts/reauthenticate/")


def test_a_broken_download_goes_on_where_it_was(sure: Client, case: Application) -> None:
    package = made(sure, f"/my/tracking/{case.number}/package/")
    address = f"/my/package/{package.pk}/file/"
    whole = path_of(package).read_bytes()

    broken = sure.get(address)
    first = content(broken)[:1000]  # then the line went dead
    rest = sure.get(address, headers={"Range": "bytes=1000-", "If-Range": broken.headers["ETag"]})

    assert rest.status_code == 206
    assert rest.headers["Content-Range"] == f"bytes 1000-{len(whole) - 1}/{len(whole)}"
    assert first + content(rest) == whole


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=5-5", 206, 5, 6),
        ("bytes=0-", 200, 0, None),
        ("bytes=0-99999999999", 200, 0, None),
        ("bytes=0-1,5-6", 200, 0, None),  # several ranges are none
        ("bytes=-5", 200, 0, None),
        ("chars=0-9", 200, 0, None),
    ],
)
def test_ranges(sure: Client, case: Application, asked: str, status: int, start: int, end: int | None) -> None:
    package = made(sure, "/my/package/")
    response = sure.get(f"/my/package/{package.pk}/file/", headers={"Range": asked})
    assert response.status_code == status
    assert content(response) == path_of(package).read_bytes()[start:end]


@pytest.mark.parametrize("asked", ["bytes=99999999999-", "bytes=9-3"])
def test_a_range_that_is_not_there_is_refused(sure: Client, case: Application, asked: str) -> None:
    package = made(sure, "/my/package/")
    assert sure.get(f"/my/package/{package.pk}/file/", headers={"Range": asked}).status_code == 416


def test_of_another_edition_the_whole_is_given(sure: Client, case: Application) -> None:
    package = made(sure, "/my/package/")
    headers = {"Range": "bytes=10-", "If-Range": '"another"'}
    response = sure.get(f"/my/package/{package.pk}/file/", headers=headers)
    assert (response.status_code, content(response)) == (200, path_of(package).read_bytes())


def test_for_others_there_is_none(sure: Client, wu: Client, case: Application) -> None:
    package = made(sure, "/my/package/")
    addresses = (
        f"/my/tracking/{case.number}/package/",
        f"/my/package/{package.pk}/",
        f"/my/package/{package.pk}/file/",
    )
    assert [wu.get(address).status_code for address in addresses[:2]] == [404, 404]
    assert wu.post(addresses[0]).status_code == 404
    assert wu.get(addresses[2]).status_code == 404


def test_after_a_week_there_is_none(sure: Client, case: Application) -> None:
    package = made(sure, "/my/package/")
    DataPackage.objects.filter(pk=package.pk).update(expires_at=clock.wall())
    assert sure.get(f"/my/package/{package.pk}/").status_code == 404
    assert sure.get(f"/my/package/{package.pk}/file/").status_code == 404
    assert KEPT.days == 7  # as the page says


def test_a_lost_or_failed_one_can_be_asked_for_again(sure: Client, case: Application) -> None:
    sure.post("/my/package/")
    package = DataPackage.objects.get()
    DataPackage.objects.update(problem="没有生成")
    assert "重新生成" in sure.get(f"/my/package/{package.pk}/").content.decode()
    assert sure.post("/my/package/").headers["Location"] != f"/my/package/{package.pk}/"


def test_the_eleventh_of_a_day_is_refused(sure: Client, case: Application) -> None:
    answers = [sure.post("/my/package/").status_code for _ in range(11)]
    assert answers == [303] * 10 + [429]


def test_the_pages_cost_the_same_however_large_the_case(sure: Client, case: Application) -> None:
    package = made(sure, "/my/package/")
    file = f"/my/package/{package.pk}/file/"
    found = {}
    for address in (f"/my/tracking/{case.number}/package/", "/my/package/", f"/my/package/{package.pk}/", file):
        with CaptureQueriesContext(connection) as statements:
            answer = sure.get(address)
        found[address] = len(statements)
        if answer.streaming:
            content(answer)
    assert [*found.values()] == [7, 7, 4, 9]  # whether the password was given is asked in three
