"""Finding articles: Chinese as it is written, and as it is mistyped."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhicheng.content.models import Article, SearchText
from zhicheng.content.operations import index
from zhicheng.content.search import Narrowed, find
from zhicheng.content.tests.test_indexing import Write, titles


def test_a_part_of_a_word_is_found(write: Write) -> None:
    write("关于生态环境监测专业职称评审的通知")
    write("关于农业专业的通知")
    for typed in ("监测", "态环", "生态环境监测专业", "测"):
        assert titles(typed) == ["关于生态环境监测专业职称评审的通知"]


def test_every_word_must_stand_there(write: Write) -> None:
    write("生态环境监测", body="<p>继续教育学时</p>")
    write("监测")
    assert titles("学时 监测") == ["生态环境监测"]


def test_titles_come_first_then_the_newest(write: Write) -> None:
    write("旧公告", body="<p>监测</p>", issued_on=date(2025, 1, 1))
    write("旧监测", issued_on=date(2020, 1, 1))
    write("新公告", body="<p>监测</p>", issued_on=date(2026, 1, 1))
    write("新监测", issued_on=date(2024, 1, 1))
    write("同日监测", issued_on=date(2024, 1, 1))
    assert titles("监测") == ["同日监测", "新监测", "旧监测", "新公告", "旧公告"]


@pytest.mark.parametrize("character", ["𬱖", "㛃", "\U000200cc", "\U00030000", "䶮"])
def test_rare_characters_are_found(write: Write, character: str) -> None:
    write("公示", body=f"<p>王{character}工程师</p>")
    write("公示二", body="<p>王一工程师</p>")
    for typed in (character, f"王{character}", f"{character}工程师"):
        assert titles(typed) == ["公示"]
        assert not find(typed).slips


@pytest.mark.parametrize(
    "typed", ["粤人社规〔2020〕33号", "粤人社规[2020]33号", "粤人社规（２０２０）33号", "2020 33号"]
)
def test_document_numbers_are_found_in_any_brackets(write: Write, typed: str) -> None:
    write("办法", body="<p>粤人社规〔2020〕33号</p>")
    write("另一办法", body="<p>粤人社规〔2020〕3号</p>")
    assert titles(typed) == ["办法"]


def test_case_and_width_do_not_matter(write: Write) -> None:
    write("表格", body="<p>下载ＰＤＦ或 Excel，ISO9001</p>")
    for typed in ("pdf", "EXCEL", "ｅｘｃｅｌ", "iso9001", "exc"):
        assert titles(typed) == ["表格"]


def test_what_is_found_can_be_narrowed(write: Write) -> None:
    write("省监测", region="440000", issued_on=date(2025, 5, 1))
    write("市监测", region="441800", issued_on=date(2026, 5, 1))
    assert titles("监测", region="441800") == ["市监测"]
    assert titles("监测", year="2025") == ["省监测"]
    assert titles("监测", year="2025", region="441800") == []
    assert titles("监测", column="policies") == []
    assert len(titles("监测", column="announcements")) == 2


@pytest.mark.parametrize("typed", ["生态环镜监测", "生态环监测", "生态环境境监测", "生态环境监侧", "声态环境监测"])
def test_a_wrong_character_is_told(write: Write, typed: str) -> None:
    write("生态环境监测")
    found = find(typed)
    assert titles(typed) == ["生态环境监测"]
    assert (found.slips, found.apart, found.dropped) == (True, False, ())


def test_words_typed_together_are_found_apart(write: Write) -> None:
    write("生态环境监测", body="<p>职称评审，继续教育</p>")
    found = find("环境监测职称评审继续教育")
    assert titles("环境监测职称评审继续教育") == ["生态环境监测"]
    assert (found.apart, found.words) == (True, ("环境监测", "职称评审", "继续教育"))


def test_a_word_that_stands_nowhere_is_dropped_and_told(write: Write) -> None:
    write("生态环境监测", body="<p>职称评审</p>")
    found = find("监测 航空 评审")
    assert titles("监测 航空 评审") == ["生态环境监测"]
    assert (found.words, found.dropped) == (("监测", "评审"), ("航空",))
    assert find("航空 航天").keys == []


def test_nothing_near_is_nothing(write: Write) -> None:
    write("生态环境监测")
    for typed in ("航空", "航空航天专业", "监"):
        assert bool(find(typed).keys) is (typed == "监")


HOSTILE = ["x" * 10_000, "监" * 10_000, "\x00监测", "%", "_", '"', "' OR 1=1 --", "监测*", "NEAR(监 测)", "AND OR NOT", "监测:",
           "^监测", "{}", "\\", "！？。，", "title:监测", "-监测", "(", "\ud800", "\u202e监测", "👩‍👩‍👧"]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_only_looked_for(write: Write, typed: str) -> None:
    write("生态环境监测")
    with CaptureQueriesContext(connection) as statements:
        find(typed, among=Narrowed(region='44"', year="' OR"))
    assert len(statements) <= 4


def test_statements_do_not_grow(write: Write) -> None:
    for many in (1, 3):
        while SearchText.objects.count() < many:
            write("生态环境监测")
        asked = {}
        for typed in ("监测", "监测 航空", "生态环镜监测", "航空航天专业"):
            with CaptureQueriesContext(connection) as statements:
                find(typed)
            asked[typed] = len(statements)
        assert asked == {"监测": 1, "监测 航空": 3, "生态环镜监测": 3, "航空航天专业": 2}


LETTERS = "监测环境评审职称的一二三𬱖㛃，。"


@pytest.fixture
def four(write: Write) -> list[Article]:
    return [write(f"第{place}篇") for place in range(4)]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(alphabet=LETTERS, min_size=2, max_size=25), min_size=4, max_size=4),
    asked=st.text(alphabet=LETTERS, min_size=2, max_size=6),
    cut=st.tuples(st.integers(0, 24), st.integers(2, 8)),
)
def test_found_exactly_where_it_stands(four: list[Article], texts: list[str], asked: str, cut: tuple[int, int]) -> None:
    for article, text in zip(four, texts, strict=True):
        Article.objects.filter(pk=article.pk).update(body=f"<p>{text}</p>")
        index(article=article)
    for typed in (asked, texts[0][cut[0] : cut[0] + cut[1]]):
        if not {*typed} & {*"，。"} and len(typed) > 1:
            found = find(typed)
            exact = [] if found.slips or found.apart else titles(typed)
            assert exact == [f"第{place}篇" for place in reversed(range(4)) if typed in texts[place]]
