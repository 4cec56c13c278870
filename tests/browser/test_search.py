"""站内搜索 in Chromium: wide and on a phone, without scripts."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_small_screens import narrow
from zhicheng.content.models import Article

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 390])
def test_somebody_searches(write: Callable[..., Article], visitor: Visitor, width: int) -> None:
    for number in range(25):
        write(f"生态环境监测专业职称评审通知 {number}", body="<p>粤人社规〔2020〕33号，继续教育学时</p>")
    reader = visitor(width=width, scripts=False)
    reader.visits.append(lambda: narrow(reader, back=width))
    reader.goes_to("/")
    if width == 1440:
        reader.page.locator("header input[name=q]").fill("环境监测")
        reader.clicks("搜索", within=".mast")
    else:
        reader.clicks("搜索", within=".mast .only-m")
        reader.page.locator("main input[name=q]").fill("环境监测")
        reader.clicks("查询")
    assert reader.page.locator(".hits li").count() == 20
    for asked in ("", "?q=环境监测&page=2", "?q=环镜监测", "?q=航空航天", "?q=监测&column=guides"):
        reader.goes_to(f"/search/{asked}")
