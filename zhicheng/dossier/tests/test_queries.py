from datetime import date
from typing import Any, TypeVar

import pytest
from django.db import models
from pytest_django.fixtures import DjangoAssertNumQueries

from zhicheng.accounts.models import User
from zhicheng.dossier import queries
from zhicheng.dossier.models import (
    RECORDS,
    Achievement,
    Book,
    Education,
    HeldTitle,
    Paper,
    Patent,
    Photo,
    Profile,
    Record,
    WorkExperience,
)
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
        Cell("学制（年）", "4", False),
        Cell("入学时间", "2013.09", False),
        Cell("毕业时间", "2017.06", False),
        Cell("学历证书编号", "118451201705001234", True),
        Cell("学位授予时间", "2017.06", False),
        Cell("学位授予学校", "", True),
        Cell("学位证书编号", "1184542017001234", True),
        Cell("申报依据学历", "是", False),
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
        ("注册环保工程师", "2020 年 9 月取得"),
        ("2025 年度 · 公需课", "数字经济 · 30 学时"),
        ("北江水质自动监测站建设", "2019.01—2020.05 · 主持"),
        ("清远市环境科技成果奖 · 二等奖", "市厅级 · 清远市生态环境局 · 2022 年 5 月 · 排名第 2"),
        ("一种便携式水样分层采集装置", "实用新型专利 · ZL 2023 2 1234567.5 · 2023 年 11 月授权"),
        ("农村生活污水处理设施运行评价技术指南", "DB4418/T 021—2025 · 参编 · 2025 年 3 月发布"),
        ("北江水质变化趋势", "环境监测管理与技术 · 2021 年 3 月 · 排名第 1"),
        ("流域水生态修复技术", "编著 · 化学工业出版社 · 2024 年 1 月 · 副主编"),
        ("北江清远段水质专项分析报告", "2022 年 8 月完成 · 排名第 1"),
        ("2024 年度 · 称职（合格）", "清远市环境监测站"),
        ("先进个人", "奖励 · 清远市生态环境局 · 2022 年 5 月"),
        ("广东省环境科学学会 · 会员", "2020.04—至今"),
    ]


