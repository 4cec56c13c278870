import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from zhicheng.applications.models import Application, Outcome
from zhicheng.web.applicant.tests.conftest import info


def states(client: Client, application: Application) -> dict[str, str]:
    cards = client.get(info(application)).context["cards"]
    return {line.url.split("/")[-2] if "?" not in line.url else line.url: line.state for c in cards for line in c.lines}


def test_a_new_case_lists_every_part_that_applies(li: Client, draft: Application) -> None:
    back = f"?next={info(draft)}"
    assert states(li, draft) == {
        "basic": "todo",
        f"/my/photo/{back}": "todo",
        f"/my/unit/{back}": "todo",
        "education": "todo",
        "work": "todo",
        "current_title": "optional",
        "qualification": "optional",
        "training": "todo",
        "since": "todo",
        **dict.fromkeys(("award", "patent", "standard", "paper", "book", "report"), "optional"),
        "appraisal": "todo",
        **dict.fromkeys(("reward", "post"), "optional"),
    }


def test_next_lists_what_is_missing_and_still_lets_one_look_ahead(li: Client, draft: Application) -> None:
    response = li.get(info(draft, "?check=1"))
    page = response.content.decode()
    assert len(response.context["missing"]) == 8
    assert ("还有 8 项必填内容没有完成" in page, "先看下一步：填写申请信息" in page) == (True, True)


def test_next_goes_on_when_nothing_required_is_missing(li: Client, world: World) -> None:
    application = world.filled()
    assert li.get(info(application, "?check=1"))["Location"] == f"/my/applications/{application.number}/request/"


def test_the_help_desk_of_the_region_stands_beside(li: Client, world: World) -> None:
    assert "清远市人社局人才开发科" in li.get(info(world.filled())).content.decode()


def test_a_returned_case_shows_where_to_mend(li: Client, world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    assert states(li, application)["education"] == "fix"
    assert "有 1 处需修改" in li.get(info(application)).content.decode()
    assert "毕业证书不清楚，重新上传" in li.get(info(application, "education/")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_more_rows(
    li: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    application = world.filled()
    for year in range(2021 - rows, 2021):
        world.add(application, "appraisal", {"year": year, "grade": "competent", "unit": "清远市环境科学研究院"})
    li.get(info(application))
    with django_assert_num_queries(5):
        li.get(info(application))
