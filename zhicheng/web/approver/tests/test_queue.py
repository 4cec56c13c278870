"""待审核: what stands in it for whom, how it is searched, what it costs."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import person
from tests.world import World, fresh
from zhicheng.accounts.queries import identity_index
from zhicheng.applications.models import Application, Mode, Outcome
from zhicheng.applications.registry import kind_of
from zhicheng.dossier.models import Education
from zhicheng.organizations.models import Membership, Role
from zhicheng.web.approver.tests.conftest import Browser

NAMED = {"subject": "name", "new_name": "李静仪"}
NUMBERED = {"subject": "id_number", "id_type": "passport", "sealed_id_number": "E12345678"}


def names(client: Client, query: str = "") -> list[str]:
    """Whom the list shows."""
    response = client.get(f"/desk/cases/{query}")
    assert response.status_code == 200
    return [row.name for row in response.context["rows"]]


def three(world: World) -> list[Application]:
    """Three cases at the unit, submitted on three days."""
    made = []
    for user in (world.li, world.wu, person("hexin", "何新", 40)):
        made.append(world.submitted(user))
        world.later(days=1)
    return made


def test_the_unit_sees_its_cases_oldest_due_first(world: World, browser: Browser) -> None:
    three(world)
    assert names(browser(world.wang)) == ["李静怡", "吴某", "何新"]


def test_the_number_is_masked_in_the_list(world: World, browser: Browser) -> None:
    world.submitted()
    page = browser(world.wang).get("/desk/cases/")
    assert "990002********0043" in page.content.decode()
    assert world.li.id_number not in page.content.decode()


def test_each_desk_sees_only_what_has_arrived_there(world: World, browser: Browser) -> None:
    world.at_stage("competent")
    assert [names(browser(user)) for user in (world.wang, world.zhao, world.qian)] == [[], ["李静怡"], []]


def test_an_officer_of_another_unit_sees_nothing_of_it(world: World, browser: Browser) -> None:
    world.submitted()
    Membership.objects.filter(user=world.wang).update(organization=world.other_unit)
    assert names(browser(world.wang)) == []


@pytest.mark.parametrize("address", ["/desk/", "/desk/cases/", "/desk/notices/"])
def test_nobody_without_a_desk_gets_in(world: World, browser: Browser, address: str) -> None:
    assert [browser(user).get(address).status_code for user in (world.li, world.wu, world.feng, world.sun)] == [404] * 4
    assert Client().get(address).status_code == 302


def test_the_lists_follow_the_case(world: World, browser: Browser) -> None:
    case = world.submitted()
    client = browser(world.wang)

    def lists() -> list[int]:
        return [len(names(client, f"?tab={tab}")) for tab in ("waiting", "returned", "posted", "done")]

    assert lists() == [1, 0, 0, 0]
    world.decide(case, Outcome.RETURNED)
    assert lists() == [0, 1, 0, 0]
    world.submit(case)
    assert lists() == [1, 0, 0, 0]
    world.decide(case)
    assert lists() == [0, 0, 1, 1]


def test_a_desk_without_postings_has_no_list_of_them(world: World, browser: Browser) -> None:
    titles = [title for title, *_ in browser(world.zhao).get("/desk/cases/").context["tabs"]]
    assert titles == ["待我审核", "已退回待补正", "已办"]
    assert [title for title, *_ in browser(world.zhao).get("/desk/").context["nav"]] == [
        "工作台",
        "待审核",
        "消息",
    ]


def search(client: Client, text: str) -> tuple[str, list[str]]:
    """The address that a search leads to, and whom it finds."""
    response = client.post("/desk/cases/", {"q": text})
    assert response.status_code == 303
    query = urlsplit(response["Location"]).query
    return query, names(client, f"?{query}")


def test_search_finds_by_name_and_number(world: World, browser: Browser) -> None:
    first, *_ = three(world)
    client = browser(world.wang)
    assert search(client, "吴")[1] == ["吴某"]
    assert search(client, first.number.lower())[1] == ["李静怡"]
    assert search(client, "不存在")[1] == []


def test_a_whole_id_number_is_found_and_never_stands_in_the_address(world: World, browser: Browser) -> None:
    three(world)
    query, found = search(browser(world.wang), f" {world.wu.id_number[:6]} {world.wu.id_number[6:]} ")
    assert found == ["吴某"]
    assert parse_qs(query) == {"person": [identity_index(world.wu.id_number)]}


def test_filters_narrow_the_list(world: World, browser: Browser) -> None:
    world.submitted()
    client = browser(world.wang)
    assert names(client, f"?kind=evaluation&committee={world.committee.pk}") == ["李静怡"]
    assert names(client, "?kind=evaluation&committee=999") == []


def test_a_way_of_applying_narrows_the_list_to_the_businesses_that_have_them(world: World, browser: Browser) -> None:
    three(world)
    Application.objects.filter(applicant=world.wu).update(mode=Mode.EXCEPTIONAL)
    world.submitted(person("chuci", "初次", 42), kind="initial")
    client = browser(world.wang)
    assert len(names(client)) == 4
    assert names(client, "?mode=exceptional") == ["吴某"]
    assert names(client, "?kind=evaluation&mode=normal") == names(client, "?mode=normal") == ["李静怡", "何新"]
    assert names(client, "?kind=evaluation&mode=transfer") == []
    assert names(client, "?kind=initial&mode=exceptional") == ["初次"]  # a business without ways: not asked
    fields = [list(client.get(f"/desk/cases/?kind={kind}").context["form"].fields) for kind in ("", "evaluation")]
    assert all("mode" in each for each in fields)
    assert "mode" not in client.get("/desk/cases/?kind=initial").context["form"].fields
    sent = client.post("/desk/cases/", {"mode": "exceptional", "tab": "done"})
    assert parse_qs(urlsplit(sent["Location"]).query) == {"mode": ["exceptional"], "tab": ["done"]}


@pytest.mark.parametrize(("typed", "said"), [(NAMED, "更正姓名"), (NUMBERED, "更正证件号码")])
def test_a_row_says_what_is_to_be_put_right(world: World, browser: Browser, typed: dict[str, str], said: str) -> None:
    case = world.start(kind="record_correction")
    assert asked(browser(world.wang)) == []
    assert world.save(case, "request", {**typed, "reason": "登记时写错。"})
    world.submit(fresh(case))
    assert asked(browser(world.wang)) == [("更正申请", said)]


def test_a_row_says_which_sort_of_record_is_to_be_put_right_and_where_somebody_goes(
    world: World, browser: Browser
) -> None:
    world.submitted(kind="unit_change")
    assert asked(browser(world.luo)) == [("人事管理单位变更申请", "变更到清远市环境监测站")]
    closed = world.filled()
    Education.objects.filter(owner=world.li).update(archived_at=world.at, archived_from=closed.number)
    row = Education.objects.get(owner=world.li)
    case = world.start(kind="record_correction")
    Application.objects.filter(pk=case.pk).update(subject=f"education:{row.pk}")
    assert kind_of(fresh(case)).asks(fresh(case)) == "更正入库信息：学历"


def asked(client: Client) -> list[tuple[str, str]]:
    """What the rows say is asked for."""
    return [(row.title, row.about) for row in client.get("/desk/cases/").context["rows"]]


def test_somebody_with_two_desks_picks_one(world: World, browser: Browser) -> None:
    world.submitted()
    world.at_stage("competent", world.wu)
    both = Membership.objects.create(user=world.wang, organization=world.competent, role=Role.COMPETENT)
    client = browser(world.wang)
    assert sorted(names(client)) == ["吴某", "李静怡"]
    assert names(client, f"?desk={both.pk}") == ["吴某"]
    assert [(one.organization, one.waiting) for one in client.get("/desk/").context["desks"]] == [
        ("清远市环境科学研究院", 1),
        ("清远市生态环境局", 1),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        f"?q={'长' * 20000}",
        "?cursor=bad",
        "?tab=%00",
        "?tab=no",
        "?kind=no",
        "?mode=no",
        "?committee=%00",
        "?person=x",
    ],
)
def test_hostile_filters_are_harmless(world: World, browser: Browser, query: str) -> None:
    assert browser(world.wang).get(f"/desk/cases/{query}").status_code == 200


@pytest.mark.parametrize("text", ["\0", "长" * 200_000])
def test_hostile_searches_are_told_what_to_mend(world: World, browser: Browser, text: str) -> None:
    assert browser(world.wang).post("/desk/cases/", {"q": text}).status_code == 422


def test_pages_go_on_and_back(world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhicheng.web.desks.queue.SIZE", 2)
    three(world)
    client = browser(world.wang)
    page = client.get("/desk/cases/").context["found"]
    onward = client.get("/desk/cases/", {"cursor": page.next})
    assert [row.name for row in onward.context["rows"]] == ["何新"]
    assert names(client, f"?cursor={onward.context['found'].previous}") == ["李静怡", "吴某"]


def test_the_queue_costs_the_same_for_one_case_and_for_three(
    world: World, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world.submitted()
    client = browser(world.wang)
    names(client)  # once a minute the committees to choose from are looked up
    with django_assert_num_queries(6):
        assert len(names(client)) == 1
    for user in (world.wu, person("hexin", "何新", 40)):
        world.submitted(user)
    with django_assert_num_queries(6):
        assert len(names(client)) == 3


def test_the_home_costs_the_same_for_one_case_and_for_three(
    world: World, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world.submitted()
    client = browser(world.wang)
    with django_assert_num_queries(7):
        assert [count for _, count in client.get("/desk/").context["numbers"]] == [1, 0, 0, 0]
    for user in (world.wu, person("hexin", "何新", 40)):
        world.submitted(user)
    with django_assert_num_queries(7):
        assert [count for _, count in client.get("/desk/").context["numbers"]] == [3, 0, 0, 0]
