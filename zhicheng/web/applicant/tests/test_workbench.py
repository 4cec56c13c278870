from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from zhicheng.applications import operations
from zhicheng.applications.models import Outcome
from zhicheng.notifications.operations import notify


def test_somebody_new_is_told_where_to_begin(li: Client, world: World) -> None:
    page = li.get("/my/").content.decode()
    assert ("没有在办的申请" in page, "选择人事管理单位" in page, "/my/apply/evaluation/" in page) == (True, True, True)


def test_the_case_in_hand_names_its_next_step(li: Client, world: World) -> None:
    application = world.start()
    assert li.get("/my/").context["in_hand"].journey.title == "填写个人信息"
    world.fill(application, skip=["request", "boxes"])
    assert li.get("/my/").context["in_hand"].journey.title == "填写申请信息"
    world.save(application, "request", world.request())
    assert li.get("/my/").context["in_hand"].journey.title == "生成评审表"
    world.fill_boxes(application)
    world.download(application)
    assert li.get("/my/").context["in_hand"].journey.title == "提交审核"


def test_the_deadlines_of_the_chosen_call_stand_beside(li: Client, world: World) -> None:
    world.filled()
    dates = li.get("/my/").context["dates"]
    assert dates == [
        ("10 月 31 日", "本人提交截止"),
        ("11 月 15 日", "单位推荐截止"),
        ("11 月 30 日", "主管单位报送截止"),
    ]


def test_a_submitted_case_says_where_it_is(li: Client, world: World) -> None:
    application = world.submitted()
    (other,) = li.get("/my/").context["others"]
    assert (other.word, other.url) == ("待单位审核", f"/my/applications/{application.number}/")


def test_a_returned_case_comes_first_with_its_last_day(li: Client, world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    (one,) = li.get("/my/").context["returned"]
    assert one.title == "2026 年度评审申请被退回，9 月 25 日 24:00 前改好重新提交"
    assert (one.text, one.url) == (
        "清远市环境科学研究院一次性告知需修改 1 处。",
        f"/my/applications/{application.number}/corrections/",
    )


def test_an_issued_certificate_is_shown(li: Client, world: World) -> None:
    world.at_stage("")
    assert [one.title for one, is_valid in li.get("/my/").context["certificates"] if is_valid] == ["工程师"]


def test_nobody_sees_what_belongs_to_others(wu: Client, world: World) -> None:
    world.submitted()
    page = wu.get("/my/")
    assert (page.context["others"], page.context["in_hand"], list(page.context["letters"])) == ([], None, [])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_workbench_costs_the_same_with_more_rows(
    li: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    application = world.start()
    for year in range(2021 - rows, 2021):
        world.add(application, "appraisal", {"year": year, "grade": "competent", "unit": "清远市环境科学研究院"})
        notify(recipients=[world.li], title=f"消息 {year}", body="正文", about="", at=world.at)
    with django_assert_num_queries(7):
        li.get("/my/")


def test_a_draft_that_lacks_nothing_is_said_to_be_unsent(li: Client, world: World) -> None:
    draft = world.fill(world.start(), skip=["boxes"])
    said = "资料已齐，还没有提交"
    assert said not in li.get("/my/").content.decode()
    world.fill_boxes(draft)
    assert said in li.get("/my/").content.decode()
    digest = world.download(draft)
    operations.order_submission(application=draft, content_hash=digest, actor=world.li, at=world.at)
    page = li.get("/my/").content.decode()
    assert (said in page, "已设置到期自动提交" in page) == (False, True)
    world.submit(draft)
    assert said not in li.get("/my/").content.decode()


def test_the_deadline_stands_with_the_servers_clock(li: Client, world: World) -> None:
    world.filled()
    world.at = world.call.submit_until - timedelta(hours=5, seconds=1)
    page = li.get("/my/").content.decode()
    assert "data-countdown" in page
    assert "10 月 31 日 24:00，<span data-left>还有 5 小时</span>" in page
    assert "服务器时间 <time data-time>18:59:5" in page
