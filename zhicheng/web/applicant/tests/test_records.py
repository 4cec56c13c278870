from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import answers, factories
from tests.world import World, fresh
from zhicheng.applications.models import Application
from zhicheng.dossier.models import Achievement, Appraisal, Education
from zhicheng.files.models import StoredFile
from zhicheng.web.applicant.tests.conftest import another, errors, info, kept, proof, typed

(BACHELOR,) = answers.RECORDS["education"]


def test_a_new_row_is_saved_with_its_files_and_used(li: Client, draft: Application) -> None:
    sent = typed(draft, "education", BACHELOR, next=1, proof=[proof(), proof("学位证书.pdf", another())])
    response = li.post(info(draft, "education/"), sent)
    row = Education.objects.get(owner=draft.applicant)
    assert response["Location"] == info(draft, "work/")
    assert (row.school, {file.name for file in row.evidence.all()}) == (
        "广东工业大学",
        {"毕业证书.pdf", "学位证书.pdf"},
    )
    assert kept(draft, "education").ticked == (row.pk,)


def test_the_same_click_twice_makes_one_row(li: Client, draft: Application) -> None:
    sent = typed(draft, "education", BACHELOR, more=1)
    answers_ = [li.post(info(draft, "education/"), {**sent, "proof": [proof()]}) for _ in range(2)]
    assert [answer.status_code for answer in answers_] == [303, 303]
    assert (Education.objects.count(), len(kept(draft, "education").ticked)) == (1, 1)


def test_what_was_typed_and_uploaded_survives_an_error(li: Client, draft: Application) -> None:
    wrong = typed(draft, "education", {**BACHELOR, "school": "", "ended_on": (2012, 6)}, next=1, proof=[proof()])
    response = li.post(info(draft, "education/"), wrong)
    assert response.status_code == 422
    assert errors(response) == ["填写毕业院校的全称", "毕业时间应晚于入学时间（2013 年 9 月）"]
    (file,) = StoredFile.objects.filter(owner=draft.applicant)
    assert 'value="环境工程"' in response.content.decode()
    again = li.get(info(draft, "education/")).content.decode()
    assert (f'value="{file.pk}"' in again, 'value="环境工程"' in again) == (True, True)
    mended = typed(draft, "education", BACHELOR, next=1, kept=[str(file.pk)])
    assert li.post(info(draft, "education/"), mended).status_code == 303
    assert [one.pk for one in Education.objects.get().evidence.all()] == [file.pk]


def test_a_row_needs_its_evidence(li: Client, draft: Application) -> None:
    response = li.post(info(draft, "education/"), typed(draft, "education", BACHELOR, next=1))
    assert (response.status_code, errors(response)) == (422, ["上传学历学位的证明材料"])


def test_a_web_page_named_pdf_is_refused_at_the_field(li: Client, draft: Application) -> None:
    page = proof("证书.pdf", b"<html><script>alert(1)</script></html>")
    response = li.post(info(draft, "education/"), typed(draft, "education", BACHELOR, proof=[page, proof()]))
    assert errors(response) == ["“证书.pdf”的内容不是 PDF、JPG、PNG，文件应为 PDF、JPG、PNG，另存后再传"]
    assert [file.name for file in StoredFile.objects.filter(owner=draft.applicant)] == ["毕业证书.pdf"]


def test_somebody_elses_file_is_left_out(li: Client, world: World, draft: Application) -> None:
    world.add(world.start(world.wu), "education", BACHELOR)
    foreign = StoredFile.objects.get(owner=world.wu)
    sent = typed(draft, "education", BACHELOR, kept=[str(foreign.pk), "x", "\0"], next=1)
    assert errors(li.post(info(draft, "education/"), sent)) == ["上传学历学位的证明材料"]


