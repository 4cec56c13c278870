"""李静怡 cannot use a computer: her unit's officer fills in for her, she confirms and submits, his colleague decides."""

from typing import Any

import pytest
from django.core.cache import cache

from tests import answers
from tests.factories import PASSWORD, official
from tests.journeys.people import decides, prints, proof, signed_in
from tests.world import World, fresh, stage_of
from zhicheng.applications import operations
from zhicheng.applications.models import Assistance
from zhicheng.audit.models import Event
from zhicheng.notifications.models import Message
from zhicheng.organizations.models import Role

pytestmark = pytest.mark.both


def test_he_fills_in_she_confirms_and_submits_and_another_officer_decides(world: World) -> None:
    cache.clear()
    tan = official("tan", "谭经办", 61, (world.unit, Role.UNIT))
    operations.choose_unit(person=world.li, unit=world.unit, at=world.at)
    draft = world.start()
    case = f"/my/applications/{draft.number}/"

    # 王经办 asks by the number she tells him; nothing is open to him before she agrees.
    wang = signed_in(world.wang).see("/desk/assistance/")
    assert wang.reads("没有正在协助的申报人")
    wang.click("申请协助一位申报人")
    wang.send("发出申请", person=draft.number, scope="case")
    assert wang.reads("已通知李静怡，他登录确认后开始", "等待申报人确认")
    assert wang.client.get(case).status_code == 404

    # She is told, reads what he may and may not do, and agrees with her password.
    li = signed_in(world.li).see("/my/messages/")
    assert li.reads("有经办人申请协助您填报")
    li.see("/my/assistance/").click("查看并确认")
    assert li.reads("王经办", draft.number, "提交、撤回或放弃申请，代作承诺，删除记录和文件")
    li.send("同意协助", password=PASSWORD)
    assert li.reads("王经办现在可以协助您填报", "协助中")

    # He fills in on her pages, under a banner.
    wang.see("/desk/assistance/").click("去填写")
    assert wang.reads("可以填写的申请", "990002********")
    wang.click("填写2026 年度评审申请")
    assert wang.at == f"{case}info/"
    assert wang.reads("正在协助 李静怡 填写", "退出协助")
    wang.see(f"{case}info/basic/").send(**answers.flat(answers.BASIC))
    wang.see(f"{case}info/education/").send(**answers.flat(answers.RECORDS["education"][0]), proof=proof())
    assert world.li.education_set.get().school == "广东工业大学"
    wang.see(f"{case}submit/")
    assert wang.reads("这一步由李静怡本人办理", "请李静怡用自己的账号登录")
    wang.click("退出协助")
    assert wang.at == "/desk/assistance/"

    # She sees who wrote what, does the rest, and confirms his parts before she submits.
    li.see(f"{case}info/basic/history/")
    assert li.reads("由 王经办 协助填写")
    world.fill(fresh(draft), skip=("education",))
    prints(li, draft.number)
    li.see(f"{case}submit/")
    assert li.reads(
        "由经办人协助填写的内容，请逐项核对", "王经办协助填写了基本信息、学历学位，本人已逐项核对，确认无误"
    )
    li.send("提交审核", promise="on", confirms_help="on")
    assert li.reads("已提交")
    snapshot: Any = fresh(draft).content.snapshot
    assert snapshot["helped"] == [["基本信息", "王经办"], ["学历学位", "王经办"]]

    # At the desk he is told that his colleague decides; she does.
    wang.see(f"/desk/cases/{draft.number}/")
    assert wang.reads("这一件由其他经办人审核", "由本单位其他经办人审核：谭经办")
    decides(signed_in(tan), draft.number, **{"desk-place": "单位公告栏", "desk-phone": "0763-3360001"})
    assert stage_of(fresh(draft)).key == "notice_before"

    # She ends it; both were told of every turn, and the record has his acts as his, for her.
    li.see("/my/assistance/").send("结束协助")
    assert li.reads("已结束。经办人不能再打开您的申请", "申报人结束")
    titles = Message.objects.filter(recipient=world.li).values_list("title", flat=True)
    assert {"协助填报已开始", "协助填报已结束"} <= {*titles}
    acts = Event.objects.filter(verb="assistance.filled")
    assert {(one.actor, one.subject) for one in acts} == {(world.wang, f"accounts.user:{world.li.pk}")}
    assert Assistance.objects.get().end == Assistance.End.APPLICANT
