"""表格下载: every form for a pen."""

import io
import re

import pikepdf
import pytest
from django.test import Client

from zhicheng.applications.registry import all_kinds
from zhicheng.web.jinja import file_size
from zhicheng.web.public.empty import forms
from zhicheng.web.public.tests.conftest import html_of

FORMS = [(f"/forms/{kind.key}/{form}.pdf", title) for kind in all_kinds() for form, title in forms(kind).items()]
pytestmark = pytest.mark.django_db


def test_every_form_is_on_the_page_and_the_page_has_no_other(client: Client) -> None:
    html = html_of(client.get("/forms/", follow=True))
    found = re.findall(r'href="(/forms/[^"]+\.pdf)">([^<]+)</a><small>(\d+ KB)</small>', html)
    assert [(href, title) for href, title, _ in found] == FORMS
    assert [size for _, _, size in found] == [file_size(len(client.get(href).content)) for href, _ in FORMS]
    assert {title for _, title in FORMS} == {
        "广东省职称评审表",
        "广东省初次职称考核认定申报表",
        "广东省补换发职称电子证书申请表",
        "人事管理单位变更申请表",
        "送评材料目录单",
        "评前公示情况表",
        "基本情况及评审登记表",
    }


@pytest.mark.parametrize(("href", "title"), FORMS, ids=[href for href, _ in FORMS])
def test_each_comes_as_an_attachment_and_names_nobody(client: Client, href: str, title: str) -> None:
    response = client.get(href)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert str(pdf.docinfo["/Title"]).endswith(title)
        assert pdf.Root.Lang == "zh-CN"


def test_whoever_has_it_gets_nothing_again(client: Client) -> None:
    href, _ = FORMS[0]
    tag = client.get(href)["ETag"]
    again = client.get(href, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, client.get(href)["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("rest", ["evaluation/nothing", "nothing/form", "record_correction/form", "reissue/register"])
def test_what_is_no_form_is_not_there(client: Client, rest: str) -> None:
    assert client.get(f"/forms/{rest}.pdf").status_code == 404
