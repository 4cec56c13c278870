"""The words of the guide stand on the pages that it names them for."""

import pytest
from django.test import Client

from tests.world import World

CASE = "/my/applications/{number}/"
LABELS = {
    "/services/": ("业务申请", "业务办理跟踪", "业务办理查询", "个人信息", "照片维护", "我的职称证书"),
    "/my/": ("业务申请", "业务办理查询", "个人信息", "我的职称证书"),
    "/my/photo/": ("照片维护",),
    "/my/unit/": ("人事管理单位", "主管单位"),
    f"{CASE}info/": ("人事管理单位", "继续教育", "获现资格之前", "获现资格以来", "考核信息", "下一步"),
    f"{CASE}info/basic/": ("保存",),
    f"{CASE}info/training/": ("公需课", "专业课", "选修课", "继续教育"),
    f"{CASE}request/": ("申报专业系列", "申报专业名称", "评审委员会", "保存", "下一步"),
    f"{CASE}form/": ("生成评审表", "完善个人信息", "下一步", "保存"),
    f"{CASE}submit/": ("提交审核",),
}


@pytest.mark.parametrize("path", LABELS)
def test_the_page_speaks_the_guides_words(world: World, path: str) -> None:
    number = world.filled().number
    client = Client()
    client.force_login(world.li)
    shown = client.get(path.format(number=number)).content.decode()
    assert [words for words in LABELS[path] if words not in shown] == []


def test_archived_records_are_offered_under_the_guides_words(world: World) -> None:
    world.go(world.submitted())
    number = world.start().number
    client = Client()
    client.force_login(world.li)
    assert "选择入库信息" in client.get(f"{CASE}info/education/".format(number=number)).content.decode()
