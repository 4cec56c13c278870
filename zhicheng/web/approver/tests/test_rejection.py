"""不予通过 on the pages of a desk: proposed from the split review, settled by another, hidden from the applicant."""

from typing import Any

import pytest

from tests.factories import official
from tests.world import World, fresh, stage_of
from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Proposal
from zhicheng.organizations.models import Role
from zhicheng.web.approver.tests.conftest import Browser
from zhicheng.web.approver.tests.test_review import address, answered, errors


@pytest.fixture
def second(world: World) -> User:
    return official("tan", "谭经办", 61, (world.unit, Role.UNIT), (world.office, Role.OFFICE))


def rejecting(case: Application, **changes: str) -> dict[str, str]:
    """Without a word to the checklist: what ends the case need not be mended point by point."""
    stage = {"stage": str(stage_of(case).pk), "decision": "rejected", "reason": "03"}
    return {**stage, "opinion": "项目由他人主持，与所附合同不符。", **changes}


def proposed(world: World, browser: Browser) -> Application:
    case = world.submitted()
    assert browser(world.wang).post(address(case), rejecting(case)).status_code == 303
    return case


def saying(case: Application, deed: str, **more: str) -> dict[str, str]:
    """A button of the page of the proposal, as it was when the page was opened."""
    newest = Proposal.objects.filter(stage__application=case).latest("pk")
    return {deed: "1", "proposal": str(newest.pk), **more}


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"reason": ""}, "reason", "选择不予通过的原因"),
        ({"reason": "77"}, "reason", "从列表中选择不予通过的原因"),
        ({"opinion": ""}, "opinion", "填写审核意见"),
    ],
)
def test_a_proposal_needs_a_reason_and_an_opinion(
    world: World, browser: Browser, changes: dict[str, str], field: str, message: str
) -> None:
    case = world.submitted()
    response = browser(world.wang).post(address(case), rejecting(case, **changes))
    assert (response.status_code, errors(response)[field]) == (422, [message])
    assert not Proposal.objects.exists()


def test_a_desk_of_one_is_told_how_to_get_a_second_officer(world: World, browser: Browser) -> None:
    case = world.submitted()
    page = text(browser(world.wang).get(address(case)))
    assert "本单位只有一位经办人" in page
    assert "联系系统管理员为本单位增加经办人" in page
    official("tan", "谭经办", 61, (world.unit, Role.UNIT))
    assert "本单位只有一位经办人" not in text(browser(world.wang).get(address(case)))


def test_the_case_then_waits_for_the_other_and_the_queue_says_so(world: World, browser: Browser, second: User) -> None:
    case = proposed(world, browser)
    for officer, word in ((world.wang, "撤回提议"), (second, "复核")):
        page = browser(officer).get(address(case))
        assert page.context["board"].is_proposed
        assert f">{word}</a>" in text(page)
        assert "提交审核决定" not in text(page)
        [row] = browser(officer).get("/desk/cases/").context["rows"]
        assert row.proposed == "王经办提出"


def test_the_applicant_sees_nothing_of_a_mere_proposal(world: World, browser: Browser, second: User) -> None:
    case = proposed(world, browser)
    for path in (f"/my/tracking/{case.number}/", "/my/", "/my/messages/"):
        page = text(browser(world.li).get(path))
        assert "不予通过" not in page
        assert "待复核" not in page
    assert "待单位审核" in text(browser(world.li).get(f"/my/tracking/{case.number}/"))


def test_the_other_reads_what_the_applicant_will_read_and_confirms(
    world: World, browser: Browser, second: User
) -> None:
    case = proposed(world, browser)
    there = f"{address(case)}rejection/"
    page = text(browser(second).get(there))
    assert all(words in page for words in ("材料与事实不符", "项目由他人主持", "书面申请复查", "确认不予通过"))
    assert browser(second).post(there, saying(case, "confirm")).status_code == 303
    assert fresh(case).status == "rejected"
    tracking = text(browser(world.li).get(f"/my/tracking/{case.number}/"))
    assert all(words in tracking for words in ("人事管理单位审核：不予通过", "材料与事实不符", "书面申请复查"))
    assert "王经办提出，谭经办复核确认" in text(browser(world.wang).get(address(case)))


