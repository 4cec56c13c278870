import csv
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from zhicheng.audit.models import Event
from zhicheng.core.ids import FICTITIOUS
from zhicheng.reference.models import Code, Level, Region, Series, Specialty, Title, WorkCalendarDay
from zhicheng.reference.operations import CALENDAR_FROM, DATA, load_reference

AT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def ladder(series: str, branch: str = "") -> list[str]:
    titles = dict(Title.objects.filter(series=series, branch=branch).values_list("level", "name"))
    return [titles.get(level, "") for level in Level]


def test_the_lists_are_loaded_whole() -> None:
    counts = load_reference(at=AT)

    tables = (Region, Code, Series, Specialty, Title, WorkCalendarDay)
    assert list(counts.values()) == [table._default_manager.count() for table in tables]
    assert Series.objects.count() == 27
    counted = Counter(Code.objects.values_list("list", flat=True))
    assert (counted["ethnicity"], counted["political_status"], counted["education"], counted["id_type"]) == (
        56,
        13,
        9,
        6,
    )
    assert len(counted) == 32
    assert Region.objects.filter(parent="440000").count() == 21
    assert Region.objects.filter(parent="441800").count() == 8
    assert Event.objects.get().data == counts


def test_loading_again_changes_nothing_and_mends_what_differs() -> None:
    load_reference(at=AT)
    before = list(Title.objects.order_by("pk").values())
    Title.objects.filter(series="05", level=Level.ASSISTANT).update(name="助工", source="")

    load_reference(at=AT)

    assert list(Title.objects.order_by("pk").values()) == before


def test_old_years_are_left_out_of_the_calendar() -> None:
    load_reference(at=AT)

    assert WorkCalendarDay.objects.earliest("day").day == date(CALENDAR_FROM, 1, 1)


def test_series_have_their_ladders() -> None:
    load_reference(at=AT)

    assert Series.objects.get(pk="05").name == "工程技术人员"
    assert ladder("05") == ["技术员", "助理工程师", "工程师", "高级工程师", "正高级工程师"]
    assert ladder("01") == ["", "助教", "讲师", "副教授", "教授"]
    assert ladder("04", "医") == ["医士", "医师", "主治（主管）医师", "副主任医师", "主任医师"]


def test_every_title_stands_at_a_level_and_every_series_has_titles() -> None:
    load_reference(at=AT)

    assert set(Title.objects.values_list("level", flat=True)) == {level.value for level in Level}
    assert Series.objects.filter(titles=None).count() == 0


def test_the_three_environmental_specialties_are_those_of_the_guide() -> None:
    load_reference(at=AT)

    names = dict(Specialty.objects.filter(code__startswith="ECO_").values_list("code", "name"))
    assert names == {
        "ECO_ENG": "生态环境工程",
        "ECO_CONSULT": "生态环境管理与咨询",
        "ECO_MONITOR": "生态环境监测",
    }


@pytest.mark.parametrize("name", ["series", "titles", "specialties", "codes"])
def test_every_row_of_the_files_says_since_when_and_where_it_is_written(name: str) -> None:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row for row in rows if not row["source"] or date.fromisoformat(row["valid_from"]) > AT.date()] == []


def test_the_calendar_holds_only_days_that_differ_and_the_first_of_each_year() -> None:
    load_reference(at=AT)

    as_usual = [
        row.day
        for row in WorkCalendarDay.objects.all()
        if row.is_workday == (row.day.weekday() < 5) and (row.day.month, row.day.day) != (1, 1)
    ]
    assert as_usual == []
    assert WorkCalendarDay.objects.get(pk="2026-10-01").note == "国庆节"
    assert WorkCalendarDay.objects.get(pk="2026-10-10").note == "国庆节调休"


def test_the_command_counts_rows_and_names_the_years_without_holidays(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference")

    out, err = capsys.readouterr()
    assert out.splitlines()[2] == "series: 27"
    assert err.count("升级 chinesecalendar") == len(err.splitlines())


def test_no_region_was_given_the_code_of_nobody() -> None:
    with (DATA / "regions.csv").open(newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert codes
    assert [code for code in codes if code.startswith(FICTITIOUS)] == []
