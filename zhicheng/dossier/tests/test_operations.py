from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pytest_django.fixtures import DjangoAssertNumQueries

from zhicheng.accounts.models import User
from zhicheng.audit.models import Event
from zhicheng.dossier import operations, queries
from zhicheng.dossier.models import RECORDS, Appraisal, Education, HeldTitle, Photo, Profile, Record
from zhicheng.dossier.tests.conftest import AT, ROWS
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import BadFile, store_generated

LATER = AT + timedelta(days=1)
NUMBER = "GD2026-0001"


def save(owner: User, model: type[Record] = Education, pk: int | None = None, **changes: Any) -> Record:
    return operations.save_record(owner=owner, model=model, fields=ROWS[model] | changes, pk=pk, at=AT, actor=owner)


def delete(owner: User, row: Record) -> None:
    operations.delete_record(owner=owner, model=type(row), pk=row.pk, at=LATER, actor=owner)


def paper(owner: User) -> StoredFile:
    return store_generated(name="证明.pdf", data=b"%PDF", content_type="application/pdf", at=AT, owner=owner)


def picture(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("model", RECORDS)
def test_every_kind_of_row_is_saved_as_given(li: User, model: type[Record]) -> None:
    row = save(li, model)
    kept = model.objects.get()
    assert kept == row
    assert {name: getattr(kept, name) for name in ROWS[model]} == ROWS[model]
    assert (kept.created_at, kept.updated_at, kept.is_locked) == (AT, AT, False)
    assert Event.objects.get().verb == "dossier.record_saved"


def test_an_unused_row_is_edited_in_place(li: User) -> None:
    row = save(li)
    edited = operations.save_record(
        owner=li, model=Education, fields={**ROWS[Education], "major": "环境科学"}, pk=row.pk, at=LATER, actor=li
    )
    assert list(Education.objects.values_list("pk", "major", "updated_at")) == [(row.pk, "环境科学", LATER)]
    assert edited.pk == row.pk


def test_the_evidence_given_is_the_whole_evidence(li: User) -> None:
    first, second = paper(li), paper(li)
    row = operations.save_record(owner=li, model=Education, fields=ROWS[Education], evidence=[first], at=AT, actor=li)
    operations.save_record(
        owner=li, model=Education, fields=ROWS[Education], evidence=[second], pk=row.pk, at=LATER, actor=li
    )
    assert list(row.evidence.all()) == [second]


def test_an_edit_of_a_submitted_row_makes_a_new_version(li: User) -> None:
    row = save(li)
    refs = {"education": [row.pk]}
    operations.hold(owner=li, refs=refs, number=NUMBER)
    operations.release(refs=refs, number=NUMBER)
    newer = save(li, pk=row.pk, major="环境科学")
    old = Education.objects.get(pk=row.pk)
    assert (old.major, old.superseded_by) == ("环境工程", newer)
    assert (queries.records_of(li, Education), newer.frozen) == ([newer], False)
    with pytest.raises(operations.NotYours):  # the old version is history
        save(li, pk=row.pk)


def test_a_held_row_can_be_neither_edited_nor_deleted(li: User) -> None:
    row = save(li)
    operations.hold(owner=li, refs={"education": [row.pk]}, number=NUMBER)
    with pytest.raises(operations.Held) as refused:
        save(li, pk=row.pk, major="环境科学")
    assert str(refused.value) == ("申请 GD2026-0001 正在使用这条信息，审核期间不能修改，申请被退回或撤回后可以修改")
    with pytest.raises(operations.Held):
        delete(li, row)
    assert Education.objects.get().major == "环境工程"


def test_an_archived_row_can_be_neither_edited_nor_deleted(li: User) -> None:
    row = save(li)
    operations.archive(refs={"education": [row.pk]}, number=NUMBER, at=AT)
    with pytest.raises(operations.Archived) as refused:
        save(li, pk=row.pk, major="环境科学")
    assert str(refused.value) == "这条信息已于 2026 年 9 月 10 日入库，不能修改"
    with pytest.raises(operations.Archived) as refused:
        delete(li, row)
    assert str(refused.value) == "这条信息已于 2026 年 9 月 10 日入库，不能删除"
    assert Education.objects.get().major == "环境工程"


def test_saying_the_same_twice_is_refused_and_offers_the_stored_row(li: User, wu: User) -> None:
    row = save(li)
    save(wu)  # another person may have gone to the same school
    with pytest.raises(operations.Duplicate) as refused:
        save(li, major="环境科学")
    assert refused.value.existing == row
    said = "大学本科 · 环境工程，广东工业大学 · 2017 年 6 月毕业"
    assert str(refused.value) == f"已有相同的学历（{said}），选用或修改那一条"
    operations.archive(refs={"education": [row.pk]}, number=NUMBER, at=AT)
    with pytest.raises(operations.Duplicate) as refused:
        save(li)
    assert str(refused.value) == f"已有相同的学历（{said}），直接选用入库信息"
    assert Education.objects.filter(owner=li).count() == 1


def test_an_edit_may_not_turn_a_row_into_another_one(li: User) -> None:
    save(li, Appraisal)
    other = save(li, Appraisal, year=2023)
    with pytest.raises(operations.Duplicate):
        save(li, Appraisal, pk=other.pk, year=2024)


def test_a_stranger_reaches_neither_the_row_nor_the_file(li: User, wu: User) -> None:
    row = save(li)
    with pytest.raises(operations.NotYours):
        save(wu, pk=row.pk)
    with pytest.raises(operations.NotYours):
        delete(wu, row)
    with pytest.raises(operations.NotYours):
        operations.hold(owner=wu, refs={"education": [row.pk]}, number=NUMBER)
    with pytest.raises(operations.NotYours):
        operations.save_record(owner=wu, model=Education, fields=ROWS[Education], evidence=[paper(li)], at=AT, actor=wu)
    assert list(Education.objects.values_list("owner", "held_by")) == [(li.pk, "")]


def test_an_unused_row_is_deleted(li: User) -> None:
    row = save(li)
    delete(li, row)
    assert Education.objects.count() == 0
    assert [event.verb for event in Event.objects.order_by("pk")] == [
        "dossier.record_saved",
        "dossier.record_deleted",
    ]


def test_a_row_that_a_submission_used_is_only_hidden(li: User) -> None:
    row = save(li)
    refs = {"education": [row.pk]}
    operations.hold(owner=li, refs=refs, number=NUMBER)
    operations.release(refs=refs, number=NUMBER)
    delete(li, row)
    assert queries.records_of(li, Education) == []
    assert Education.objects.get().removed_at == LATER
    assert save(li).pk != row.pk  # and may be said again


def test_a_newer_version_is_hidden_too_and_the_old_one_stays_history(li: User) -> None:
    row = save(li)
    Education.objects.update(frozen=True)
    newer = save(li, pk=row.pk, major="环境科学")
    delete(li, newer)
    assert queries.records_of(li, Education) == []
    assert Education.objects.count() == 2


def test_a_row_of_two_cases_stays_with_the_first(li: User) -> None:
    refs = {"education": [save(li).pk]}
    operations.hold(owner=li, refs=refs, number=NUMBER)
    operations.hold(owner=li, refs=refs, number="GD2026-0002")
    operations.release(refs=refs, number="GD2026-0002")
    assert Education.objects.get().held_by == NUMBER
    operations.release(refs=refs, number=NUMBER)
    assert (Education.objects.get().held_by, Education.objects.get().frozen) == ("", True)


def test_exactly_the_rows_of_the_case_are_archived(li: User) -> None:
    used, spare = save(li, Appraisal), save(li, Appraisal, year=2023)
    school = save(li)
    operations.archive(refs={"education": [school.pk]}, number="GD2024-0009", at=AT)
    refs = {"education": [school.pk], "appraisal": [used.pk]}
    operations.hold(owner=li, refs=refs, number=NUMBER)
    operations.archive(refs=refs, number=NUMBER, at=LATER)
    assert list(Appraisal.objects.order_by("pk").values_list("pk", "archived_at", "archived_from", "held_by")) == [
        (used.pk, LATER, NUMBER, ""),
        (spare.pk, None, "", ""),
    ]
    assert list(Education.objects.values_list("archived_at", "archived_from")) == [(AT, "GD2024-0009")]


@pytest.mark.parametrize("count", [1, 3])
def test_holding_and_archiving_take_the_same_statements_however_many_rows(
    li: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    refs = {"appraisal": [save(li, Appraisal, year=2020 + number).pk for number in range(count)]}
    with django_assert_num_queries(4):  # savepoint, lock, update, release
        operations.hold(owner=li, refs=refs, number=NUMBER)
    with django_assert_num_queries(3):
        operations.release(refs=refs, number=NUMBER)
    with django_assert_num_queries(3):
        operations.archive(refs=refs, number=NUMBER, at=AT)
    assert Appraisal.objects.archived().count() == count


def test_basic_facts_are_made_once_and_then_changed(li: User) -> None:
    operations.save_profile(owner=li, at=AT, sex="1", born_on=date(1990, 1, 1), ethnicity="01")
    operations.save_profile(owner=li, at=LATER, workplace="清远市环境监测站")
    profile = Profile.objects.get()
    assert (profile.sex, profile.ethnicity, profile.workplace) == ("1", "01", "清远市环境监测站")
    assert [event.data for event in Event.objects.order_by("pk")] == [
        {"fields": ["born_on", "ethnicity", "sex"]},
        {"fields": ["workplace"]},
    ]


def test_a_new_photo_replaces_the_old_one_which_is_kept(li: User) -> None:
    for at in (AT, LATER):
        operations.set_photo(owner=li, data=picture(600, 800), crop=None, at=at, name="我.jpg")
    photo = queries.latest_photo(li)
    assert photo is not None
    assert (photo.at, photo.original.name, photo.file.content_type) == (LATER, "我.jpg", "image/jpeg")
    assert Photo.objects.count() == 2


def test_a_photo_that_cannot_be_read_changes_nothing(li: User) -> None:
    with pytest.raises(BadFile):
        operations.set_photo(owner=li, data=b"<html>", crop=None, at=AT, name="我.jpg")
    assert (Photo.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_an_issued_title_is_archived_from_birth(li: User) -> None:
    title = operations.add_title(owner=li, number=NUMBER, at=AT, **ROWS[HeldTitle])
    assert queries.archived(li, HeldTitle) == [title]
    assert (title.archived_at, title.archived_from, title.frozen) == (AT, NUMBER, True)
    with pytest.raises(operations.Archived):
        save(li, HeldTitle, pk=title.pk)


def correct(owner: User, row: Record, **changes: Any) -> Record:
    return operations.correct_record(
        owner=owner,
        model=type(row),
        pk=row.pk,
        fields=changes,
        evidence=[paper(owner)],
        number=NUMBER,
        actor=None,
        at=LATER,
    )


def test_an_archived_row_is_put_right_by_a_new_archived_version(li: User) -> None:
    row = save(li)
    operations.archive(refs={"education": [row.pk]}, number="PS1", at=AT)
    right = correct(li, row, major="环境科学")
    row.refresh_from_db()
    assert (row.superseded_by, row.archived_from) == (right, "PS1")
    assert Education.objects.of(li.pk).get() == right
    kept = Education.objects.get(pk=right.pk)
    assert (kept.major, kept.school, kept.archived_at, kept.archived_from) == (
        "环境科学",
        "广东工业大学",
        LATER,
        NUMBER,
    )
    with pytest.raises(operations.NotYours):
        correct(li, row, major="再改一次")


def test_what_is_not_archived_not_his_or_revoked_is_not_put_right(li: User, wu: User) -> None:
    row, title = save(li), save(li, HeldTitle, certificate_number="粤1")
    operations.archive(refs={"heldtitle": [title.pk]}, number="PS1", at=AT)
    with pytest.raises(operations.NotYours):
        correct(li, row, major="环境科学")
    with pytest.raises(operations.NotYours):
        correct(wu, title, specialty="环境工程")
    right = correct(li, title, certificate_number="粤2")
    operations.revoke_title(owner=li, certificate_number="粤1", at=LATER)
    with pytest.raises(operations.Revoked):
        correct(li, right, specialty="环境工程")


def test_a_former_name_is_kept_once(li: User) -> None:
    operations.keep_former_name(owner=li, name="李工")  # has no 基本信息 yet
    Profile.objects.create(owner=li, sex="2", born_on=date(1990, 1, 1), ethnicity="01", former_name="李小工")
    for _ in range(2):
        operations.keep_former_name(owner=li, name="李工")
    assert Profile.objects.get().former_name == "李小工、李工"
