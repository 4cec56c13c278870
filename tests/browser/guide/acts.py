"""What happens between the steps of a guide: how the world got there, and what is typed."""

import re
from typing import Any

from tests import answers
from tests.browser import applying, typed
from tests.browser.guide.tour import Act, Tour
from tests.browser.hints import lives_in_qingyuan
from tests.browser.people import Typed, answers_sum, code_of
from tests.factories import EXPERTS, PASSWORD, START, call, organization, resident
from tests.portal import portal
from tests.world import fresh
from zhicheng.applications import operations
from zhicheng.applications.models import Outcome
from zhicheng.content.models import (
    Announcement,
    Article,
    Criteria,
    Download,
    Policy,
    Question,
    ReviewNotice,
    ServiceGuide,
)
from zhicheng.demo import portal as demo
from zhicheng.demo.town import Town
from zhicheng.notifications.models import Delivery
from zhicheng.organizations.queries import open_affiliation
from zhicheng.reference.models import Level, Specialty
from zhicheng.review import operations as review
from zhicheng.review.models import Item, Meeting, Seat

TITLE_OF_2018 = {**answers.RECORDS["current_title"][0], "obtained_on": (2018, 12, 20), "review_year": 2018}
ACTS: dict[str, Act] = {}


def act(done: Act) -> Act:
    ACTS[done.__name__] = done
    return done


# ── how it came to this ──


@act
def li_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.li)


@act
def has_a_unit(tour: Tour) -> None:
    if open_affiliation(tour.world.li) is None:
        operations.choose_unit(person=tour.world.li, unit=tour.world.unit, at=tour.world.at)


@act
def has_a_window_for_nonpublic(tour: Tour) -> None:
    world = tour.world
    window = organization(
        "市直非公人事管理单位（环保专业）",
        parent=world.competent,
        hrss=world.bureau,
        is_unit=True,
        is_nonpublic_agent=True,
    )
    window.serves_specialties.set(Specialty.objects.filter(code__in=("ECO_ENG", "ECO_MONITOR")))
    lives_in_qingyuan(world.li)


def are_published(tour: Tour, *sorts: type[Article]) -> None:
    """What the demo's portal has of these sorts."""
    portal()
    world = tour.world
    town = Town(at=world.at, password="", calendar={}, calls={(world.call.year.pk, Level.INTERMEDIATE): world.call})
    demo.load(town, only=sorts)


@act
def policies_are_published(tour: Tour) -> None:
    are_published(tour, Policy)


@act
def standards_are_published(tour: Tour) -> None:
    are_published(tour, Criteria)


@act
def review_notices_are_published(tour: Tour) -> None:
    are_published(tour, ReviewNotice)


@act
def guides_are_published(tour: Tour) -> None:
    are_published(tour, ServiceGuide)


@act
def announcements_are_published(tour: Tour) -> None:
    are_published(tour, Announcement, Question)


@act
def downloads_are_published(tour: Tour) -> None:
    are_published(tour, Download)


@act
def opens_the_standard(tour: Tour) -> None:
    tour.clicks(tour.page.get_by_role("row", name="生态环境工程").get_by_role("link").first)


@act
def opens_the_question(tour: Tour) -> None:
    tour.page.get_by_text("搜不到所在单位怎么办").first.click()


@act
def has_a_certificate(tour: Tour) -> None:
    tour.case = tour.world.at_stage("")
    tour.worker()


@act
def has_archived_records(tour: Tour) -> None:
    world = tour.world
    world.at_stage("")
    world.at = START.replace(year=2027)
    call(world.committee, year=2027, actor=world.feng)
    tour.case = world.start(year=2027)
    li_signs_in(tour)
    tour.me.goes_to(f"/my/applications/{tour.case.number}/info/")


@act
def has_a_draft(tour: Tour) -> None:
    tour.case = tour.world.start()
    tour.world.save(tour.case, "basic", answers.BASIC)


@act
def has_the_title_of_2018(tour: Tour) -> None:
    tour.world.add(tour.case, "current_title", TITLE_OF_2018)


@act
def has_filled_what_must(tour: Tour) -> None:
    tour.case = tour.world.fill(tour.world.start(), skip=["before", "paper", "request", "boxes"])


@act
def has_all_but_the_boxes(tour: Tour) -> None:
    tour.case = tour.world.fill(tour.world.start(), skip=["boxes"])


@act
def has_filled(tour: Tour) -> None:
    tour.case = tour.world.filled()


@act
def has_submitted(tour: Tour) -> None:
    tour.case = tour.world.submitted()


@act
def was_returned(tour: Tour) -> None:
    tour.world.submit(tour.case)
    tour.world.decide(fresh(tour.case), Outcome.RETURNED)


# ── what is typed ──


