"""提交审核: what is checked, what is refused and how, and one receipt however often one clicks."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World, fresh
from zhicheng.applications.models import Application, Outcome, Status, Submission
from zhicheng.web.applicant.submission import begun_at, begun_mark
from zhicheng.web.applicant.tests.conftest import errors


def url(application: Application, rest: str = "submit/") -> str:
    return f"/my/applications/{application.number}/{rest}"


@pytest.fixture
def ready(world: World) -> Application:
    """A complete draft whose form was downloaded."""
    application = world.filled()
    world.download(application)
    return fresh(application)


def sent(client: Client, application: Application, **changes: str) -> dict[str, Any]:
    """What the page sends now."""
    page = client.get(url(application)).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(request_key|content_hash)" value="([^"]+)"', page))
    return {**hidden, "promise": "on", **changes}


def test_submitting_leads_to_the_receipt(li: Client, world: World, ready: Application) -> None:
    response = li.post(url(ready), sent(li, ready))
    assert (response.status_code, response["Location"]) == (303, url(ready, "receipt/"))
    page = li.get(response["Location"]).content.decode()
    shown = (ready.number, "清远市环境科学研究院　人事管理单位审核", "您现在不需要操作")
    assert [text in page for text in shown] == [True] * 3
    assert fresh(ready).status == Status.IN_PROGRESS


@pytest.mark.parametrize("same_key", [True, False])
def test_a_second_click_comes_to_the_same_receipt(li: Client, ready: Application, same_key: bool) -> None:
    first = sent(li, ready)
    second = first if same_key else {**first, "request_key": uuid4().hex}
    places = [li.post(url(ready), data)["Location"] for data in (first, second)]
    assert places == [url(ready, "receipt/")] * 2
    assert Submission.objects.count() == 1


def test_content_that_changed_meanwhile_is_refused(li: Client, world: World, ready: Application) -> None:
    stale = sent(li, ready)
    world.add(ready, "appraisal", {"year": 2020, "grade": "competent", "unit": "清远市环境科学研究院"})
    response = li.post(url(ready), stale)
    assert (response.status_code, fresh(ready).status) == (409, Status.DRAFT)
    assert errors(response) == ["申请内容在这一页打开以后改过。核对改动后的内容，重新下载评审表，再提交"]


def test_the_form_must_be_downloaded_first(li: Client, world: World) -> None:
    application = world.filled()
    response = li.post(url(application), sent(li, application))
    assert (response.status_code, errors(response)) == (422, ["先下载现在这份内容的评审表，再提交"])
    assert "这份内容还没有下载" in response.content.decode()


def test_nothing_is_submitted_without_the_promise(li: Client, ready: Application) -> None:
    data = sent(li, ready)
    del data["promise"]
    response = li.post(url(ready), data)
    assert (response.status_code, errors(response)) == (422, ["勾选诚信承诺"])
    assert Submission.objects.count() == 0


def test_what_is_missing_is_listed_with_links(li: Client, world: World) -> None:
    application = world.fill(world.start(), skip=("boxes", "training", "request"))
    response = li.post(url(application), sent(li, application))
    assert response.status_code == 422
    assert errors(response) == [
        "继续教育还没有填完",
        "填写申请信息还没有填完",
        "补录籍贯",
        "补录行政职务",
        "补录工作经历第 1 条的证明人",
        "补录专业技术工作总结",
    ]
    page = response.content.decode()
    assert f'href="/my/applications/{application.number}/form/#f-native_place"' in page
    assert f'href="/my/applications/{application.number}/request/?check=1"' in page


def test_only_steps_that_are_complete_are_ticked(li: Client, world: World) -> None:
    application = world.start()
    ticks = [[is_done for *_, is_done in li.get(url(application)).context["journey"].items]]
    world.fill(application, skip=["request", "boxes"])
    ticks += [[is_done for *_, is_done in li.get(url(application)).context["journey"].items]]
    world.save(application, "request", world.request())
    world.fill_boxes(application)
    world.download(application)
    ticks += [[is_done for *_, is_done in li.get(url(application)).context["journey"].items]]
    assert ticks == [[False, False, False, False], [True, False, False, False], [True, True, True, False]]


def test_after_the_deadline_it_says_so_and_loses_nothing(li: Client, world: World, ready: Application) -> None:
    data = sent(li, ready)
    world.at = world.call.submit_until + timedelta(minutes=1)
    response = li.post(url(ready), data)
    assert (response.status_code, "个人提交已于 10 月 31 日 24:00 截止" in response.content.decode()) == (409, True)
    assert fresh(ready).status == Status.DRAFT


def test_the_page_counts_down_by_the_servers_clock(li: Client, world: World, ready: Application) -> None:
    world.at = world.call.submit_until.replace(month=10, day=29, hour=20)
    page = li.get(url(ready)).content.decode()
    assert ["10 月 31 日 24:00" in page, "还有 2 天" in page] == [True, True]


def test_the_conditions_are_advice_with_their_source(li: Client, ready: Application) -> None:
    advice = li.get(url(ready)).context["review"].advice
    assert {one.word for one in advice} == {"符合", "由审核人员判断"}
    assert all(one.source for one in advice)


def test_a_submitted_case_leads_to_its_progress(li: Client, world: World) -> None:
    application = world.submitted()
    assert li.get(url(application))["Location"] == f"/my/tracking/{application.number}/"


def test_a_finished_case_takes_no_submission(li: Client, world: World) -> None:
    application = world.at_stage("")
    data = {"request_key": uuid4().hex, "content_hash": "0" * 64, "promise": "on"}
    assert li.post(url(application), data).status_code == 409


def test_a_returned_case_is_submitted_again(li: Client, world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    world.answer(application)
    world.download(application)
    assert li.post(url(application), sent(li, application))["Location"] == url(application, "receipt/")
    assert (fresh(application).round, "已重新提交" in li.get(url(application, "receipt/")).content.decode()) == (
        2,
        True,
    )


@pytest.mark.parametrize("value", ["", "\0", "x" * 200_000])
@pytest.mark.parametrize("name", ["request_key", "content_hash"])
def test_a_tampered_page_is_told_to_reload(li: Client, ready: Application, name: str, value: str) -> None:
    response = li.post(url(ready), sent(li, ready, **{name: value}))
    assert (response.status_code, Submission.objects.count()) == (422, 0)


def test_it_does_not_exist_for_strangers(wu: Client, world: World) -> None:
    application = world.submitted()
    for rest in ("submit/", "receipt/"):
        assert wu.get(url(application, rest)).status_code == 404
    assert wu.post(url(application), {"promise": "on"}).status_code == 404


def test_before_the_first_submission_there_is_no_receipt(li: Client, draft: Application) -> None:
    assert li.get(url(draft, "receipt/")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_check_costs_the_same_with_more_rows(
    li: Client, world: World, ready: Application, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2021 - rows, 2021):
        world.add(ready, "appraisal", {"year": year, "grade": "competent", "unit": "清远市环境科学研究院"})
    li.get(url(ready))
    with django_assert_num_queries(7):
        li.get(url(ready))


def test_a_page_opened_before_the_end_is_taken_a_little_after_it(li: Client, world: World) -> None:
    application = world.filled()
    digest = world.download(application)
    for opened, found in ((world.at, world.at), (None, None)):
        mark = begun_mark(application, opened, digest) if opened else "made up"
        assert begun_at(application, mark, digest) == found
    assert begun_at(application, begun_mark(application, world.at, digest), "another content") is None
    page = li.get(f"/my/applications/{application.number}/submit/").content.decode()
    assert 'name="begun"' in page


def test_automatic_submission_is_set_shown_and_cancelled(li: Client, wu: Client, world: World) -> None:
    application = world.filled()
    digest = world.download(application)
    here = f"/my/applications/{application.number}/submit/"
    ticks = {"order-content_hash": digest, "order-promise": "on", "order-automatic": "on"}
    for name in ("order-promise", "order-automatic"):
        answer = li.post(f"{here}order/", {key: value for key, value in ticks.items() if key != name})
        assert (answer.status_code, len(errors(answer))) == (422, 1)
    assert [wu.post(f"{here}order/", ticks).status_code, wu.post(f"{here}order/cancel/").status_code] == [404, 404]
    assert li.post(f"{here}order/", {**ticks, "order-content_hash": "old"}).status_code == 409
    assert "设置到期自动提交" in li.get(here).content.decode()
    assert li.post(f"{here}order/", ticks).status_code == 303
    page = li.get(here).content.decode()
    assert ("系统自动提交现在这份内容" in page, "设置到期自动提交</button>" in page) == (True, False)
    assert li.post(f"{here}order/cancel/").status_code == 303
    assert "系统自动提交现在这份内容" not in li.get(here).content.decode()
