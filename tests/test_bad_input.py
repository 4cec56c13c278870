"""What people really type and upload: a clear Chinese sentence at the field, nothing lost, never a 500."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import answers
from tests.factories import PASSWORD, resident
from tests.journeys.test_evaluation import registers, solved
from tests.journeys.visitor import Reader, Visitor
from tests.world import World, fresh, pdf_bytes, picture_bytes
from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.operations import render
from zhicheng.certificates.queries import find
from zhicheng.files.tests.conftest import patch_png_size
from zhicheng.web.applicant.tests.conftest import browser, errors, info, typed

LONG = "长" * 200_000
EDUCATION = answers.RECORDS["education"][0]
DETAILS = {
    "name": "何新",
    "id_type": "resident",
    "ethnicity": "01",
    "political_status": "01",
    "native_place": "广东清远",
    "work_started_on_0": "2017",
    "work_started_on_1": "7",
    "region": "441802",
    "workplace": "清远市环境科学研究院",
    "workplace_nature": "institution",
}


@pytest.fixture
def draft(world: World) -> Application:
    return world.start()


@pytest.fixture
def newcomer(world: World) -> Client:
    """何新, who has filled in the first part of the registration."""
    visitor = Visitor().see("/register/")
    visitor.send(
        username="hexin",
        password=PASSWORD,
        password_again=PASSWORD,
        terms="on",
        sensitive="on",
        answer=solved(visitor),
    )
    return visitor.client


def add(world: World, draft: Application, key: str, row: answers.Typed, *files: SimpleUploadedFile) -> Any:
    sent = typed(draft, key, row, proof=list(files) or [SimpleUploadedFile("证明.pdf", pdf_bytes())])
    return browser(world.li).post(info(draft, f"{key}/"), sent)


def shown(response: Any) -> dict[str, Any]:
    """What stands in the fields of the page."""
    values: dict[str, Any] = {}
    for form in Reader(response.content.decode(), "/").forms:
        values |= form.values
    return values


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (resident(50)[:-1] + ("0" if resident(50)[-1] != "0" else "1"), "身份证号的最后一位与前 17 位对不上，逐位核对"),
        (resident(50, born="20990101"), "身份证号中的出生日期晚于今天，核对第 7 至 14 位"),
        (resident(50, born="19940231"), "身份证号第 7 至 14 位不是一个日期，核对出生年月日"),
        (resident(4), "这个证件号码已注册。直接登录；忘记密码可用手机号找回"),
    ],
    ids=["wrong checksum", "born in the future", "no such day", "registered already"],
)
def test_a_bad_document_is_told_at_its_field(newcomer: Client, number: str, message: str) -> None:
    response = newcomer.post("/register/details/", {**DETAILS, "id_number": number})
    assert response.status_code == 422
    assert errors(response) == [message]
    assert (shown(response)["name"], shown(response)["workplace"]) == ("何新", DETAILS["workplace"])
    assert not User.objects.filter(username="hexin").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"started_on": (2018, 9)}, "毕业时间应晚于入学时间（2018 年 9 月）"),
        ({"ended_on": (2031, 6)}, "毕业时间不能晚于今天（2026 年 9 月 10 日）"),
        ({"ended_on": (2017, 13)}, "毕业时间应为年份和月份，例如 2019 年 9 月"),
        ({"school": LONG}, "毕业院校不超过 100 字，现有 200000 字"),
        ({"school": "广东\0工业大学"}, "毕业院校含有看不见的控制字符，删去后重新填写"),
        ({"level": "99"}, "从列表中选择学历"),
    ],
    ids=["reversed", "in the future", "13th month", "200,000 characters", "NUL", "not in the list"],
)
def test_a_bad_row_is_told_at_its_field_and_kept_as_typed(
    world: World, draft: Application, changes: dict[str, Any], message: str
) -> None:
    response = add(world, draft, "education", {**EDUCATION, **changes})
    assert (response.status_code, errors(response)) == (422, [message])
    assert shown(response)["major"] == "环境工程"
    assert answer(fresh(draft), "education").raw["major"] == ["环境工程"]
    assert not world.li.education_set.exists()


@pytest.mark.parametrize("changes", [{"address": LONG}, {"address": "人民\0路"}, {"health": LONG}])
def test_a_bad_page_is_kept_as_typed(world: World, draft: Application, changes: dict[str, str]) -> None:
    sent = typed(draft, "basic", {**answers.BASIC, **changes})
    response = browser(world.li).post(info(draft, "basic/"), sent)
    assert (response.status_code, len(errors(response))) == (422, 1)
    (name, value), kept = *changes.items(), answer(fresh(draft), "basic").raw
    assert len(kept[name][0]) == len(value)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "证明.pdf",
            b"<html><script>alert(1)</script></html>",
            "“证明.pdf”的内容不是 PDF、JPG、PNG，文件应为 PDF、JPG、PNG，另存后再传",
        ),
        ("证明.pdf", b"", "“证明.pdf”是空的，换一份再传"),
        ("证明.pdf", picture_bytes(), "“证明.pdf”的内容是 JPG，扩展名应为 .jpg，改名后再传"),
        ("证明.pdf", b"%PDF-1.7\ngarbage", "“证明.pdf”打不开，换一份再传"),
    ],
    ids=["HTML", "empty", "a picture", "broken"],
)
def test_evidence_that_is_not_what_it_says_is_refused(
    world: World, draft: Application, name: str, data: bytes, message: str
) -> None:
    response = add(world, draft, "education", EDUCATION, SimpleUploadedFile(name, data))
    assert (response.status_code, errors(response)) == (422, [message])
    assert shown(response)["school"] == "广东工业大学"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "照片.png",
            patch_png_size(picture_bytes("PNG"), 20_000, 20_000),
            "有 20000×20000 像素，不能超过 5000 万像素，缩小后再传",
        ),
        ("照片.jpg", b"<svg onload=alert(1)>", "打不开，换一份再传"),
        ("照片.jpg", pdf_bytes(), "打不开，换一份再传"),
        ("照片.jpg", picture_bytes()[:2000], "打不开，换一份再传"),
    ],
    ids=["20,000 × 20,000 px", "SVG", "a PDF", "cut short"],
)
def test_a_bad_photo_is_told_at_its_field(world: World, name: str, data: bytes, message: str) -> None:
    response = browser(world.li).post("/my/photo/", {"photo": SimpleUploadedFile(name, data)})
    assert response.status_code == 422
    assert errors(response) == [f"“{name}”{message}"]
    assert not world.li.photos.exists()


@pytest.mark.parametrize("name", ["𬱖", "买买提·艾合买提", "李𬱖·阿不都"])
def test_a_rare_name_goes_all_the_way(world: World, name: str) -> None:
    registers(name, resident(60))
    person = User.objects.get(username="lijingyi")
    assert person.name == name
    world.at_stage("", person)
    certificate = Certificate.objects.get()
    assert find(name=name.replace("·", "•"), number=certificate.number) == certificate
    assert render(certificate=certificate, at=world.at).content_type == "application/pdf"


@pytest.mark.parametrize("text", ["\0", LONG, "𬱖·", "%_'\"\\;--", "<script>", "../../etc/passwd"])
@pytest.mark.parametrize(
    "address", ["/my/unit/?q=", "/certificates/?name=", "/publicity/?q=", "/publicity/?after=", "/my/tracking/?after="]
)
def test_no_search_and_no_page_mark_is_ever_a_500(world: World, address: str, text: str) -> None:
    path, _, name = address.partition("?")
    response = browser(world.li).get(path, {name.rstrip("="): text})
    assert response.status_code in (200, 302, 404, 422)


@pytest.mark.parametrize("key", ["", "k" * 5000, "\0", "0123456789abcdef0123456789abcdef"])
def test_a_made_up_submission_is_answered(world: World, draft: Application, key: str) -> None:
    sent = {"request_key": key, "content_hash": LONG, "promise": "on"}
    response = browser(world.li).post(f"/my/applications/{draft.number}/submit/", sent)
    assert response.status_code in (409, 422)
    assert fresh(draft).status == "draft"
