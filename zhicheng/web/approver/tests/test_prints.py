"""评前公示情况表 at the desk that posted the case: with the real days, from the first of them, for nobody else."""

import pytest
from django.test import Client

from tests.pdf import pages
from tests.world import World, fresh
from zhicheng.applications.models import Application, Notice, Outcome, PrintedForm
from zhicheng.applications.operations.printing import print_form, request_print
from zhicheng.applications.registry import all_kinds, kind_of
from zhicheng.files.queries import open_file
from zhicheng.kinds.common.printing.case import span_of
from zhicheng.web.approver.tests.conftest import Browser


def url(application: Application, form: str = "publicity", place: str = "desk") -> str:
    return f"/{place}/cases/{application.number}/forms/{form}/"


def printed(client: Client, application: Application, form: str = "publicity", place: str = "desk") -> str:
    """The text of the form as the worker made it for this officer."""
    page = client.post(url(application, form, place))["Location"]
    print_form.func(PrintedForm.objects.latest("pk").pk)
    assert f'href="{page}file/"' in client.get(page).content.decode()
    response = client.get(f"{page}file/")
    assert response["Content-Disposition"].startswith("attachment")
    b"".join(response.streaming_content)  # type: ignore[attr-defined]
    file = PrintedForm.objects.latest("pk").file
    assert file is not None
    with open_file(file) as stream:
        return "".join(pages(stream.read()))


def test_the_form_has_the_days_while_they_run_and_the_result_after_them(browser: Browser, world: World) -> None:
    application = world.at_stage("notice_before")
    wang = browser(world.wang)
    assert "下载评前公示情况表" in wang.get(f"/desk/cases/{application.number}/").content.decode()
    days = "".join(span_of(Notice.objects.get()).split())
    running = printed(wang, application)
    assert (days in running, "□公示期满，无异议" in running) == (True, True)
    world.go(application, to="recommend")
    over = printed(wang, application)
    assert (days in over, "公示结果公示期满，无异议。" in over) == (True, True)


def test_before_the_days_there_is_nothing_to_print(browser: Browser, world: World) -> None:
    application = world.submitted()
    wang = browser(world.wang)
    assert "下载评前公示情况表" not in wang.get(f"/desk/cases/{application.number}/").content.decode()
    assert wang.post(url(application)).status_code == 404


def test_no_other_form_no_other_officer_and_no_case_of_others(browser: Browser, world: World) -> None:
    application = world.at_stage("competent")
    page = browser(world.wang).post(url(application))["Location"]
    assert [browser(world.wang).post(url(application, form)).status_code for form in ("register", "x")] == [404, 404]
    for officer, place in ((world.zhao, "desk"), (world.qian, "desk"), (world.feng, "office"), (world.wu, "desk")):
        client = browser(officer)
        assert client.post(url(application, place=place)).status_code == 404
        assert client.get(page).status_code == 404
        assert client.get(f"{page}file/").status_code == 404


def test_a_case_that_is_with_its_applicant_is_printed_by_nobody_else(browser: Browser, world: World) -> None:
    application = world.at_stage("recommend")
    world.decide(application, Outcome.RETURNED)
    assert fresh(application).is_editable
    assert browser(world.wang).post(url(application)).status_code == 404


def test_what_was_submitted_is_no_preview_any_more(browser: Browser, world: World) -> None:
    application = world.submitted()
    preview = PrintedForm.objects.get()
    print_form.func(preview.pk)
    preview.refresh_from_db()
    wang = browser(world.wang)
    assert "下载广东省职称评审表" in wang.get(f"/desk/cases/{application.number}/").content.decode()
    text = printed(wang, application, "form")
    assert ("六、获现资格以来的专业技术工作及业绩" in text, "预览" in text) == (True, False)
    assert wang.get(f"{url(application, 'form')}{preview.pk}/file/").status_code == 404  # the applicant's own


@pytest.mark.parametrize("key", [kind.key for kind in all_kinds() if kind.printed])
def test_only_before_submitting_it_says_preview(world: World, key: str) -> None:
    application = world.filled(kind=key)
    prints = kind_of(application).prints
    assert prints is not None
    before = "".join(pages(prints(application, world.at)))
    world.submit(application)
    after = "".join(pages(prints(fresh(application), world.at)))
    assert ["预览" in text for text in (before, after)] == [True, False]


def test_a_print_of_what_the_applicant_writes_later_is_not_for_the_desk(browser: Browser, world: World) -> None:
    application = world.submitted()
    world.decide(application, Outcome.RETURNED)
    draft = request_print(application=fresh(application), at=world.at)
    print_form.func(draft.pk)
    wang = browser(world.wang)
    page = wang.get(f"/desk/cases/{application.number}/").content.decode()
    assert "下载广东省职称评审表" not in page
    assert wang.post(url(application, "form")).status_code == 404
    assert wang.get(f"{url(application, 'form')}{draft.pk}/file/").status_code == 404


def test_the_form_is_for_the_desks_that_the_case_has_reached(browser: Browser, world: World) -> None:
    application = world.submitted()
    page = browser(world.wang).post(url(application, "form"))["Location"]
    for officer, place in ((world.zhao, "desk"), (world.qian, "desk"), (world.feng, "office"), (world.wu, "desk")):
        client = browser(officer)
        assert client.post(url(application, "form", place)).status_code == 404
        assert client.get(page).status_code == 404
        assert client.get(f"{page}file/").status_code == 404
