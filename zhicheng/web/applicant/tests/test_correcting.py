"""补正: every point of the 一次性告知书 is answered, by a change or by a word, before the case goes back to its desk."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests import answers
from tests.world import World, fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Application, CorrectionNotice, Outcome, Status
from zhicheng.applications.operations.printing import digest_of
from zhicheng.applications.reading import Reading
from zhicheng.applications.registry import kind_of
from zhicheng.kinds import KINDS
from zhicheng.web.applicant.tests.conftest import browser

TWO = [
    {"section": "education", "title": "学历学位", "text": "毕业证书不清楚，重新上传"},
    {"section": "work", "title": "工作经历", "text": "2019 年没有写明"},
]


@pytest.fixture
def returned(world: World) -> Application:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED, items=TWO)
    return fresh(application)


def address(application: Application) -> str:
    return f"/my/applications/{application.number}/corrections/"


def standing(client: Client, application: Application) -> list[str]:
    return [one.word for one in client.get(address(application)).context["items"]]


def change_school(world: World, application: Application) -> None:
    row = world.li.education_set.get(superseded_by=None)
    typed = answers.KINDS["evaluation"].records["education"][0]
    world.add(application, "education", {**typed, "major": "环境科学"}, pk=row.pk)


def send(client: Client, world: World, application: Application) -> object:
    digest = world.download(fresh(application))
    typed = {"request_key": uuid4().hex, "content_hash": digest, "promise": "on"}
    return client.post(f"/my/applications/{application.number}/submit/", typed)


def test_each_point_is_a_to_do_until_it_is_changed_or_explained(
    li: Client, world: World, returned: Application
) -> None:
    assert standing(li, returned) == ["待答复", "待答复"]
    page = li.get(address(returned)).content.decode()
    assert "还有 15 天" in page
    assert "还有 2 处没有答复" in page
    assert f"/my/applications/{returned.number}/submit/" not in page

    change_school(world, returned)
    assert standing(li, returned) == ["已修改", "待答复"]
    response = li.post(address(returned), {"education": "", "work": "2019 年在读，没有工作"})
    assert response.headers["Location"] == address(returned)
    assert standing(li, returned) == ["已修改", "已说明"]
    assert f"/my/applications/{returned.number}/submit/" in li.get(address(returned)).content.decode()


def test_resubmission_is_refused_with_the_points_that_are_left(li: Client, world: World, returned: Application) -> None:
    change_school(world, returned)
    page = li.get(f"/my/applications/{returned.number}/submit/").content.decode()
    assert "补正要求“工作经历”没有改动，也没有说明" in page

    refused = send(li, world, returned)

    assert refused.status_code == 422  # type: ignore[attr-defined]
    page = refused.content.decode()  # type: ignore[attr-defined]
    assert f'href="{address(returned)}#f-work"' in page
    assert f'href="{address(returned)}#f-education"' not in page
    assert fresh(returned).status == Status.RETURNED

    li.post(address(returned), {"work": "2019 年在读，没有工作"})
    accepted = send(li, world, returned)
    assert accepted.status_code == 303  # type: ignore[attr-defined]
    assert "这份告知已经答复" in li.get(address(returned)).content.decode()
    assert standing(li, returned) == ["已修改", "已说明"]


def test_the_desk_reads_the_answers_beside_each_point(li: Client, world: World, returned: Application) -> None:
    change_school(world, returned)
    li.post(address(returned), {"work": "2019 年在读，没有工作"})
    send(li, world, returned)

    page = browser_of(world).get(f"/desk/cases/{returned.number}/").content.decode()

    assert "上次要求：毕业证书不清楚，重新上传（已修改）" in page
    assert "上次要求：2019 年没有写明（未改动；申报人说明：2019 年在读，没有工作）" in page


def browser_of(world: World) -> Client:
    client = browser(world.wang)
    session = client.session
    session["has_factor"] = True
    session.save()
    return client


def test_a_word_is_taken_back_and_a_long_one_is_kept_on_the_page(li: Client, returned: Application) -> None:
    li.post(address(returned), {"work": "2019 年在读"})
    assert standing(li, returned) == ["待答复", "已说明"]
    li.post(address(returned), {"work": ""})
    assert standing(li, returned) == ["待答复", "待答复"]

    refused = li.post(address(returned), {"work": "长" * 301})
    assert refused.status_code == 422
    assert "长" * 301 in refused.content.decode()
    assert CorrectionNotice.objects.get().answers == {}


def test_only_the_applicant_of_a_returned_case_answers(
    li: Client, wu: Client, world: World, returned: Application
) -> None:
    assert wu.get(address(returned)).status_code == 404
    assert wu.post(address(returned), {"work": "x"}).status_code == 404
    with pytest.raises(operations.NotAllowed):
        operations.answer_corrections(application=returned, actor=world.wu, words={"work": "x"}, at=world.at)
    with pytest.raises(operations.NotAllowed):
        operations.answer_corrections(application=returned, actor=world.li, words={"photo": "x"}, at=world.at)
    world.submit(returned)
    assert li.post(address(returned), {"work": "x"}).status_code == 409
    assert CorrectionNotice.objects.get().answers["work"] != "x"


def test_without_a_return_there_is_nothing_to_answer(li: Client, draft: Application) -> None:
    assert li.get(address(draft)).status_code == 404
    with pytest.raises(operations.NotAllowed):
        operations.answer_corrections(application=draft, actor=draft.applicant, words={}, at=draft.created_at)


@pytest.mark.parametrize("kind", KINDS)
def test_of_every_kind_no_point_is_passed_over(world: World, kind: str) -> None:
    case = world.submitted(kind=kind)
    step = kind_of(case).request
    items = [{"section": step.key, "title": step.title, "text": "说明情况"}]
    world.decide(case, Outcome.RETURNED, items=items)
    case = fresh(case)
    downloads = kind_of(case).must_download
    digest = world.download(case) if downloads else digest_of(Reading(case, at=world.at))
    again: dict[str, Any] = {"request_key": uuid4().hex, "content_hash": digest, "actor": world.li, "at": world.at}

    with pytest.raises(operations.Unanswered) as refusal:
        operations.submit(application=case, **again)

    assert [one.title for one in refusal.value.defects] == [step.title]
    operations.answer_corrections(application=case, actor=world.li, words={step.key: "情况属实"}, at=world.at)
    operations.submit(application=case, **again)
    assert fresh(case).status == Status.IN_PROGRESS
