"""The portal before a visitor: every page at every width, in large letters, in high contrast, without scripts."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.browser.test_small_screens import narrow
from tests.portal import OWN, portal, publish
from tests.world import World
from zhicheng.calls.models import Call
from zhicheng.content.models import Attachment, Criteria, Policy, PublicFile, ReviewNotice

pytestmark = pytest.mark.browser
BODY = (
    '<h2>一、总则</h2><p>正文里有<a href="https://www.gov.cn/">别的网站</a>。</p><h3>（一）范围</h3><ul><li>一项</li></ul>'
    "<blockquote><p>引用</p></blockquote><hr/>"
)
PAGES = (
    "/",
    "/services/",
    "/services/calls/",
    "/policies/",
    "/standards/",
    "/notices/review/",
    "/guides/",
    "/announcements/",
    "/announcements/questions/",
    "/downloads/",
    "/publicity/",
    "/certificates/",
    "/sitemap/",
    "/help/",
    "/accessibility/",
    "/reliability/",
    "/privacy/",
)


@pytest.fixture
def addresses(world: World) -> list[str]:
    """Every page of the portal, one article of each sort among them, one standard out of force."""
    portal()
    pages = {
        sort: publish(sort, "关于做好年度职称评审工作有关事项的一份标题很长的文件", body=BODY, is_demo=True)
        for sort in OWN
    }
    old = publish(Criteria, "旧的标准条件", valid_to="2024-01-01")
    publish(Policy, "废止的文件", force="repealed", rank="state", region="441800", issued_on="2019-07-01")
    document = PublicFile.objects.create(title="附表", file="附表.pdf", file_size=10)
    Attachment.objects.create(article=pages[Policy], document=document)
    Call.objects.filter(pk=world.call.pk).update(notice_page=pages[ReviewNotice])
    return [*PAGES, "/policies/?level=state&year=2019", old.address, *(page.address for page in pages.values())]


def reads(visitor: Person, addresses: list[str]) -> None:
    for address in addresses:
        visitor.goes_to(address)


def test_a_visitor_at_a_desk(addresses: list[str], visitor: Visitor) -> None:
    reads(visitor(), addresses)


def test_a_visitor_with_a_telephone(addresses: list[str], visitor: Visitor) -> None:
    someone = visitor(width=390, height=844)
    someone.visits.append(lambda: narrow(someone))
    reads(someone, addresses)


def test_a_visitor_without_scripts_narrows_a_list(addresses: list[str], visitor: Visitor) -> None:
    someone = visitor(scripts=False)
    reads(someone, addresses)
    someone.goes_to("/policies/")
    someone.page.get_by_label("层级").select_option(label="国家")
    someone.clicks("查询")
    someone.sees("废止的文件")
    someone.clicks("层级：国家")
    someone.sees("关于做好年度职称评审工作有关事项的一份标题很长的文件")


@pytest.mark.parametrize("mode", ["长辈版", "高对比"])
@pytest.mark.parametrize("width", [1440, 390])
def test_a_visitor_who_sees_badly(addresses: list[str], visitor: Visitor, mode: str, width: int) -> None:
    someone = visitor(width=width)
    someone.goes_to("/")
    someone.clicks(mode, within=".util")
    someone.way = f"{width} px, {mode}"
    someone.visits.append(lambda: narrow(someone, back=width))
    reads(someone, addresses)
