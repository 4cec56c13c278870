"""人事管理单位 is found while one types, by its name and by 曾用名; without scripts the button does it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.factories import person
from tests.world import World
from zhicheng.organizations.models import FormerName
from zhicheng.organizations.operations import index

pytestmark = pytest.mark.browser


def test_a_unit_appears_while_one_types(world: World, visitor: Visitor) -> None:
    FormerName.objects.create(organization=world.unit, name="清远市环境保护研究所")
    index(organizations=[world.unit.pk])
    he = visitor()
    he.signs_in(person("hexin", "何新", 61))
    he.goes_to("/my/unit/")
    box = he.page.get_by_label("单位名称")
    box.press_sequentially("保护研究所", delay=30)
    expect(he.page.locator("#units")).to_contain_text("找到 1 个单位")
    expect(he.page.locator("#units")).to_contain_text("曾用名：清远市环境保护研究所")
    expect(box).to_be_focused()
    box.fill("没有这样的单位")
    expect(he.page.locator("#units")).to_contain_text("没有找到“没有这样的单位”")
    assert he.page.url.endswith("/my/unit/")
    he.looks()
