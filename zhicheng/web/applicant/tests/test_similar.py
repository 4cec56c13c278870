"""While a row is typed: the one there is already is offered, what looks unusual is said, nothing is kept."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import answers
from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.dossier.models import Education
from zhicheng.web.applicant.tests.conftest import info, kept, typed

HTMX = {"HX-Request": "true"}
(BACHELOR,) = answers.RECORDS["education"]
(PAPER,) = answers.RECORDS["paper"]


def said(client: Client, draft: Application, key: str, what: answers.Typed, **more: object) -> str:
    sent = {**answers.flat(what), **{name: str(value) for name, value in more.items()}}
    response = client.get(info(draft, f"{key}/similar/"), sent, headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def test_the_same_school_and_date_offer_the_row_there_is(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    page = said(li, draft, "education", {"school": "广东工业大学", "ended_on": (2017, 6)})
    assert ("可能已经有这条学历" in page, f'name="use" value="{row.pk}"' in page, "<html" in page) == (
        True,
        True,
        False,
    )
    assert said(li, draft, "education", {"school": "广东工业大学"}).strip() == ""
    assert said(li, draft, "education", {"school": "广东工业大学", "ended_on": (2018, 6)}).strip() == ""


def test_a_title_typed_in_other_characters_is_the_same_paper(li: Client, world: World, draft: Application) -> None:
    world.add(draft, "paper", PAPER)
    page = said(li, draft, "paper", {"title": "北江底栖动物群落与水质评价 。"})
    assert "可能已经有这条论文" in page


def test_the_one_there_is_can_be_used_with_one_press(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    world.choose(draft, "education")
    li.post(info(draft, "education/"), typed(draft, "education", {**BACHELOR, "major": "环境"}, use=row.pk))
    assert (Education.objects.count(), kept(draft, "education").ticked) == (1, (row.pk,))


def test_a_row_being_edited_is_not_like_itself(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    assert said(li, draft, "education", BACHELOR, row=row.pk).strip() == ""
    assert (
        f'hx-get="{info(draft, "education/similar/")}?row={row.pk}"'
        in li.get(info(draft, f"education/{row.pk}/")).content.decode()
    )


def test_an_unusual_number_is_told(li: Client, draft: Application) -> None:
    page = said(li, draft, "paper", {**PAPER, "cn": "粤 12"})
    assert "CN 刊号一般形如 CN 44-1234/X" in page


@pytest.mark.parametrize(
    "sent", [{}, {"school": "\0", "ended_on_0": "x"}, {"row": "-1"}, {"row": "9" * 40}, {"school": "长" * 5000}]
)
def test_whatever_is_typed_it_answers(li: Client, draft: Application, sent: dict[str, str]) -> None:
    assert li.get(info(draft, "education/similar/"), sent, headers=HTMX).status_code == 200


def test_without_scripts_it_is_a_page_without_buttons(li: Client, world: World, draft: Application) -> None:
    world.add(draft, "education", BACHELOR)
    page = li.get(info(draft, "education/similar/"), answers.flat(BACHELOR)).content.decode()
    assert ("<html" in page, "可能已经有这条学历" in page, 'name="use"' in page) == (True, True, False)


def test_a_stranger_learns_nothing(wu: Client, li: Client, world: World, draft: Application) -> None:
    world.add(draft, "education", BACHELOR)
    assert wu.get(info(draft, "education/similar/"), answers.flat(BACHELOR)).status_code == 404
    own = world.start(world.wu)
    assert said(wu, own, "education", BACHELOR).strip() == ""
    assert li.get(info(draft, "basic/similar/")).status_code == 404
    assert li.get(info(draft, "nothing/similar/")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_with_more_rows(
    li: Client, world: World, draft: Application, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for year in range(2017 - rows, 2017):
        world.add(draft, "education", {**BACHELOR, "started_on": (year - 4, 9), "ended_on": (year, 6)})
    with django_assert_num_queries(4):  # session, person, case; rows
        said(li, draft, "education", BACHELOR)


def test_the_page_asks_while_one_types(li: Client, draft: Application) -> None:
    page = li.get(info(draft, "paper/")).content.decode()
    assert re.search(rf'<fieldset hx-get="{info(draft, "paper/similar/")}" hx-trigger="change', page)
    assert "要交：刊物封面；版权页；目录；论文正文" in page
