"""填写申请信息: the cascade, what it clears, and going on."""

from typing import Any

import pytest
from django.test import Client

from tests import answers
from tests.world import World, fresh
from zhicheng.applications.models import Application, Mode
from zhicheng.web.applicant.tests.conftest import errors, kept


def url(application: Application, rest: str = "") -> str:
    return f"/my/applications/{application.number}/request/{rest}"


def sent(world: World, **changes: Any) -> dict[str, Any]:
    return {**answers.flat(world.request()), **changes}


def choices(response: object, name: str) -> list[str]:
    form = response.context["form"]  # type: ignore[attr-defined]
    return [value for value, _ in form.fields[name].choices]


def test_each_choice_narrows_the_next_and_saves_nothing(li: Client, world: World, draft: Application) -> None:
    world.fill(draft, skip=("request", "boxes"))
    response = li.post(url(draft, "narrow/"), {"series": "05"})
    assert choices(response, "series") == ["", "05"]
    assert choices(response, "specialty") == ["", "ECO_ENG", "ECO_CONSULT", "ECO_MONITOR"]
    assert choices(response, "call") == [""]
    assert errors(response) == []
    assert fresh(draft).content.answers.get("request") is None


def test_a_change_says_what_has_to_be_chosen_again(li: Client, world: World, draft: Application) -> None:
    world.fill(draft)
    response = li.post(url(draft, "narrow/"), sent(world, series=""), headers={"HX-Request": "true"})
    assert response.context["cleared"] == ["申报专业名称", "申报级别", "评审委员会"]
    assert "要重新选：申报专业名称、申报级别、评审委员会" in response.content.decode()
    assert b"<html" not in response.content


def test_a_complete_choice_is_kept_and_leads_to_the_form(li: Client, world: World, draft: Application) -> None:
    world.fill(draft, skip=("request", "boxes"))
    response = li.post(url(draft), sent(world, do="next"))
    assert response["Location"] == f"/my/applications/{draft.number}/form/"
    case = fresh(draft)
    assert (case.call_id, case.title and case.title.name) == (world.call.pk, "工程师")


def test_save_stays_on_the_page_and_says_when(li: Client, world: World, draft: Application) -> None:
    world.fill(draft, skip=("request", "boxes"))
    assert li.post(url(draft), sent(world, do="save"))["Location"] == url(draft)
    assert "已保存，最近修改：今天" in li.get(url(draft)).content.decode()


def test_the_deadlines_of_the_offered_calls_are_shown(li: Client, world: World) -> None:
    page = li.get(url(world.filled())).content.decode()
    assert [
        text in page
        for text in (
            "10 月 31 日 24:00",
            "11 月 15 日 24:00",
            '<a href="/services/calls/?series=05">关于开展 2026 年度评审工作的通知</a>',
        )
    ] == [True] * 3


def test_what_is_missing_is_said_and_what_was_chosen_is_kept(li: Client, world: World, draft: Application) -> None:
    response = li.post(url(draft), {"series": "05", "level": "intermediate", "do": "next"})
    assert response.status_code == 422
    assert errors(response) == ["选择申报专业名称", "重新选择申报级别，上面的选项改过", "选择评审委员会"]
    assert fresh(draft).content.answers["request"]["raw"]["series"] == ["05"]


def test_half_a_choice_is_not_wrong_until_it_is_asked(li: Client, world: World, draft: Application) -> None:
    li.post(url(draft), {"series": "05", "do": "save"})
    assert errors(li.get(url(draft))) == []
    assert errors(li.get(f"{url(draft)}?check=1")) != []


@pytest.mark.parametrize("value", ["\0", "x" * 200_000, "-1", "99999999999999999999", "'"])
def test_hostile_choices_are_refused_at_the_field(li: Client, world: World, draft: Application, value: str) -> None:
    for name in ("series", "specialty", "level", "call"):
        now = kept(draft, "request").version
        assert li.post(url(draft), sent(world, version=now, **{name: value})).status_code == 422
        assert li.post(url(draft, "narrow/"), sent(world, **{name: value})).status_code == 200


def test_another_way_of_applying_says_what_it_asks_and_keeps_what_was_typed(
    li: Client, world: World, draft: Application
) -> None:
    assert "保存后还要填" not in li.get(url(draft)).content.decode()
    narrowed = li.post(url(draft, "narrow/"), sent(world, mode="exceptional")).content.decode()
    assert "填写个人信息里的“破格理由”，要上传专门推荐意见" in narrowed
    assert fresh(draft).mode == Mode.NORMAL
    li.post(url(draft), sent(world, mode="exceptional"))
    reason = f"/my/applications/{draft.number}/info/exceptional/"
    typed = {"condition": "01", "recommender": "陈院长", "reason": "解决了重大技术难题", "version": "0"}
    assert li.post(reason, typed).status_code == 422  # no paper yet
    now = kept(draft, "request").version
    for mode in ("crossover", "exceptional"):
        li.post(url(draft), sent(world, version=now, mode=mode))
        now += 1
        assert fresh(draft).mode == mode
    assert "解决了重大技术难题" in li.get(reason).content.decode()


def test_a_page_opened_before_the_way_was_asked_here_keeps_it(li: Client, world: World, draft: Application) -> None:
    Application.objects.filter(pk=draft.pk).update(mode=Mode.TRANSFER)
    without = {name: value for name, value in sent(world).items() if name != "mode"}
    li.post(url(draft), without)
    assert (fresh(draft).mode, fresh(draft).call) == (Mode.TRANSFER, world.call)


def test_it_is_closed_to_strangers_and_after_submission(li: Client, wu: Client, world: World) -> None:
    application = world.submitted()
    for page in ("", "narrow/"):
        assert wu.post(url(application, page), sent(world)).status_code == 404
        assert li.post(url(application, page), sent(world)).status_code == 409
    assert (wu.get(url(application)).status_code, li.get(url(application)).status_code) == (404, 409)
