"""One 评审申请 from the registration to the verified certificate, by clicking what people read."""

import pytest

from tests.browser import applying, deciding, typed
from tests.browser.applying import Papers, Worker
from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.factories import EXPERTS, START, call
from tests.world import World, fresh
from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Submission
from zhicheng.review import operations as review
from zhicheng.review.models import Item, Seat

pytestmark = [pytest.mark.browser, pytest.mark.both]


def test_from_registration_to_the_verified_certificate(
    world: World, visitor: Visitor, worker: Worker, papers: Papers
) -> None:
    applicant = visitor()
    application = applies(applicant, worker, papers)
    office = visitor().signs_in(world.feng)
    passes_the_desks(world, visitor, office, application)
    meets(world, visitor, office, application)
    is_posted_and_confirmed(world, visitor, application)
    worker()
    applying.gets_certificate(applicant, visitor(), title="工程师")
    world.at = START.replace(year=2027)
    call(world.committee, year=2027, actor=world.feng)
    is_offered_his_records(applicant)


def applies(applicant: Person, worker: Worker, papers: Papers) -> Application:
    """何晓岚 registers, fills in, downloads the form, submits once."""
    applying.registers(applicant)
    applying.starts(applicant)
    applying.fills_info(applicant, papers)
    applying.fills_request(applicant)
    applying.fills_boxes(applicant)
    assert applying.downloads_form(applicant, worker)[:4] == b"%PDF"
    applying.submits(applicant)
    assert Submission.objects.count() == 1
    applicant.clicks("查看办理进度")
    applicant.sees("待单位审核", "撤回申请", "清远市环境科学研究院")
    return Application.objects.get(applicant=User.objects.get(username=typed.USERNAME))


def passes_the_desks(world: World, visitor: Visitor, office: Person, application: Application) -> None:
    """王经办, 赵主管, 冯主任."""
    deciding.recommends(world, visitor().signs_in(world.wang), application, typed.NAME)
    deciding.decides(visitor().signs_in(world.zhao), typed.NAME, "通过，报送评委会")
    deciding.decides(office, typed.NAME, "受理")


def meets(world: World, visitor: Visitor, office: Person, application: Application) -> None:
    """冯主任 plans; 周评委 leaves the case; 孙评委 opens, votes and closes; nobody sees a vote before."""
    today = world.at.date()
    deciding.plans_meeting(office, (today.year, today.month, today.day))
    deciding.seats(office, list(EXPERTS))
    deciding.adds_case(office, typed.NAME)

    zhou = visitor().signs_in(world.zhou)
    deciding.signs_in_for_meeting(zhou)
    deciding.recuses(zhou, "与申报人在同一单位工作过")
    chair = visitor().signs_in(world.sun)
    deciding.signs_in_for_meeting(chair)
    chen = visitor().signs_in(world.experts[2].user)
    deciding.signs_in_for_meeting(chen)
    others = world.experts[3:]
    for seat in Seat.objects.filter(expert__in=others).select_related("expert__user"):
        review.sign_in(seat=seat, actor=seat.expert.user, at=world.at)

    chair.clicks("开始会议")
    chair.clicks("开始投票")
    deciding.enters_meeting(chair)
    receipts = [deciding.votes(chair, "同意")]
    deciding.enters_meeting(chen)
    receipts.append(deciding.votes(chen, "同意"))
    item = Item.objects.get(application=application)
    for expert, choice, nonce in zip(others, ("yes", "no"), ("n" * 32, "o" * 32), strict=True):
        receipts.append(review.vote(item=item, expert=expert, choice=choice, nonce=nonce, at=world.at))
    chair.page.reload()
    chair.clicks("结束投票")
    chair.clicks("结束投票并计票")
    chair.clicks("查看表决结果")
    assert chair.page.locator(".receipts code").all_inner_texts() == sorted(receipts)
    chair.sees("通过")
    office.page.reload()
    office.clicks("结束会议")
    office.clicks("结束会议")


def is_posted_and_confirmed(world: World, visitor: Visitor, application: Application) -> None:
    """评后公示 on the public page until its last day is over; then 钱科长."""
    anybody = visitor()
    anybody.goes_to("/")
    anybody.clicks("全部公示")
    anybody.clicks("查看和提出异议")
    anybody.sees(typed.NAME, "工程师")
    world.end_notice(application)
    qian = visitor().signs_in(world.qian)
    deciding.decides(qian, typed.NAME, "核准并办结", {"批准文号": "清人社职〔2026〕12 号"})
    assert fresh(application).status == "passed"


def is_offered_his_records(applicant: Person) -> None:
    """入库信息: the next application offers what this one used, before the form for a new one."""
    applying.starts(applicant, year="2027 年度")
    applicant.clicks("学历学位")
    applicant.sees("选择入库信息")
    picked = applicant.page.locator(".pick li", has_text="广东工业大学")
    picked.get_by_role("checkbox").check()
    applicant.clicks("保存，填下一项")
    assert applicant.heading() == "工作经历"