def test_who_sends_it_back_says_why_and_the_first_reads_it(world: World, browser: Browser, second: User) -> None:
    case = proposed(world, browser)
    there = f"{address(case)}rejection/"
    silent = browser(second).post(there, saying(case, "send_back"))
    assert (silent.status_code, silent.context["form"].errors["words"]) == (422, ["写明退回的理由，提出人据此重新办理"])
    assert browser(second).post(there, saying(case, "send_back", words="可以补正")).status_code == 303
    page = text(browser(world.wang).get(address(case)))
    assert "谭经办：可以补正" in page
    assert "提交审核决定" in page
    assert browser(second).get(there).status_code == 404


def test_the_first_takes_it_back_but_cannot_confirm_it(world: World, browser: Browser) -> None:
    case = proposed(world, browser)
    there = f"{address(case)}rejection/"
    assert browser(world.wang).post(there, saying(case, "confirm")).status_code == 404
    assert browser(world.wang).post(there, saying(case, "take_back")).status_code == 303
    assert browser(world.wang).post(address(case), answered(case)).status_code == 303
    assert stage_of(case).key == "notice_before"


def test_what_was_read_is_confirmed_and_no_other_proposal(world: World, browser: Browser, second: User) -> None:
    case = proposed(world, browser)
    there, read = f"{address(case)}rejection/", saying(case, "confirm")
    browser(world.wang).post(there, saying(case, "take_back"))
    browser(world.wang).post(address(case), rejecting(case, reason="04", opinion="受处分，在影响期内。"))
    stale = browser(second).post(there, read)
    assert stale.status_code == 409
    assert all(words in text(stale) for words in ("提议在这一页打开以后换过", "受处分，在影响期内。"))
    assert fresh(case).status == "in_progress"


def test_strangers_other_desks_and_the_applicant_find_no_such_page(world: World, browser: Browser) -> None:
    case = proposed(world, browser)
    other = official("zheng", "郑经办", 41, (world.other_unit, Role.UNIT))
    for user in (world.wu, world.li, world.zhao, world.qian, world.feng, other):
        assert browser(user).get(f"{address(case)}rejection/").status_code == 404
        assert browser(user).post(f"{address(case)}rejection/", saying(case, "confirm")).status_code == 404


def test_who_is_late_is_told_and_loses_nothing_he_typed(world: World, browser: Browser, second: User) -> None:
    case = world.submitted()
    passing = answered(case, opinion="我认为可以通过")
    assert browser(world.wang).post(address(case), rejecting(case)).status_code == 303
    late = browser(second).post(address(case), passing)
    assert late.status_code == 409
    assert all(words in text(late) for words in ("等待复核", "王经办", "我认为可以通过"))
    third = official("mo", "莫经办", 62, (world.unit, Role.UNIT))
    there = f"{address(case)}rejection/"
    browser(third).post(there, saying(case, "confirm"))
    late = browser(second).post(there, saying(case, "send_back", words="先别不予通过"))
    assert late.status_code == 409
    assert all(words in text(late) for words in ("莫经办", "复核确认", "先别不予通过"))
    assert browser(third).post(there, saying(case, "confirm")).status_code == 303  # his own second click


def test_who_was_refused_at_intake_reads_why_he_cannot_start_again(world: World, browser: Browser) -> None:
    case = world.at_stage("intake")
    second = official("tan", "谭经办", 61, (world.office, Role.OFFICE))
    there = f"/office/cases/{case.number}/"
    assert browser(world.feng).post(there, rejecting(case, reason="02")).status_code == 303
    assert browser(second).post(f"{there}rejection/", saying(case, "confirm")).status_code == 303
    sent = {"year": "2026", "level": "intermediate", "mode": "normal"}
    page = browser(world.li).post("/my/apply/evaluation/", sent)
    assert page.status_code == 422
    words = page.context["refusal"]
    assert all(said in words for said in ("不予受理", "不在本评委会的评审范围", "2027 年度开始申报后可以申报"))
