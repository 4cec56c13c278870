"""站内搜索: what a visitor types, and what he reads."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World
from zhicheng.content.models import Article
from zhicheng.content.tests.test_search import HOSTILE
from zhicheng.web.public.marking import excerpt, marked, pattern_of
from zhicheng.web.public.tests.conftest import html_of

Write = Callable[..., Article]
STATEMENTS = 8  # of the longest way: nothing fits, nothing is near but parts


def found(client: Client, **asked: object) -> str:
    response = client.get(f"/search/?{urlencode(asked)}")
    assert response.status_code == 200
    return html_of(response)


def titles(html: str) -> list[str]:
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r"<li><h3>(.*?)</h3>", html, re.S)]


def test_the_box_stands_in_the_head_of_every_page(db: None, client: Client) -> None:
    for path in ("/", "/help/", "/search/"):
        assert '<form class="row not-m" role="search" aria-label="站内搜索" action="/search/"' in html_of(
            client.get(path)
        )


def test_nothing_typed_says_what_can_be(db: None, client: Client) -> None:
    for asked in ("", "  ", "，。！"):
        assert "输入要找的内容" in found(client, q=asked)


def test_a_hit_is_shown_with_where_it_stands(write: Write, client: Client) -> None:
    body = f"<p>{'前' * 50}&lt;职称&gt;评审{'后' * 200}</p>"
    article = write("清远市职称<b>评审</b>通知", body=body, region="441800", issued_on=date(2026, 3, 1))
    html = found(client, q="评审")
    assert f'<a href="/announcements/{article.pk}/">清远市职称&lt;b&gt;<mark>评审</mark>&lt;/b&gt;通知</a>' in html
    assert "&lt;职称&gt;<mark>评审</mark>后" in html
    for said in ("通知公告", "清远市", "2026-03-01", "找到 1 条", '<meta name="robots" content="noindex">'):
        assert said in html


def test_chips_and_choices_narrow(write: Write, client: Client) -> None:
    write("省监测", issued_on=date(2025, 1, 1))
    write("市监测", region="441800")
    assert titles(found(client, q="监测")) == ["市监测", "省监测"]
    assert titles(found(client, q="监测", region="440000")) == ["省监测"]
    assert titles(found(client, q="监测", year="2026")) == ["市监测"]
    assert titles(found(client, q="监测", column="announcements")) == ["市监测", "省监测"]
    html = found(client, q="监测", column="policies")
    assert titles(html) == []
    assert "清除筛选" in html
    assert '<a href="?q=%E7%9B%91%E6%B5%8B&amp;column=policies" aria-current="page">政策法规</a>' in html


def test_what_cannot_be_chosen_is_said(db: None, client: Client) -> None:
    response = client.get("/search/?q=a&region=nowhere")
    assert response.status_code == 422
    assert "从列表中选择" in html_of(response)


def test_more_words_than_are_looked_for_are_told(db: None, client: Client) -> None:
    response = client.get(f"/search/?{urlencode({'q': '一 二 三 四 五 六 七'})}")
    assert response.status_code == 422
    assert "搜索词不超过 6 个，现有 7 个" in html_of(response)


def test_something_near_is_never_shown_without_a_word(write: Write, client: Client) -> None:
    write("生态环境监测", body="<p>职称评审</p><p>监测，职</p>")
    assert "下面是只差一个字或标点的：“生态环境监测”。" in found(client, q="生态环镜监测")
    assert "下面是只差一个字或标点的：“监测”、“监测，职”。" in found(client, q="监测职")
    assert "下面是去掉“航空”以后找到的。" in found(client, q="监测 航空")
    html = found(client, q="环境监测职称评审")
    assert "下面是分别包含其中几段的：“环境监测”、“职称评审”" in html
    assert "没有找到相关内容" in found(client, q="航空航天专业")


def test_more_than_a_page(write: Write, client: Client) -> None:
    for number in range(21):
        write(f"监测{number:02}")
    first = found(client, q="监测")
    assert titles(first) == [f"监测{number:02}" for number in range(20, 0, -1)]
    assert "第 1 页，共 2 页" in first
    for behind in ("2", "999"):
        assert titles(found(client, q="监测", page=behind)) == ["监测00"]
    for nonsense in ("0", "-1", "x", "²", "9999999999"):
        assert len(titles(found(client, q="监测", page=nonsense))) == 20


@pytest.mark.parametrize(
    ("asked", "many"),
    [("监测", 5), ("", 3), ("监测 航空", 7), ("生态环镜监测", 7), ("环境监测职称评审", STATEMENTS), ("航空航天", 5)],
)
def test_the_number_of_statements(write: Write, client: Client, asked: str, many: int) -> None:
    for rows in (1, 3):
        for _ in range(rows):
            write("生态环境监测", body="<p>职称评审</p>")
        with CaptureQueriesContext(connection) as statements:
            found(client, q=asked)
        assert len(statements) == many


@pytest.mark.parametrize("asked", HOSTILE)
def test_whatever_is_typed_is_answered(write: Write, client: Client, asked: str) -> None:
    write("生态环境监测")
    response = client.get("/search/", {"q": asked.encode("utf-8", "surrogatepass")})
    assert response.status_code == (422 if len(asked) > 100 else 200)


def test_whoever_asks_without_end_is_told_to_wait(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhicheng.web.public.search.QUERIES", {"per_address": (2, 60)})
    assert [client.get("/search/?q=a").status_code for _ in range(3)] == [200, 200, 429]


def test_an_officer_may_search_too(world: World, write: Write, client: Client) -> None:
    write("生态环境监测")
    client.force_login(world.li)
    assert titles(found(client, q="监测")) == ["生态环境监测"]


def test_excerpts_begin_before_the_word() -> None:
    text = f"{'甲' * 100}PDF，监测{'乙' * 300}"
    bits = excerpt(text, pattern_of(["pdf", "监测"]))
    assert [bit.text for bit in bits if bit.is_hit] == ["PDF", "监测"]
    assert "".join(bit.text for bit in bits) == f"…{'甲' * 30}PDF，监测{'乙' * 104}…"


def test_the_longer_word_is_marked() -> None:
    assert marked("环境监测", pattern_of(["环境", "环境监"])) == [("环境监", True), ("测", False)]
    assert marked("环境", pattern_of([])) == [("环境", False)]
