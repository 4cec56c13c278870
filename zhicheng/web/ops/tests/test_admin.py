"""/admin/: lists only, for those who keep them, every change on record."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from pytest_django.fixtures import Settings

from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.audit.models import Event
from zhicheng.content.tests.people import found
from zhicheng.eligibility.operations import appoint_administrator
from zhicheng.organizations.models import HelpDesk
from zhicheng.reference.models import Code, Region, WorkCalendarDay
from zhicheng.reference.operations import load_reference
from zhicheng.web.ops.site import site

KEPT = {"region", "code", "series", "specialty", "title", "workcalendarday", "helpdesk"}
READ = {"periodrule", "seniorityrule", "recognitionrule", "moderule", "crossoverrule", "trainingrule"}
PEOPLE = ("li", "wu", "wang", "zhao", "qian", "feng", "sun", "zhou")
DATES = {"valid_from": "2020-01-01", "valid_to": "", "source": "通知"}


@pytest.fixture
def administrator(world: World) -> User:
    user = User.objects.get(pk=world.he.pk)
    user.memberships.all().delete()
    appoint_administrator(user=user, actor=None, at=world.at)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def entered(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def addresses(patterns: list[URLPattern | URLResolver] | None = None, head: str = "") -> Iterator[str]:
    for each in site.get_urls() if patterns is None else patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, head + str(each.pattern))
        else:
            yield "/admin/" + re.sub(r"\(\?P<.*|\^|\$", "", re.sub(r"<[^>]+>", "1", head + str(each.pattern)))


OURS = ("/admin/login/", "/admin/logout/", "/admin/password_change/", "/admin/password_change/done/")


def test_nobody_else_gets_in_anywhere(world: World) -> None:
    wrong = []
    within = [address for address in addresses() if address not in OURS]
    assert len(within) > 60
    portal = found()
    staff = [portal.people[name] for name in ("高编辑", "黎审核")]  # whom the gate of Django would let in
    for person in (*(getattr(world, who) for who in PEOPLE), *staff):
        client = Client()
        client.force_login(person)
        methods = (client.get, client.post) if person in staff else (client.get,)
        wrong += [(person.name, address) for address in within for ask in methods if ask(address).status_code != 404]
    assert wrong == []


def test_an_administrator_keeps_lists_and_enters_nothing_else(entered: Client) -> None:
    for address in ("/cms/", "/desk/cases/", "/office/cases/", "/panel/"):
        assert entered.get(address).status_code == 404, address


def test_one_list_is_no_leave_for_another(world: World, client: Client) -> None:
    User.objects.filter(pk=world.he.pk).update(is_staff=True)
    world.he.user_permissions.add(Permission.objects.get(codename="change_helpdesk"))
    client.force_login(world.he)
    assert client.get("/admin/organizations/helpdesk/").status_code == 200
    answer = client.post("/admin/reference/region/440000/change/", {"name": "别名", "parent": ""})
    assert (answer.status_code, Region.objects.get(pk="440000").name) == (404, "广东省")


def test_staff_without_the_permission_get_404_too(world: World, client: Client) -> None:
    User.objects.filter(pk=world.he.pk).update(is_staff=True)
    client.force_login(world.he)
    assert client.get("/admin/").status_code == 404


def test_visitors_sign_in_where_everybody_does(client: Client, db: None) -> None:
    for address in ("/admin/", "/admin/reference/region/", "/admin/login/"):
        assert "/accounts/login/" in client.get(address)["Location"]


def test_an_administrator_without_a_second_factor_sets_one_up_first(administrator: User, client: Client) -> None:
    Authenticator.objects.filter(user=administrator).delete()
    client.force_login(administrator)
    assert client.get("/admin/")["Location"] == reverse("mfa_activate_totp")


def test_only_lists_are_there(entered: Client, world: World) -> None:
    assert {model._meta.model_name for model in site._registry} == KEPT | READ
    shown = entered.get("/admin/").content.decode()
    assert all(words in shown for words in ("行政区划", "工作日历", "咨询电话", "学历资历条件", "参考数据"))
    for model in apps.get_models():
        if model not in site._registry:
            label = model._meta.label_lower.replace(".", "/")
            assert entered.get(f"/admin/{label}/").status_code == 404, label
    person = ContentType.objects.get_for_model(User)
    assert entered.get(f"/admin/r/{person.pk}/{world.li.pk}/").status_code == 404


def test_every_list_opens_and_rules_are_only_read(entered: Client, world: World) -> None:
    for model in site._registry:
        head = f"/admin/{model._meta.label_lower.replace('.', '/')}/"
        assert entered.get(head).status_code == 200, head
        row = model._default_manager.first()
        may_add = model._meta.model_name in KEPT
        assert entered.get(f"{head}add/").status_code == (200 if may_add else 404), head
        if row is not None:
            assert entered.get(f"{head}{row.pk}/change/").status_code == 200, head
            assert entered.get(f"{head}{row.pk}/history/").status_code == 200, head
            assert entered.get(f"{head}{row.pk}/delete/").status_code == 404, head


def test_a_change_is_on_record_with_what_was_before(entered: Client, administrator: User) -> None:
    parent = Region.objects.get(pk="440000")
    row = Region.objects.create(code="441899", name="旧名", parent=parent)
    answer = entered.post(f"/admin/reference/region/{row.pk}/change/", {"name": "𠮷㙦区", "parent": "440000"})
    assert answer.status_code == 302
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject, event.actor) == ("lists.changed", "reference.region:441899", administrator)
    assert event.data == {"before": {"name": "旧名"}, "after": {"name": "𠮷㙦区"}}
    assert "旧名 → 𠮷㙦区" in entered.get(f"/admin/reference/region/{row.pk}/history/").content.decode()


def test_what_cannot_be_recorded_is_not_changed(entered: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Region.objects.get(pk="440000")

    def fails(**said: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("zhicheng.audit.admin.record", fails)
    with pytest.raises(RuntimeError):
        entered.post(f"/admin/reference/region/{row.pk}/change/", {"name": "别名", "parent": ""})
    assert Region.objects.get(pk="440000").name == row.name


def test_a_mobile_phone_of_a_help_desk_stands_in_no_record(entered: Client) -> None:
    desk = {"region": "440000", "name": "人才科", "phone": "13800138000", **DATES}
    assert entered.post("/admin/organizations/helpdesk/add/", desk).status_code == 302
    assert HelpDesk.objects.get(name="人才科").phone == "13800138000"
    assert Event.objects.latest("pk").data["after"]["phone"] == "（号码）"


def test_what_rules_know_an_entry_by_stays(entered: Client) -> None:
    code = Code.objects.create(list="sex", code="9", name="旧", valid_from="2020-01-01", source="GB")
    said = {"list": "reject_unit", "code": "8", "name": "新", "place": "1", **DATES}
    assert entered.post(f"/admin/reference/code/{code.pk}/change/", said).status_code == 302
    code.refresh_from_db()
    assert (code.list, code.code, code.name) == ("sex", "9", "新")


@pytest.mark.parametrize(("list_", "status"), [("reject_unit", 302), ("sex", 200)])
def test_only_lists_whose_codes_no_program_knows_may_grow(entered: Client, list_: str, status: int) -> None:
    said = {"list": list_, "code": "zz", "name": "新原因", "place": "1", **DATES}
    assert entered.post("/admin/reference/code/add/", said).status_code == status


def test_loading_the_lists_again_leaves_what_was_corrected(entered: Client, world: World) -> None:
    load_reference(at=world.at)
    name = Region.objects.get(pk="441800").name
    day = WorkCalendarDay.objects.filter(is_workday=False).latest("day")
    entered.post("/admin/reference/region/440000/change/", {"name": "更正后的省", "parent": ""})
    entered.post(f"/admin/reference/workcalendarday/{day.pk}/change/", {"is_workday": "on", "note": "更正"})
    Region.objects.filter(pk="441800").update(name="不是更正的")
    load_reference(at=world.at)
    assert [Region.objects.get(pk=pk).name for pk in ("440000", "441800")] == ["更正后的省", name]
    assert WorkCalendarDay.objects.get(pk=day.pk).is_workday is True


def test_a_command_appoints_who_is_registered(world: World) -> None:
    call_command("appoint_administrator", world.he.username, verbosity=0)
    assert User.objects.get(pk=world.he.pk).is_staff is True
    with pytest.raises(CommandError):
        call_command("appoint_administrator", "nobody")


def test_the_pages_keep_the_strict_policy(entered: Client) -> None:
    policy = entered.get("/admin/reference/region/add/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy


def test_a_practice_system_says_so(entered: Client, settings: Settings) -> None:
    settings.PRACTICE = True
    assert "练习系统：所填内容都不是真的，每天 3:00 清空" in entered.get("/admin/reference/code/").content.decode()
