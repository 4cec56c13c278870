"""The demo as a newcomer gets it: loaded once for this module, everything it shows opens."""

import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Notice, Objection, Proposal, StageRecord, Status
from zhicheng.applications.registry import all_kinds, get_kind
from zhicheng.applications.rejection import seconds
from zhicheng.calls.models import Call
from zhicheng.certificates.models import Certificate
from zhicheng.content.models import Article, Column, Policy, ReviewNotice, ServiceGuide
from zhicheng.core import clock
from zhicheng.demo.cast import CAST, PASSWORD, PLAYED, STAGES
from zhicheng.demo.queries import code_of, errands, players
from zhicheng.demo.stories import load
from zhicheng.dossier.models import Education, HeldTitle, Photo, Profile
from zhicheng.kinds.evaluation.route import ROUTE
from zhicheng.reference.models import Mode
from zhicheng.review.models import Item, Meeting

COUNTED: tuple[type[models.Model], ...] = (User, Application, StageRecord, Certificate, Meeting, Photo)


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(at=clock.wall())
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def enter(username: str) -> Client:
    client = Client()
    assert client.post("/demo/sign-in/", {"username": username}).status_code == 303
    return client


def opens(client: Client, path: str) -> int:
    return client.get(path, follow=True).status_code


def test_loading_twice_changes_nothing() -> None:
    before = [model._default_manager.count() for model in COUNTED]
    call_command("load_demo", stdout=StringIO())
    assert [model._default_manager.count() for model in COUNTED] == before


def test_a_case_waits_at_every_stage_and_has_come_to_every_end() -> None:
    here = StageRecord.objects.filter(outcome="pending", arrived_at__isnull=False, application__applicant__in=stars())
    assert set(here.values_list("key", flat=True)) == {stage.key for stage in ROUTE}
    assert set(Application.objects.filter(applicant__in=stars()).values_list("status", flat=True)) == set(Status)


def stars() -> models.QuerySet[User]:
    return User.objects.filter(username__in=[role.username for role in STAGES.roles])


def test_lists_look_like_lists() -> None:
    assert Application.objects.exclude(applicant__in=stars()).count() >= 60


def test_histories_lie_in_the_past_and_run_forwards() -> None:
    decided = StageRecord.objects.exclude(decided_at=None)
    assert decided.exists()
    assert not decided.filter(decided_at__gt=clock.wall()).exists()
    assert not decided.filter(decided_at__lt=models.F("arrived_at")).exists()
    assert not StageRecord.objects.filter(arrived_at__lt=models.F("application__submitted_at"), round=1).exists()


def test_notices_run_on_and_one_is_held_by_an_objection() -> None:
    assert not Notice.objects.filter(closed_at=None, ends_at__lte=clock.wall()).exists()
    held = Objection.objects.get(resolved_at=None).notice.stage.application
    assert held.applicant.name == "黄工"


def test_one_case_waits_for_the_second_officer_and_every_desk_of_the_cast_has_one() -> None:
    proposal = Proposal.objects.get(answer=Proposal.Answer.OPEN)
    second = User.objects.get(username="yuanzhuren")
    number = proposal.stage.application.number
    assert (proposal.proposed_by.name, seconds(proposal.stage, besides=proposal.proposed_by)) == ("冯主任", [second])
    client = enter("yuanzhuren")
    assert opens(client, f"/office/cases/{number}/rejection/") == 200
    assert "冯主任提出" in client.get("/office/cases/").content.decode()
    for key in ("unit", "competent", "intake", "confirm"):
        stage = StageRecord.objects.filter(key=key, application__applicant__in=stars()).latest("pk")
        assert seconds(stage, besides=User.objects.get(username="ligong"))[1:], key


def test_a_meeting_is_in_session_with_a_vote_open_and_a_recusal() -> None:
    item = Item.objects.get(phase=Item.Phase.OPEN)
    assert (item.meeting.phase, item.application.applicant.name) == (Meeting.Phase.OPEN, "曹工")
    assert item.turnout.count() == 5
    assert set(item.meeting.items.values_list("recusals__expert__user__name", flat=True)) == {None, "周评委"}


def test_who_passed_holds_a_certificate_and_nobody_else() -> None:
    certifying = [kind.key for kind in all_kinds() if kind.certifies]
    passed = Application.objects.filter(status=Status.PASSED, kind__in=certifying).values_list("number", flat=True)
    assert set(Certificate.objects.values_list("application__number", flat=True)) == set(passed)


@pytest.mark.parametrize("kind", ["reissue", "record_correction"])
def test_the_smaller_businesses_are_under_way_and_done(kind: str) -> None:
    cases = Application.objects.filter(kind=kind)
    waiting = StageRecord.objects.filter(application__in=cases, outcome="pending", arrived_at__isnull=False)
    assert set(waiting.values_list("key", flat=True)) == {"unit", "bureau"}
    assert cases.filter(status=Status.PASSED).exists()


def test_li_has_archived_records_and_he_has_nothing() -> None:
    li, he = User.objects.get(username="ligong"), User.objects.get(username="hexin")
    archived = HeldTitle.objects.get(owner=li), Education.objects.get(owner=li)
    assert [row.is_archived for row in archived] == [True, True]
    assert not Profile.objects.filter(owner=he).exists()
    assert not Application.objects.filter(applicant__in=[li, he]).exists()