@act
def asks_for_the_certificate(tour: Tour) -> None:
    number = fresh(tour.case).certificate.number
    tour.me.fills({"姓名": tour.world.li.name, "证书编号": number})
    answers_sum(tour.me)


@act
def types_account(tour: Tour) -> None:
    tour.me.fills({"用户名": typed.USERNAME, "密码": PASSWORD, "确认密码": PASSWORD})
    for label in ("同意服务协议和个人信息处理规则", "同意处理敏感个人信息：证件号码、证件照片"):
        tour.page.get_by_label(label).check()
    answers_sum(tour.me)


@act
def types_details(tour: Tour) -> None:
    tour.me.fills({**typed.DETAILS, "证件号码": resident(applying.NUMBER)})


@act
def types_phone(tour: Tour) -> None:
    tour.me.fills({"手机号": typed.PHONE})


@act
def types_code(tour: Tour) -> None:
    code = re.search(r"\d{6}", Delivery.objects.latest("pk").body)
    assert code is not None
    tour.me.fills({"短信验证码": code[0]})


@act
def types_start(tour: Tour) -> None:
    tour.me.fills({"申报年度": "2026 年度", "申报级别": "中级"})


@act
def types_a_part_of_the_unit(tour: Tour) -> None:
    tour.page.get_by_label("单位名称").fill("环境科学")


@act
def picks_the_unit(tour: Tour) -> None:
    tour.page.get_by_label("清远市环境科学研究院").check()


@act
def types_a_unit_not_there(tour: Tour) -> None:
    tour.page.get_by_label("单位名称").fill("清远市绿水环保科技有限公司")


@act
def types_training(tour: Tour) -> None:
    tour.me.fills(typed.RECORDS["继续教育"][0])


@act
def types_before(tour: Tour) -> None:
    tour.me.fills(typed.RECORDS["获现资格之前业绩"][0])


@act
def types_since(tour: Tour) -> None:
    tour.me.fills(typed.RECORDS["获现资格以来业绩"][0])


@act
def types_appraisal(tour: Tour) -> None:
    tour.me.fills(typed.RECORDS["考核信息"][0])


@act
def types_request(tour: Tour) -> None:
    applying.chooses_committee(tour.me)


@act
def fills_the_boxes(tour: Tour) -> None:
    tour.world.fill_boxes(tour.case)
    tour.page.reload()


@act
def waits_for_the_form(tour: Tour) -> None:
    tour.worker()
    tour.me.control("下载").wait_for()


@act
def fetches_the_form(tour: Tour) -> None:
    assert tour.me.downloads("下载")[:5] == b"%PDF-"


@act
def promises(tour: Tour) -> None:
    tour.page.locator("#f-promise").check()


@act
def was_asked_for_assistance(tour: Tour) -> None:
    world = tour.world
    has_a_unit(tour)
    tour.case = world.start()
    wang = tour.visit().signs_in(world.wang)
    wang.goes_to("/desk/assistance/ask/")
    wang.fills({"申报人": tour.case.number})
    wang.page.locator("input[value=case]").check()
    wang.clicks("发出申请")


# ── at the desks ──


@act
def types_password_of_wang(tour: Tour) -> None:
    tour.me.fills({"用户名或手机号": tour.world.wang.username, "密码": PASSWORD})


@act
def types_code_of_wang(tour: Tour) -> None:
    tour.me.fills({"动态码或备用码": code_of(tour.world.wang)})


@act
def wang_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.wang)


@act
def zhao_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.zhao)


@act
def qian_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.qian)


@act
def feng_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.feng)


@act
def is_posted_by_the_unit(tour: Tour) -> None:
    tour.case = tour.world.at_stage("notice_before")


@act
def notice_is_over(tour: Tour) -> None:
    tour.world.end_notice(tour.case)


@act
def waits_at_the_competent_unit(tour: Tour) -> None:
    tour.case = tour.world.at_stage("competent")


@act
def waits_at_the_office(tour: Tour) -> None:
    tour.case = tour.world.at_stage("intake")


@act
def waits_at_the_bureau(tour: Tour) -> None:
    tour.case = tour.world.at_stage("confirm")


@act
def opens_the_case_at_the_desk(tour: Tour) -> None:
    tour.me.goes_to(f"/desk/cases/{tour.case.number}/")


def ticks(tour: Tour, decision: str, more: Typed | None = None) -> None:
    """Everything is in order."""
    for point in tour.page.locator(".seg").all():
        point.get_by_role("radio", name="符合").check()
    tour.me.fills({"审核意见": "材料齐全，同意。", **(more or {})})
    choice = tour.page.get_by_label(decision, exact=True)
    if choice.count():
        choice.check()


