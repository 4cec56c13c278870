"""业务办理查询: its filters, 办理记录 to be printed, and how long a desk usually takes."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World, fresh
from zhicheng.applications.models import Application, Gate, Outcome, StageRecord
from zhicheng.web.applicant.usual import ENOUGH

LIST = "/my/tracking/"


def numbers(li: Client, query: str) -> list[str]:
    return [row.number for row in li.get(f"{LIST}?{query}").context["rows"]]


@pytest.fixture
def three(world: World) -> dict[str, str]:
    """The numbers of 李工's three cases."""
    other = world.start(kind="initial")
    cases = {"submitted": world.submitted(), "other": other, "later": world.start(year=2030)}
    return {name: case.number for name, case in cases.items()}


def test_the_list_is_narrowed_by_business_state_and_year(li: Client, three: dict[str, str]) -> None:
    found = [
        numbers(li, query)
        for query in (
            "",
            "kind=initial",
            "status=in_progress",
            "year=2030",
            "kind=evaluation&status=draft",
            "year=2026",
        )
    ]
    submitted, other, later = three["submitted"], three["other"], three["later"]
    assert found == [[later, submitted, other], [other], [submitted], [later], [later], [submitted, other]]


def test_only_ones_own_years_are_offered_and_others_cases_never_found(wu: Client, three: dict[str, str]) -> None:
    page = wu.get(f"{LIST}?year=2030")
    assert (page.status_code, list(page.context["rows"])) == (422, [])


def test_what_fits_nothing_says_so_and_clears(li: Client, three: dict[str, str]) -> None:
    page = li.get(f"{LIST}?status=passed").content.decode()
    assert ("没有符合条件的申请" in page, "清除筛选" in page) == (True, True)


@pytest.mark.parametrize("query", ["kind=x", "status=%00", "year=9999", "year=%E2%91%A0", "cursor=x&kind="])
def test_whatever_the_query_the_list_answers(li: Client, three: dict[str, str], query: str) -> None:
    assert li.get(f"{LIST}?{query}").status_code in (200, 422)


# ── 办理记录 ──


def record(application: Application, rest: str = "") -> str:
    return f"{LIST}{application.number}/record/{rest}"


def test_the_record_tells_everything_in_order_and_masks_the_number(li: Client, world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    page = li.get(record(application))
    assert [event.title for event in page.context["events"]][:3] == ["开始填写", "个人提交", "退回补正（一次性告知）"]
    assert world.li.id_number not in page.content.decode()
    assert dict(page.context["facts"])["申报编号"] == application.number


def test_the_record_is_a_pdf_of_its_own(li: Client, world: World) -> None:
    application = world.at_stage("recommend")
    response = li.get(record(application, "pdf/"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    with pikepdf.open(BytesIO(data)) as document:
        assert len(document.pages) >= 1
    assert application.number in response["Content-Disposition"]


@pytest.mark.parametrize("rest", ["", "pdf/"])
def test_nobody_elses_record_exists(wu: Client, world: World, rest: str) -> None:
    assert wu.get(record(world.submitted(), rest)).status_code == 404


# ── how long a desk usually takes ──


def decided(application: Application, count: int) -> None:
    """`count` cases that the desk of the case decided within four working days."""
    here = StageRecord.objects.get(application=application, outcome=Outcome.PENDING, arrived_at__isnull=False)
    assert here.gate == Gate.DESK
    assert here.arrived_at is not None
    came = here.arrived_at - timedelta(days=14)
    StageRecord.objects.bulk_create(
        StageRecord(
            application=application,
            round=100 + number,
            order=here.order,
            key=here.key,
            title=here.title,
            waiting=here.waiting,
            gate=here.gate,
            role=here.role,
            organization=here.organization,
            outcome=Outcome.PASSED,
            arrived_at=came,
            decided_at=came + timedelta(days=4),
        )
        for number in range(count)
    )


@pytest.mark.parametrize(("count", "said"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_the_usual_time_is_said_when_enough_cases_were_measured(
    li: Client, world: World, count: int, said: bool
) -> None:
    application, others = world.submitted(), world.submitted(world.wu)
    decided(others, count)
    cache.clear()
    usual = li.get(f"{LIST}{application.number}/").context["usual"]
    assert ("20 件" in usual and "用时的中位数是" in usual) is said
    assert (usual == "") is not said


def test_after_the_vote_no_time_is_said(li: Client, world: World) -> None:
    application = world.at_stage("confirm")
    decided(application, ENOUGH)
    assert fresh(application).is_open
    assert li.get(f"{LIST}{application.number}/").context["usual"] == ""


# ── statements ──


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world.submitted()
    for year in range(2030, 2029 + rows):
        world.start(year=year)
    with django_assert_num_queries(6):
        assert len(li.get(LIST).context["rows"]) == rows


def test_a_case_costs_one_statement_more_once_an_hour(
    li: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = f"{LIST}{world.submitted().number}/"
    for statements in (6, 5):
        with django_assert_num_queries(statements):
            li.get(path)
    with django_assert_num_queries(5):
        li.get(f"{path}record/")