def test_all_players_are_there_and_officials_have_codes() -> None:
    groups = players(at=clock.wall())
    assert [[player.username for player in group.players] for group in groups] == [
        [role.username for role in group.roles] for group in CAST
    ]
    assert [
        all(bool(player.code) == cast.is_official and player.does for player in group.players)
        for group, cast in zip(groups, CAST, strict=True)
    ] == [True] * len(CAST)


def test_every_other_kind_and_way_can_be_entered_at_every_stage_and_after_its_end(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        found = errands()
    for kind in all_kinds():
        if kind.key != PLAYED:
            standing = {one.standing for one in found if one.kind == kind.title}
            assert {stage.waiting for stage in kind.route} | {Status.PASSED.label} <= standing, kind.title
    ways = {one.kind for one in found if one.kind.startswith(get_kind(PLAYED).title)}
    assert ways == {f"{get_kind(PLAYED).title}（{mode.label}）" for mode in Mode if mode != Mode.NORMAL}
    shown = client.get("/demo/").content.decode()
    assert [one.applicant.username for one in found if f'value="{one.applicant.username}"' not in shown] == []


def queue(username: str) -> str:
    """What the officer's desk, or the committee's, lists."""
    officer = enter(username)
    place = "desk" if opens(officer, "/desk/cases/") == 200 else "office"
    return officer.get(f"/{place}/cases/").content.decode()


def test_whose_turn_it_is_finds_the_case_at_his_desk() -> None:
    asked = [one for one in errands() if one.officer]
    assert asked
    lost = [
        (one.kind, one.standing, one.officer.name)
        for one in asked
        if one.officer and one.applicant.name not in queue(one.officer.username)
    ]
    assert not lost


def test_the_password_and_the_code_shown_sign_in_too(client: Client) -> None:
    client.post("/accounts/login/", {"login": "wangjingban", "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_of("wangjingban", at=clock.wall())})
    assert opens(client, "/desk/") == 200


@pytest.mark.parametrize("username", [role.username for group in CAST for role in group.roles])
def test_everybody_of_the_cast_finds_the_way_home(username: str) -> None:
    assert opens(enter(username), "/home/") == 200


def test_every_applicant_sees_his_case_wherever_it_stands() -> None:
    cases = Application.objects.filter(applicant__in=stars()).select_related("applicant")
    wrong = [
        (case.applicant.name, path)
        for case in cases
        for path in (f"/my/applications/{case.number}/", f"/my/tracking/{case.number}/")
        if opens(enter(case.applicant.username), path) != 200
    ]
    assert not wrong


@pytest.mark.parametrize("username", ["wangjingban", "linjingban", "zhaozhuguan", "qiankezhang"])
def test_every_case_at_a_desk_opens_for_its_officer(username: str) -> None:
    client, officer = enter(username), User.objects.get(username=username)
    duties = officer.memberships.values_list("organization", "role")
    numbers = {
        stage.application.number
        for organization, role in duties
        for stage in StageRecord.objects.filter(
            organization=organization, role=role, arrived_at__isnull=False
        ).select_related("application")
    }
    assert numbers
    assert [number for number in numbers if opens(client, f"/desk/cases/{number}/") != 200] == []


def test_every_item_of_the_meeting_opens_for_the_chair() -> None:
    client, meeting = enter("sunpingwei"), Meeting.objects.get(phase=Meeting.Phase.OPEN)
    paths = [f"/panel/meetings/{meeting.number}/"]
    paths += [f"{paths[0]}items/{order}/" for order in meeting.items.values_list("order", flat=True)]
    assert [path for path in paths if opens(client, path) != 200] == []


@pytest.mark.parametrize("path", ["/", "/publicity/", "/certificates/", "/demo/", "/demo/outbox/"])
def test_every_public_page_opens(client: Client, path: str) -> None:
    assert opens(client, path) == 200


def test_a_visitor_finds_no_dead_link_and_every_column_is_full(client: Client) -> None:
    """From the first page along every link that is not narrowed by a query."""
    waiting, seen, dead = ["/"], {"/"}, []
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code >= 400:
            dead.append(address)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            b"".join(response)  # a file is closed when it was read
            continue
        html = response.content.decode()
        for href in re.findall(r'href="(/[^"#]*)', html):
            onward = href.replace("&amp;", "&")
            if onward not in seen and not onward.startswith("/static/"):
                seen.add(onward)
                waiting.append(onward)
    assert dead == []
    assert {sort: count > 0 for sort, count in counts(seen).items()} == dict.fromkeys(Column, True)


def counts(addresses: set[str]) -> dict[Column, int]:
    """How many articles of each column were met."""
    return {column: sum(bool(re.fullmatch(rf"/{column}/\d+/", one)) for one in addresses) for column in Column}


def test_the_calls_of_the_demo_lead_to_their_notice() -> None:
    assert not Call.objects.filter(notice_page=None).exists()
    assert ReviewNotice.objects.exclude(calls=None).count() == 2


def test_everything_on_the_portal_is_marked_as_the_demos() -> None:
    assert Article.objects.filter(live=True, is_demo=False).count() == 0
    assert Policy.objects.filter(live=True).count() >= 12
    assert set(Policy.objects.values_list("rank", flat=True)) == set(Policy.Rank)
    assert {*ServiceGuide.objects.values_list("business", "region")} == {
        (kind.key, region) for kind in all_kinds() for region in ("440000", "441800")
    }
