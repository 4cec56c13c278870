from datetime import date
from typing import TypeVar

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from zhicheng.accounts.models import User
from zhicheng.dossier import queries
from zhicheng.dossier.models import RECORDS, Education, HeldTitle, Photo, Profile, Record, WorkExperience
from zhicheng.dossier.queries import Cell
from zhicheng.dossier.tests.conftest import AT, ROWS
from zhicheng.files.models import StoredFile
from zhicheng.reference.models import Code

R = TypeVar("R", bound=Record)


def row(model: type[R], owner: User, **changes: object) -> R:
    fields = ROWS[model] | changes
    return model.objects.create(owner=owner, created_at=AT, updated_at=AT, **fields)


def paper(owner: User) -> StoredFile:
    return StoredFile.objects.create(
        owner=owner, name="证明.pdf", sha256="0" * 64, size=1, content_type="application/pdf", created_at=AT
    )


def test_cells_show_dates_as_months_and_choices_as_words() -> None:
    assert queries.cells(Education(**ROWS[Education])) == (
        Cell("学历", "大学本科", False),
        Cell("学位", "学士", False),
        Cell("毕业院校", "广东工业大学", True),
        Cell("所学专业", "环境工程", False),
        Cell("学习形式", "全日制", False),
        Cell("入学时间", "2013.09", False),
        Cell("毕业时间", "2017.06", False),
        Cell("证书编号", "118451201705001234", True),
    )


def test_a_job_without_an_end_lasts_until_now_and_empty_boxes_stay_empty() -> None:
    assert queries.cells(WorkExperience(**ROWS[WorkExperience])) == (
        Cell("开始时间", "2017.07", False),
        Cell("结束时间", "至今", False),
        Cell("工作单位及部门", "清远市环境监测站", True),
        Cell("从事何种专业技术工作", "水质监测", False),
        Cell("职务", "", False),
        Cell("证明人", "陈站长", True),
    )


def test_a_title_shows_the_day_it_was_obtained() -> None:
    shown = {cell.label: cell.value for cell in queries.cells(HeldTitle(**ROWS[HeldTitle]))}
    assert shown["取得时间"] == "2018.12.20"


def test_every_kind_of_row_has_a_heading() -> None:
    assert [queries.heading(model(**ROWS[model])) for model in RECORDS] == [
        ("大学本科 · 环境工程", "广东工业大学 · 2017 年 6 月毕业"),
        ("清远市环境监测站", "2017.07—至今 · 水质监测"),
        ("助理工程师 · 生态环境监测", "2018 年 12 月取得 · 评审"),
        ("2025 年度 · 公需课", "数字经济 · 30 学时"),
        ("北江水质自动监测站建设", "2019.01—2020.05 · 主持"),
        ("北江水质变化趋势", "论文 · 环境监测 · 2021 年 3 月"),
        ("2024 年度 · 称职（合格）", "清远市环境监测站"),
        ("先进个人", "获奖 · 清远市生态环境局 · 2022 年 5 月"),
    ]


def test_blind_views_leave_out_what_tells_the_person() -> None:
    hidden = {cell.label for model in RECORDS for cell in queries.cells(model(**ROWS[model])) if cell.identity}
    assert hidden == {
        "毕业院校",
        "证书编号",
        "工作单位及部门",
        "证明人",
        "审批机关",
        "施教机构",
        "证书号或验证码",
        "CN、ISSN、ISBN 或专利号",
        "考核单位（当年所在单位）",
        "授予或批准单位",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_two_statements_however_long(
    li: User, wu: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [row(Education, li, major=f"专业{number}", archived_at=AT) for number in range(count)]
    for one in rows:
        one.evidence.add(paper(li))
    row(Education, wu)
    with django_assert_num_queries(2):
        found = queries.records_of(li, Education)
        assert [list(one.evidence.all()) != [] for one in found] == [True] * count
    with django_assert_num_queries(2):
        stored = queries.archived(li, Education)
    assert found == stored == rows[::-1]


def test_old_versions_and_deleted_rows_are_not_listed(li: User) -> None:
    newer = row(Education, li)
    row(Education, li, superseded_by=newer)
    row(Education, li, removed_at=AT)
    assert (queries.records_of(li, Education), queries.archived(li, Education)) == ([newer], [])


def test_the_same_thing_said_twice_is_found(li: User, wu: User) -> None:
    mine = row(Education, li)
    row(Education, wu)
    said = ROWS[Education] | {"major": "环境科学"}
    assert queries.duplicates(li, Education, said) == [mine]
    assert queries.duplicates(li, Education, said, exclude_pk=mine.pk) == []
    assert queries.duplicates(li, Education, said | {"ended_on": date(2018, 6, 1)}) == []


def test_the_newest_photo_counts(li: User, wu: User) -> None:
    file = paper(li)
    Photo.objects.create(owner=li, original=file, file=file, at=AT)
    second = Photo.objects.create(owner=li, original=file, file=file, at=AT)
    assert (queries.latest_photo(li), queries.latest_photo(wu)) == (second, None)


def test_the_current_title_is_the_highest_then_the_newest(li: User, wu: User) -> None:
    assistant = row(HeldTitle, li)
    old = row(HeldTitle, li, level="intermediate", obtained_on=date(2021, 12, 1))
    new = row(HeldTitle, li, level="intermediate", obtained_on=date(2022, 12, 1), specialty="环境工程")
    row(HeldTitle, li, level="technician", obtained_on=date(2024, 12, 1))
    assert queries.current_title(li) == new
    assert queries.current_title(li, before=date(2022, 12, 1)) == old
    assert queries.current_title(li, before=date(2021, 12, 1)) == assistant
    assert queries.current_title(wu) is None


def test_basic_facts_are_words_and_the_id_number_is_masked(
    li: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Code.objects.create(list="ethnicity", code="01", name="汉族", valid_from=date(1992, 4, 1), source="GB/T 3304")
    Code.objects.create(list="political_status", code="01", name="党员", valid_from=date(1992, 4, 1), source="GB/T")
    profile = Profile(
        owner=li,
        sex="2",
        born_on=date(1990, 1, 1),
        ethnicity="01",
        political_status="群众",
        workplace="清远市环境监测站",
        workplace_nature="institution",
        work_started_on=date(2017, 7, 1),
        specialty_years=9,
        health="健康",
    )
    with django_assert_num_queries(1):
        found = queries.profile_cells(profile, li)
    assert found == (
        Cell("姓名", "李工", True),
        Cell("曾用名", "", True),
        Cell("性别", "女", False),
        Cell("出生日期", "1990.01", False),
        Cell("民族", "汉族", False),
        Cell("政治面貌", "群众", False),
        Cell("籍贯", "", True),
        Cell("证件类型", "居民身份证", False),
        Cell("证件号码", "441899********0047", True),
        Cell("身体状况", "健康", False),
        Cell("参加工作时间", "2017.07", False),
        Cell("工作单位", "清远市环境监测站", True),
        Cell("单位性质", "事业单位", False),
        Cell("行政职务", "", False),
        Cell("从事本专业年限", "9 年", False),
        Cell("通讯地址", "", True),
    )