def test_blind_views_leave_out_what_tells_the_person() -> None:
    hidden = {cell.label for model in RECORDS for cell in queries.cells(model(**ROWS[model])) if cell.identity}
    assert hidden == {
        *(
            "毕业院校",
            "学历证书编号",
            "学位授予学校",
            "学位证书编号",
            "工作单位及部门",
            "证明人",
            "审批机关",
            "证书编号",
        ),
        *("发证机关", "施教机构", "证书号或验证码", "考核单位（当年所在单位）", "授奖单位", "批准单位", "发布单位"),
        *("专利号或登记号", "权利人", "标准编号", "ISBN 书号", "学术团体或单位"),
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


@pytest.mark.both
@pytest.mark.parametrize("count", [1, 3])
def test_the_whole_life_record_takes_one_statement_and_reads_as_its_tables_do(
    li: User, wu: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for owner in (li, wu):
        Profile.objects.create(owner=owner, sex="2", born_on=date(1990, 1, 1), ethnicity="01", specialty_years=9)
        Photo.objects.create(owner=owner, original=paper(owner), file=paper(owner), at=AT)
        for model in RECORDS:
            for _ in range(count):
                row(model, owner, frozen=True)
    row(HeldTitle, li, revoked_at=AT, archived_at=AT)
    with django_assert_num_queries(1):
        found = queries.dossier_of(li)

    def columns(one: models.Model) -> dict[str, Any]:
        return {name: value for name, value in vars(one).items() if name not in ("_state", "crop")}

    assert found.profile
    assert found.photo
    assert columns(found.profile) == columns(Profile.objects.get(owner=li))
    assert columns(found.photo) == columns(Photo.objects.get(owner=li))
    for model in RECORDS:
        assert list(map(columns, found.rows[model])) == list(
            map(columns, model.objects.filter(owner=li).order_by("pk"))
        )
    with django_assert_num_queries(1):
        part = queries.dossier_of(li, (Book, HeldTitle))
    assert part.rows == {model: found.rows[model] for model in (Book, HeldTitle)}
    assert part.papers == {key: papers for key, papers in found.papers.items() if key[0] in ("book", "heldtitle")}
    assert queries.dossier_of(User(pk=0)) == queries.Dossier(None, None, {model: [] for model in RECORDS}, {})


def test_of_the_life_record_counts_what_stands_today_and_a_row_knows_the_one_before(
    li: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    file = paper(li)
    for _ in range(2):
        newest = Photo.objects.create(owner=li, original=file, file=file, at=AT)
    first, newer = row(Education, li), row(Education, li)
    older = row(Education, li, superseded_by=newer, removed_at=AT)
    row(Education, li, removed_at=AT)
    found = queries.dossier_of(li)
    with django_assert_num_queries(0):
        assert [(one, getattr(one, "supersedes", None)) for one in found.rows[Education]] == [
            (first, None),
            (newer, older),
        ]
    assert found.photo == newest


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
        Cell("出生地", "", True),
        Cell("籍贯", "", True),
        Cell("证件类型", "居民身份证", False),
        Cell("证件号码", "441899********0047", True),
        Cell("身体状况", "健康", False),
        Cell("参加工作时间", "2017.07", False),
        Cell("工作单位", "清远市环境监测站", True),
        Cell("单位性质", "事业单位", False),
        Cell("单位所在地", "", True),
        Cell("行政职务", "", False),
        Cell("现任专业技术职务", "", False),
        Cell("聘任时间", "", False),
        Cell("现从事专业", "", False),
        Cell("从事本专业年限", "9 年", False),
        Cell("外语水平", "", False),
        Cell("计算机水平", "", False),
        Cell("手机号码", "", True),
        Cell("电子邮箱", "", True),
        Cell("通讯地址", "", True),
    )


def test_width_case_and_punctuation_make_no_other_paper(li: User, wu: User) -> None:
    mine = row(Paper, li, title="北江水质变化趋势（2020）：PM2.5 的影响")
    row(Paper, wu)
    said = ROWS[Paper] | {"title": "北江水质变化趋势(2020):pm2.5的影响 "}
    assert queries.duplicates(li, Paper, said) == [mine]
    assert queries.duplicates(li, Paper, said | {"title": "北江水质变化趋势（2021）：PM2.5 的影响"}) == []


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Education, {"school": "广东工业大学", "ended_on": date(2017, 6, 1)}),
        (Education, {"certificate_number": "1184 5120 1705 001234"}),
        (WorkExperience, {"unit": "清远市环境监测站 ", "started_on": date(2017, 7, 1)}),
        (Paper, {"title": "北江水质变化趋势。"}),
        (Book, {"isbn": "9787506033961"}),
        (Patent, {"number": "zl202321234567.5"}),
        (Achievement, {"name": "“北江水质自动监测站”建设"}),
    ],
)
def test_a_near_row_is_found_while_typing(li: User, model: type[Record], typed: dict[str, Any]) -> None:
    mine = row(model, li)
    assert queries.similar(li, model, typed) == [mine]
    assert queries.similar(li, model, typed, exclude_pk=mine.pk) == []
    assert queries.similar(li, model, dict.fromkeys(typed, "别的")) == []


@pytest.mark.parametrize("model", RECORDS)
def test_an_empty_form_is_like_nothing(li: User, model: type[Record]) -> None:
    blank = dict.fromkeys(ROWS[model])
    model.objects.create(owner=li, created_at=AT, updated_at=AT, **ROWS[model])
    assert queries.similar(li, model, blank) == queries.similar(li, model, {}) == []


@pytest.mark.parametrize("model", RECORDS)
def test_what_makes_rows_alike_are_columns_of_theirs(model: type[Record]) -> None:
    columns = {field.name for field in queries.own_fields(model)}
    named = {*model.same_if, *(name for names in model.like_if for name in names), model.dated_by, model.begun_by}
    assert named - {""} <= columns
    assert model.noun
    assert model.wants or model is WorkExperience  # nobody asks for papers of a job
