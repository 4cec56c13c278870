"""Evidence from a real browser: on a line that breaks, from a telephone, from photos; and the photo that is cut."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visitor, portrait
from tests.browser.people import Person
from tests.world import World, pdf_bytes
from zhicheng.applications.models import Application
from zhicheng.dossier.models import Photo
from zhicheng.files.models import HandOver, StoredFile, Upload
from zhicheng.files.queries import path_of

pytestmark = pytest.mark.browser
BIG = 1_700_000  # bytes; four parts


@pytest.fixture
def big(tmp_path: Path) -> Path:
    paper = tmp_path / "毕业证书.pdf"
    paper.write_bytes(pdf_bytes() + b"\n%" + b"0" * (BIG - len(pdf_bytes()) - 2))
    return paper


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    made = []
    for number, colour in enumerate(("#c62a26", "#1250a8", "#0a6b43"), start=1):
        Image.new("RGB", (1200, 1600), colour).save(tmp_path / f"第{number}页.jpg")
        made.append(tmp_path / f"第{number}页.jpg")
    return made


def at_education(visitor: Visitor, world: World, application: Application, **options: int) -> Person:
    li = visitor(**options).signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/info/education/")
    return li


def test_a_file_goes_on_by_itself_when_the_line_was_cut(world: World, visitor: Visitor, big: Path) -> None:
    li = at_education(visitor, world, world.start())
    cut: list[str] = []

    def breaks(route: Route) -> None:
        if route.request.method == "POST" and route.request.headers.get("upload-offset") == "524288" and len(cut) < 2:
            cut.append(route.request.url)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    li.page.route(re.compile("/my/uploads/[^/]+/$"), breaks)
    li.page.locator("input[name=proof]").set_input_files(big)
    expect(li.page.locator("[data-rows]")).to_contain_text("网络中断，已传的部分还在，恢复后自动继续")
    expect(li.page.locator("[data-ready]")).to_contain_text("毕业证书.pdf", timeout=20_000)
    assert (len(cut), path_of(StoredFile.objects.get()).read_bytes()) == (2, big.read_bytes())
    assert StoredFile.objects.get().pk.hex in li.page.locator("[name=kept]").first.input_value().replace("-", "")
    li.site.troubles[:] = [line for line in li.site.troubles if "ERR_INTERNET_DISCONNECTED" not in line]
    li.checks()


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(world: World, visitor: Visitor, big: Path) -> None:
    li = at_education(visitor, world, world.start())
    parts = re.compile("/my/uploads/[^/]+/$")

    def stops(route: Route) -> None:
        if route.request.headers.get("upload-offset", "0") == "0":
            route.continue_()  # and the next ones never come back

    li.page.route(parts, stops)
    li.page.locator("input[name=proof]").set_input_files(big)
    expect(li.page.locator("[data-rows]")).to_contain_text("正在上传 30%")
    li.page.reload()
    li.page.unroute(parts, stops)
    expect(li.page.locator("[data-rows]")).to_contain_text("继续上传，已传 30%。选择同一个文件")
    li.checks()
    offsets: list[str] = []
    li.page.on("request", lambda asked: offsets.append(asked.headers.get("upload-offset", "")))
    with li.page.expect_file_chooser() as chooser:
        li.page.get_by_role("button", name="选择文件").click()
    chooser.value.set_files(big)
    expect(li.page.locator("[data-ready]")).to_have_count(1)
    assert next(offset for offset in offsets if offset) == "524288"
    assert Upload.objects.get().status == Upload.Status.DONE
    expect(li.page.locator("[data-rows] li")).to_have_count(1)


def test_several_files_one_of_them_refused_and_what_one_has_is_used(
    world: World, visitor: Visitor, big: Path, tmp_path: Path
) -> None:
    li = at_education(visitor, world, world.start(), width=390)
    page = tmp_path / "证书.pdf"
    page.write_bytes(b"<html>")
    with li.refused(422):
        li.page.locator("input[name=proof]").set_input_files([big, page])
        expect(li.page.locator("[data-ready]")).to_have_count(1)
        expect(li.page.locator(".is-refused")).to_contain_text("的内容不是 PDF、JPG、PNG")
    li.checks()
    li.page.get_by_role("button", name="知道了").click()
    li.page.get_by_role("button", name=re.compile("^移除")).click()
    expect(li.page.locator("[data-rows] li")).to_have_count(0)
    li.page.locator("input[name=proof]").set_input_files(big)
    expect(li.page.locator("[data-ready]")).to_contain_text("已有同样的文件，直接使用")


def test_saving_waits_for_what_is_on_its_way(world: World, visitor: Visitor, big: Path) -> None:
    li = at_education(visitor, world, world.start())
    li.page.locator("input[name=proof]").set_input_files(big)
    with li.refused(422):  # the row itself is empty
        li.control("保存，填下一项").click()
        expect(li.page.get_by_role("checkbox", name="毕业证书.pdf")).to_be_checked()


def test_a_telephone_adds_photos_to_the_row_that_is_open(world: World, visitor: Visitor, pages: list[Path]) -> None:
    li = at_education(visitor, world, world.start())
    li.fills({"毕业院校": "广东工业大学"})
    li.clicks("用手机拍照上传")
    address = li.page.locator(".address").text_content()
    assert address is not None
    phone = visitor(width=390, height=844)
    phone.goes_to(address)
    phone.sees("为 李** 的申报拍照")
    assert world.li.name not in phone.page.content()
    phone.page.locator("input[name=shots]").set_input_files(pages)
    phone.clicks("上传照片")
    phone.sees("已上传 3 张")
    phone.checks()
    expect(li.page.locator("#sent")).to_contain_text("已收到 3 张照片")
    li.checks()
    other = visitor(width=320)
    with other.refused(404):
        other.page.goto(address)
    other.sees("这个二维码已在另一部手机上使用")
    phone.clicks("向右转")
    phone.clicks("删除")
    phone.clicks("完成")
    phone.sees("照片已合成一份 PDF")
    expect(li.page.get_by_label(re.compile(r"学历学位\.pdf"))).to_be_checked(timeout=8_000)
    expect(li.field("毕业院校").locator("input")).to_have_value("广东工业大学")
    assert StoredFile.objects.get().pages == 2


def test_signing_out_ends_the_telephone(world: World, visitor: Visitor) -> None:
    li = at_education(visitor, world, world.start())
    li.clicks("用手机拍照上传")
    address = li.page.locator(".address").text_content()
    assert address is not None
    li.goes_to("/accounts/logout/")
    li.clicks("退出登录")
    phone = visitor(width=320)
    with phone.refused(404):
        phone.page.goto(address)
    phone.sees("这个二维码已用完或过期")
    assert HandOver.objects.get().ended_at is not None


@pytest.mark.parametrize("scripts", [True, False])
def test_photos_are_put_in_order_by_buttons(world: World, visitor: Visitor, pages: list[Path], scripts: bool) -> None:
    application = world.start()
    li = visitor(width=390, scripts=scripts).signs_in(world.li)
    li.goes_to(f"/my/applications/{application.number}/info/education/")
    li.fills({"毕业院校": "广东工业大学"})
    li.clicks("几张照片拼成一份 PDF")
    li.page.locator("input[name=shots]").set_input_files(pages)
    li.control("加入这些照片").click()
    expect(li.page.locator(".shots > li")).to_have_count(3)
    li.checks()
    li.control("后移").click()
    expect(li.page.locator(".shots > li").first).to_contain_text("第2页.jpg")
    li.control("生成 PDF").click()
    expect(li.page.get_by_label(re.compile(r"学历学位\.pdf"))).to_be_checked()
    expect(li.field("毕业院校").locator("input")).to_have_value("广东工业大学")
    li.clicks("选用已上传的文件")
    li.page.get_by_label(re.compile(r"学历学位\.pdf")).check()
    li.checks()
    li.clicks("用选中的文件")
    assert StoredFile.objects.get().pages == 3


def test_the_photo_is_cut_with_the_keyboard(world: World, visitor: Visitor, tmp_path: Path) -> None:
    portrait().resize((1200, 1200)).save(tmp_path / "照片.jpg")
    li = visitor().signs_in(world.li)
    li.goes_to("/my/photo/")
    li.page.locator("input[name=photo]").set_input_files(tmp_path / "照片.jpg")
    li.clicks("上传并裁剪")
    form = li.page.locator("#crop")
    expect(form).to_have_attribute("data-ready", "1")
    width = form.locator("[name=width]")
    before = int(width.input_value())
    li.page.locator("[data-place]").focus()
    for key in ("-", "-", "ArrowLeft", "ArrowUp"):
        li.page.keyboard.press(key)
    expect(width).not_to_have_value(str(before))
    li.page.wait_for_timeout(600)
    left, top, wide = (int(form.locator(f"[name={name}]").input_value()) for name in ("left", "top", "width"))
    expect(form.locator("[data-pixels]")).to_have_text(re.compile(rf"^{wide * 12 // 10}$|^{wide * 12 // 10 - 1}$"))
    li.checks()
    li.clicks("保存照片")
    crop = Photo.objects.get().crop
    assert crop is not None
    assert crop[:2] == [left / 1000, top / 1000]
    assert abs((crop[2] - crop[0]) / (crop[3] - crop[1]) - 390 / 567) < 0.001
    li.sees("照片已保存")
