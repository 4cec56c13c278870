"""What stands in a data package: all of the person's own, field by field, and nothing of anybody else."""

import csv
import io
import json
import re
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import answers
from tests.world import World, fresh, pdf_bytes, stage_of
from zhicheng.applications import operations as applications
from zhicheng.applications.models import Application, Outcome
from zhicheng.audit.models import Event
from zhicheng.audit.operations import viewed
from zhicheng.core import clock
from zhicheng.dossier.models import RECORDS, Education, Profile
from zhicheng.dossier.queries import own_fields
from zhicheng.files import operations as files
from zhicheng.files.models import StoredFile
from zhicheng.files.queries import path_of as content_of
from zhicheng.reports.models import DataPackage
from zhicheng.reports.operations import (
    FULL,
    KEPT,
    LOST,
    NotAllowed,
    make_package,
    note_fetched,
    request_package,
    sweep,
)
from zhicheng.reports.package import writing
from zhicheng.reports.package.parcel import safe_name
from zhicheng.reports.queries import newest_package, path_of

pytestmark = pytest.mark.both


def made(world: World, application: Application | None = None) -> DataPackage:
    package = request_package(owner=world.li, application=application, at=clock.wall())
    make_package.call(str(package.pk))
    package.refresh_from_db()
    return package


def opened(package: DataPackage) -> ZipFile:
    return ZipFile(path_of(package))


def data_of(package: DataPackage) -> dict[str, Any]:
    with opened(package) as zipped:
        found: dict[str, Any] = json.loads(zipped.read("data.json"))
    return found