@act
def wang_ticks(tour: Tour) -> None:
    ticks(tour, "通过，进入单位公示", {"公示地点或网址": "单位公告栏", "受理电话": "0763-3360001"})


@act
def wang_recommends(tour: Tour) -> None:
    ticks(tour, "推荐上报", {"公示结果": "公示期满，无异议", "单位负责人": "陈院长"})


@act
def zhao_ticks(tour: Tour) -> None:
    ticks(tour, "通过，报送评委会")


@act
def feng_ticks(tour: Tour) -> None:
    ticks(tour, "受理")


@act
def qian_ticks(tour: Tour) -> None:
    ticks(tour, "核准并办结", {"批准文号": "清人社职〔2026〕12 号"})


@act
def types_whom_to_assist(tour: Tour) -> None:
    tour.me.fills({"申报人": tour.case.number})
    tour.page.locator("input[value=case]").check()


@act
def asks_for_a_unit(tour: Tour) -> None:
    tour.world.asks_for_unit()


# ── the meeting ──


@act
def waits_for_the_meeting(tour: Tour) -> None:
    tour.case = tour.world.at_stage("review")


@act
def types_meeting(tour: Tour) -> None:
    today = tour.world.at
    tour.me.fills(
        {
            "评审通知": "2026 年度 · 清远市工程系列生态环境专业中级职称评审委员会",
            "会议名称": "2026 年度评审会",
            "会议日期": (today.year, today.month, today.day),
            "专家评阅时不显示申报人的姓名、单位、照片和材料原件": True,
        }
    )


@act
def creates_meeting(tour: Tour) -> None:
    with tour.page.expect_event("load"):
        tour.page.locator("main form").get_by_role("button", name="新建会议").click()


@act
def types_seat(tour: Tour) -> None:
    box = tour.me.field("专家").locator("select")
    box.select_option(label=box.locator("option").filter(has_text=re.compile(f"^{EXPERTS[0]}")).inner_text())
    tour.me.fills({"席位号": 1})
    tour.page.get_by_label(re.compile("主任委员")).check()


@act
def seats_everybody(tour: Tour) -> None:
    meeting = Meeting.objects.get()
    for place, expert in enumerate(tour.world.experts, start=1):
        review.seat(
            meeting=meeting, expert=expert, number=place, is_chair=place == 1, actor=tour.world.feng, at=tour.world.at
        )
    tour.page.reload()


@act
def ticks_the_case(tour: Tour) -> None:
    tour.page.get_by_label(f"选择{tour.world.li.name}").check()


@act
def has_a_meeting(tour: Tour) -> None:
    world = tour.world
    waits_for_the_meeting(tour)
    desk: dict[str, Any] = {"actor": world.feng, "at": world.later()}
    meeting = review.plan_meeting(
        call=world.call, name="2026 年度评审会", number="2026-01", held_on=world.at.date(), **desk
    )
    for place, expert in enumerate(world.experts, start=1):
        review.seat(meeting=meeting, expert=expert, number=place, is_chair=place == 1, **desk)
    review.add_items(meeting=meeting, applications=[tour.case], **desk)


@act
def everybody_signed_in(tour: Tour) -> None:
    has_a_meeting(tour)
    for seat in Seat.objects.select_related("expert__user"):
        review.sign_in(seat=seat, actor=seat.expert.user, at=tour.world.at)


@act
def is_being_voted_on(tour: Tour) -> None:
    waits_for_the_meeting(tour)
    tour.world.convene(tour.case)


@act
def is_voted_on(tour: Tour) -> None:
    is_being_voted_on(tour)
    everybody_votes(tour)
    review.close_item(item=Item.objects.get(), actor=tour.world.sun, at=tour.world.later())


@act
def everybody_votes(tour: Tour) -> None:
    item = Item.objects.get()
    for place, expert in enumerate(tour.world.experts):
        if expert.user != tour.world.zhou:
            review.vote(item=item, expert=expert, choice="yes", nonce=str(place) * 32, at=tour.world.at)


@act
def sun_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.sun)


@act
def zhou_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.zhou)


@act
def chen_signs_in(tour: Tour) -> None:
    tour.me.signs_in(tour.world.experts[2].user)


@act
def opens_the_meeting(tour: Tour) -> None:
    tour.me.goes_to(f"/panel/meetings/{Meeting.objects.get().number}/")


@act
def opens_the_meeting_at_the_office(tour: Tour) -> None:
    tour.me.goes_to(f"/office/meetings/{Meeting.objects.get().number}/")


@act
def types_reason_to_leave(tour: Tour) -> None:
    tour.me.fills({"回避理由": "与申报人在同一单位工作过"})


@act
def chooses_yes(tour: Tour) -> None:
    tour.page.get_by_label("同意", exact=True).check()
