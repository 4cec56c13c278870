"""The pages of the 操作指引: from 帮助 through chapters, on a wide screen and on a telephone; axe looks at them."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_small_screens import narrow
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(1440, True), (390, True), (390, False)])
def test_the_guide_is_read_from_help(world: World, visitor: Visitor, width: int, scripts: bool) -> None:
    someone = visitor(width=width, scripts=scripts)
    someone.visits.append(lambda: narrow(someone, back=width))
    someone.goes_to("/help/")
    someone.clicks("操作指引")
    someone.sees("个人操作指引", "评审专家操作指引")
    someone.clicks("1.1 人事管理单位")
    someone.sees("提示 1")
    for picture in someone.page.locator("main figure img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("one => one.decode()")
    someone.clicks("下一节")