def kept(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def test_every_row_equals_the_database_field_by_field(world: World) -> None:
    case = world.go(world.submitted())

    data = data_of(made(world, case))

    assert (data["format"], data["version"], data["scope"]) == ("zhicheng-data-package", 1, case.number)
    refs = case.submissions.get().snapshot["refs"]
    assert len(refs) >= 5
    by_name = {str(model._meta.model_name): model for model in RECORDS}
    for name, ids in refs.items():
        items = {item["id"]["value"]: item for item in data["groups"][name]["items"]}
        assert sorted(items) == sorted(set(ids))
        for row in by_name[name].objects.filter(pk__in=ids):
            for column in own_fields(by_name[name]):
                told = items[row.pk][column.name]
                assert told["label"] == str(column.verbose_name)
                assert told["value"] == kept(getattr(row, column.name)), (name, column.name)
            assert len(items[row.pk]["files"]["value"]) == row.evidence.count()
    profile = Profile.objects.get(owner=world.li)
    for key, told in data["groups"]["profile"]["fields"].items():
        assert told["value"] == kept(getattr(profile, key)), key
    account = data["groups"]["account"]["fields"]
    assert account["id_number"]["value"] == world.li.id_number
    assert account["phone"]["value"] == world.li.phone
    certificate = data["groups"]["certificates"]["items"][0]
    assert certificate["number"]["value"] == case.certificate.number
    assert certificate["issued_on"]["value"] == case.certificate.issued_on.isoformat()
    submission = case.submissions.get()
    assert data["submitted"] == [
        {
            "round": 1,
            "at": submission.at.isoformat(),
            "content_hash": submission.content_hash,
            "snapshot": submission.snapshot,
        }
    ]


def test_every_file_is_there_once_with_its_bytes_and_the_sums_agree(world: World) -> None:
    case = world.go(world.submitted())
    package = made(world, case)

    with opened(package) as zipped:
        assert zipped.testzip() is None
        names = zipped.namelist()
        lines = zipped.read("SHA256SUMS").decode().splitlines()
        sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        assert {name: sha256(zipped.read(name)).hexdigest() for name in names if name != "SHA256SUMS"} == sums
        page = zipped.read("index.html").decode()
        listed = json.loads(zipped.read("data.json"))["groups"]["files"]["items"]
    assert len(names) == len(set(names))
    assert package.sha256 == sha256(path_of(package).read_bytes()).hexdigest()
    snapshot = case.submissions.get().snapshot
    in_case = {file["sha256"] for part in snapshot["sections"] for row in part["table"] for file in row["files"]}
    assert in_case
    assert in_case <= {item["sha256"]["value"] for item in listed}
    parts = [item["part"]["value"] for item in listed]
    assert "证件照片" in parts
    assert "广东省职称评审表" in parts  # nobody had asked for the final form: it was made for the package
    assert {item["path"]["value"] for item in listed} == {name for name in names if name.startswith("files/")}
    assert "<script" not in page
    assert "http" not in re.sub(r"https?://localhost[^<]*", "", page)  # nothing is fetched
    targets = re.findall(r'<a href="([^"#][^"]*)"', page)
    assert targets
    assert 'href="style.css"' in page


def test_lists_open_in_excel_and_no_cell_is_a_formula(world: World) -> None:
    application = world.filled()
    row = Education.objects.get(owner=world.li)
    row.major = "=HYPERLINK(1)"
    row.save()

    with opened(made(world, application)) as zipped:
        table = zipped.read("tables/education.csv")
        data = json.loads(zipped.read("data.json"))

    assert table.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    assert {row[header.index("所学专业")] for row in rows} == {"'=HYPERLINK(1)"}
    assert data["groups"]["education"]["items"][0]["major"]["value"] == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd"),
        ("毕业证书（正本）.PDF", "毕业证书（正本）"),
        ("a\u202efdp.exe", "afdp.exe"),
        ('<script>"x".pdf', "_script__x_"),
        ("..", "未命名"),
        ("-rf & rm ; $(x).pdf", "rf _ rm _ _(x)"),
        ("𠮷野家.pdf", "𠮷野家"),
        ("长" * 150 + ".pdf", "长" * 40),
        ("CON.pdf", "CON"),
        ("a\nb\tc.pdf", "abc"),
    ],
)
def test_hostile_names_become_readable_safe_ones(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_hostile_name_stays_inside_the_folder_and_does_not_break_the_page(world: World) -> None:
    application = world.filled()
    evil = world.paper(world.li, "a.pdf")
    StoredFile.objects.filter(pk=evil.pk).update(name='..\\..\\<img src=x onerror=alert(1)>"/CON.pdf')
    Education.objects.filter(owner=world.li).first().evidence.add(evil)  # type: ignore[union-attr]

    with opened(made(world, application)) as zipped:
        names, page = zipped.namelist(), zipped.read("index.html").decode()

    mine = next(name for name in names if name.endswith("-CON.pdf"))
    assert re.fullmatch(r"files/\d{3}-学历-CON\.pdf", mine)
    assert all(".." not in name and "\\" not in name and not name.startswith("/") for name in names)
    assert "<img" not in page


def test_two_hundred_files_are_packed_in_a_constant_number_of_statements(
    world: World,
) -> None:
    application = world.filled()
    row = Education.objects.filter(owner=world.li).first()
    assert row is not None
    applications.print_now(application=application, at=world.at)
    make_package.call(str(request_package(owner=world.li, application=application, at=clock.wall()).pk))
    few = request_package(owner=world.li, application=application, at=clock.wall())
    with CaptureQueriesContext(connection) as before:
        make_package.call(str(few.pk))
    for number in range(200):
        data = pdf_bytes() + f"\n%{number}".encode()
        row.evidence.add(files.store(owner=world.li, name="同名.pdf", data=data, at=world.at))
    applications.print_now(application=fresh(application), at=world.at)
    many = request_package(owner=world.li, application=application, at=clock.wall())
    with CaptureQueriesContext(connection) as after:
        make_package.call(str(many.pk))

    assert len(after) == len(before)
    with opened(many) as zipped:
        same = [name for name in zipped.namelist() if name.endswith("-同名.pdf")]
    assert len(same) == len(set(same)) == 200


def test_a_large_file_is_copied_piece_by_piece(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """No read asks for more than a megabyte, whatever the file."""
    asked: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(-1 if size is None else size)
            return super().read(size)

    out = io.BytesIO()
    writer = writing.Writer(out, made_at=clock.wall())
    with writer.zip:
        writer.put("big.bin", Watched(b"x" * (5 * 1024 * 1024 + 7)), packs=False)
    assert set(asked) == {writing.CHUNK}
    with ZipFile(out) as zipped:
        assert zipped.getinfo("big.bin").file_size == 5 * 1024 * 1024 + 7


def test_what_is_infected_waits_for_the_scanner_or_is_lost_is_named_and_not_given(world: World) -> None:
    application = world.filled()
    one, two, three = (
        files.store(owner=world.li, name=f"{name}.pdf", data=pdf_bytes() + name.encode(), at=world.at)
        for name in ("infected", "waiting", "lost")
    )
    row = Education.objects.filter(owner=world.li).first()
    assert row is not None
    row.evidence.add(one, two, three)
    StoredFile.objects.filter(pk=one.pk).update(scan=StoredFile.Scan.INFECTED)
    StoredFile.objects.filter(pk=two.pk).update(scan=StoredFile.Scan.PENDING)
    content_of(three).unlink()

    package = made(world, application)

    assert sorted(data_of(package)["absent"]) == [
        "学历“infected.pdf”：没有通过安全扫描，没有放入",
        "学历“lost.pdf”：原件不在，没有放入",
        "学历“waiting.pdf”：还在查毒，没有放入",
    ]
    with opened(package) as zipped:
        assert not [name for name in zipped.namelist() if re.search("infected|waiting|lost", name)]


# ── secrecy ──


def text_of(package: DataPackage) -> str:
    """Every text of the package, in one."""
    with opened(package) as zipped:
        return "\n".join(
            zipped.read(name).decode() for name in zipped.namelist() if name.endswith((".json", ".html", ".csv"))
        )


@pytest.mark.parametrize("choices", ["yes yes yes no", "no no no no"])
def test_while_the_case_runs_the_package_does_not_tell_how_the_vote_went(world: World, choices: str) -> None:
    case = world.at_stage("confirm" if choices.startswith("no") else "notice_after", choices=choices)

    package = made(world, case)
    text = text_of(package)

    assert "评审：已评审" in text
    stages = [one["what"]["value"] for one in data_of(package)["groups"]["log"]["items"]]
    passed = list(Event.objects.filter(subject=f"applications.application:{case.number}", data__stage="review"))
    assert len(passed) == 1
    assert stages.count("stage.not_passed") == 0
    for secret in ("tally", "未通过", "not_passed", "评后公示中", "待核准"):
        assert secret not in text


def test_no_votes_no_officers_no_private_notes_and_nobody_else(world: World) -> None:
    case = world.at_stage("intake")
    stage = stage_of(case)
    proposal = applications.propose_rejection(
        stage=stage, reason="材料不实", article="办法", text="只给同事看的提议", actor=world.feng, at=world.at
    )
    applications.take_back_rejection(proposal=proposal, actor=world.feng, at=world.at)
    viewed(actor=world.feng, subject=case, at=clock.wall())
    other = world.submitted(world.wu)
    case = world.go(case)

    text = text_of(made(world, case)) + text_of(made(world))

    assert "查看申报材料" in text
    assert "工作人员" in text
    for secret in ("只给同事看的提议", "ballot", "tally", "turnout", other.number, world.wu.name, world.wu.id_number):
        assert secret not in text
    for officer in (world.zhao, world.qian, world.feng, *(one.user for one in world.experts)):
        assert officer.name not in text


def test_what_an_officer_did_for_others_is_not_in_his_own_package(world: World) -> None:
    case = world.at_stage("intake")

    package = request_package(owner=world.wang, at=clock.wall())
    make_package.call(str(package.pk))
    package.refresh_from_db()

    assert case.number not in text_of(package)


def test_nobody_asks_for_the_package_of_another(world: World) -> None:
    case = world.submitted()

    with pytest.raises(NotAllowed):
        request_package(owner=world.wu, application=case, at=clock.wall())
    assert not DataPackage.objects.exists()


# ── the person's whole record ──


def test_the_whole_record_has_rows_that_no_case_uses(world: World) -> None:
    case = world.go(world.submitted())
    draft = world.start()
    world.add(draft, "education", {**answers.KINDS["evaluation"].records["education"][0], "school": "没有用过的学校"})

    data = data_of(made(world))

    schools = [item["school"]["value"] for item in data["groups"]["education"]["items"]]
    assert "没有用过的学校" in schools
    assert len(schools) == Education.objects.of(world.li.pk).count()
    assert {item["number"]["value"] for item in data["groups"]["cases"]["items"]} == {case.number, draft.number}
    assert data["groups"]["certificates"]["items"][0]["number"]["value"] == case.certificate.number
    assert [item["unit"]["value"] for item in data["groups"]["units"]["items"]] == [world.unit.name]


# ── asked for, kept, gone ──


def test_asked_twice_at_once_it_is_made_once_and_a_lost_one_is_asked_for_anew(world: World) -> None:
    at = clock.wall()
    first = request_package(owner=world.li, at=at)
    assert request_package(owner=world.li, at=at + LOST / 2) == first
    again = request_package(owner=world.li, at=at + LOST)
    assert again != first
    assert list(DataPackage.objects.all()) == [again]


def test_a_new_one_takes_the_place_of_the_old_and_after_a_week_it_is_gone(world: World) -> None:
    first = made(world)
    second = made(world)

    assert list(DataPackage.objects.all()) == [second]
    assert not path_of(first).exists()
    make_package.call(str(second.pk))  # a worker that died is repeated
    assert newest_package(world.li, DataPackage.PERSON, at=clock.wall()) == second
    assert second.made_at is not None
    assert newest_package(world.li, DataPackage.PERSON, at=second.made_at + KEPT) is None
    assert sweep(at=second.made_at + KEPT - timedelta(seconds=1)) == 0
    assert sweep(at=second.made_at + KEPT) == 1
    assert not path_of(second).exists()
    assert not DataPackage.objects.exists()


def test_a_full_disk_is_told_and_nothing_is_left_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.Writer, "put", full)

    package = made(world)

    assert package.problem == FULL
    assert package.made_at is None
    assert list(Path(path_of(package)).parent.glob("*.part")) == []
    assert request_package(owner=world.li, at=clock.wall()) != package  # it can be asked for again


def test_asking_and_fetching_are_noted(world: World) -> None:
    case = world.submitted()
    package = made(world, case)
    note_fetched(package=package, at=clock.wall())

    events = Event.objects.filter(verb__startswith="reports.").order_by("pk")
    assert [(event.verb, event.actor, event.subject) for event in events] == [
        ("reports.package_asked", world.li, f"applications.application:{case.number}"),
        ("reports.package_fetched", world.li, f"applications.application:{case.number}"),
    ]


def test_a_returned_case_tells_what_was_asked_for(world: World) -> None:
    case = world.submitted()
    world.decide(case, Outcome.RETURNED)

    data = data_of(made(world, fresh(case)))

    defect = data["groups"]["corrections"]["items"][0]
    assert defect["text"]["value"] == "毕业证书不清楚，重新上传"
    assert defect["organization"]["value"] == world.unit.name
    assert [one["title"]["value"] for one in data["groups"]["progress"]["items"]][-1] == "退回补正（一次性告知）"