def test_the_same_row_again_offers_the_one_there_is(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    world.choose(fresh(draft), "education")
    response = li.post(info(draft, "education/"), typed(draft, "education", BACHELOR, proof=[proof()]))
    page = response.content.decode()
    assert (response.status_code, "已有相同的学历" in page, "选用已有记录" in page) == (422, True, True)
    li.post(info(draft, "education/"), typed(draft, "education", BACHELOR, use=row.pk))
    assert (Education.objects.count(), kept(draft, "education").ticked, kept(draft, "education").raw) == (
        1,
        (row.pk,),
        {},
    )


def test_archived_rows_are_offered_first_and_never_changed(li: Client, world: World) -> None:
    world.at_stage("")
    world.later(days=365)
    factories.call(world.committee, year=2027, actor=world.feng)
    draft = world.start(year=2027)
    row = Education.objects.get(owner=world.li)
    page = li.get(info(draft, "education/")).content.decode()
    assert page.index("选择入库信息") < page.index("新增一条学历")
    refused = li.get(info(draft, f"education/{row.pk}/"))
    assert (refused.status_code, "入库，不能修改" in refused.content.decode()) == (409, True)
    assert li.post(info(draft, f"education/{row.pk}/delete/")).status_code == 409
    li.post(info(draft, "education/"), typed(draft, "education", {}, ticked=[row.pk], next=1))
    assert kept(draft, "education").ticked == (row.pk,)


def test_ticks_of_foreign_or_impossible_rows_are_left_out(li: Client, world: World, draft: Application) -> None:
    foreign = world.add(world.start(world.wu), "education", BACHELOR)
    ticked = [foreign.pk, "9" * 30, "x", "-1", "\0"]
    assert li.post(info(draft, "education/"), typed(draft, "education", {}, ticked=ticked, more=1)).status_code == 303
    assert kept(draft, "education").ticked == ()


def test_an_optional_part_can_be_marked_as_none(li: Client, draft: Application) -> None:
    li.post(info(draft, "paper/"), typed(draft, "paper", {"rank": 1}, none=1, next=1))
    assert kept(draft, "paper").none is True


def test_a_required_part_cannot(li: Client, draft: Application) -> None:
    li.post(info(draft, "education/"), typed(draft, "education", {}, none=1, next=1))
    assert kept(draft, "education").none is False


def test_the_window_stands_on_the_page_with_its_source(li: Client, world: World) -> None:
    page = li.get(info(world.filled(), "since/")).content.decode()
    assert ("2022 年 1 月 1 日 至 2026 年 12 月 31 日" in page, "粤人社发〔2024〕29号第二条" in page) == (True, True)


def test_a_row_dated_too_late_is_marked(li: Client, world: World) -> None:
    application = world.filled()
    row = Achievement.objects.get(owner=world.li, pk__in=kept(application, "since").ticked)
    assert isinstance(row, Achievement)
    row.ended_on = date(2027, 2, 1)
    row.save()
    assert "时间晚于 2026 年 12 月 31 日，不计入本次申报" in li.get(info(application, "since/")).content.decode()


def test_editing_changes_the_row_and_its_files(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    page = info(draft, f"education/{row.pk}/")
    assert 'value="广东工业大学"' in li.get(page).content.decode()
    sent = typed(
        draft, f"education/{row.pk}", {**BACHELOR, "major": "环境科学"}, proof=[proof("新证书.pdf", another())]
    )
    assert li.post(page, sent)["Location"] == info(draft, "education/")
    changed = Education.objects.get()
    assert (changed.pk, changed.major, [file.name for file in changed.evidence.all()]) == (
        row.pk,
        "环境科学",
        ["新证书.pdf"],
    )


def test_a_wrong_edit_changes_nothing(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    response = li.post(
        info(draft, f"education/{row.pk}/"), typed(draft, f"education/{row.pk}", {**BACHELOR, "major": ""})
    )
    assert (response.status_code, Education.objects.get().major) == (422, "环境工程")


def test_deleting_asks_first(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    page = info(draft, f"education/{row.pk}/delete/")
    assert ("删除这条学历？" in li.get(page).content.decode(), Education.objects.count()) == (True, 1)
    assert li.post(page)["Location"] == info(draft, "education/")
    assert (Education.objects.count(), kept(draft, "education").ticked) == (0, ())


@pytest.mark.parametrize("rest", ["", "delete/"])
@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_a_row_that_is_not_there_is_not_found(li: Client, draft: Application, pk: str, rest: str) -> None:
    assert li.get(info(draft, f"education/{pk}/{rest}")).status_code == 404


def test_somebody_elses_row_is_not_found(li: Client, world: World, draft: Application) -> None:
    foreign = world.add(world.start(world.wu), "education", BACHELOR)
    assert li.get(info(draft, f"education/{foreign.pk}/")).status_code == 404
    assert li.post(info(draft, f"education/{foreign.pk}/delete/")).status_code == 404
    assert Education.objects.count() == 1


def test_a_stale_page_unticks_nothing(li: Client, world: World, draft: Application) -> None:
    stale = typed(draft, "education", {}, next=1)
    row = world.add(draft, "education", BACHELOR)
    response = li.post(info(draft, "education/"), stale)
    assert (response.status_code, kept(draft, "education").ticked) == (409, (row.pk,))


def test_autosave_keeps_the_half_typed_row_and_the_ticks(li: Client, world: World, draft: Application) -> None:
    row = world.add(draft, "education", BACHELOR)
    sent = typed(draft, "education", {"school": "华\0工"})
    response = li.post(info(draft, "education/draft/"), sent, headers={"HX-Request": "true"})
    assert (response.status_code, kept(draft, "education").ticked) == (200, ())
    again = typed(draft, "education", {"school": "华工"}, ticked=[row.pk])
    page = li.post(info(draft, "education/draft/"), again, headers={"HX-Request": "true"}).content.decode()
    assert f'value="{kept(draft, "education").version}"' in page
    assert (kept(draft, "education").ticked, kept(draft, "education").raw["school"]) == ((row.pk,), ["华工"])
    assert 'value="华工"' in li.get(info(draft, "education/")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_with_more_rows(
    li: Client, world: World, draft: Application, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for year in range(2021 - rows, 2021):
        world.add(draft, "appraisal", {"year": year, "grade": "competent", "unit": "清远市环境科学研究院"})
    assert Appraisal.objects.count() == rows
    # session, person, case with what is unread; life record, rules of the window; the case before; units of the years
    with django_assert_num_queries(7):
        li.get(info(draft, "appraisal/"))
