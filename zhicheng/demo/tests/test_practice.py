"""A practice system: its own place, its own people, started anew."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from tests.world import World
from zhicheng.accounts.models import User
from zhicheng.audit.models import Event
from zhicheng.core import clock
from zhicheng.core.ids import check_resident_id
from zhicheng.demo import practice
from zhicheng.demo.cast import INSTITUTE
from zhicheng.demo.checks import check_place
from zhicheng.demo.practice import NoPractice, reset, reset_at_night, take_applicant
from zhicheng.demo.stories import LOADED
from zhicheng.dossier.models import Education, HeldTitle
from zhicheng.organizations.models import Organization

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def practising(settings: Settings) -> Settings:
    settings.PRACTICE = True
    return settings


@pytest.fixture
def institute(world: World) -> World:
    """The world of the tests with the one unit that trainees belong to; all its people are the demo's."""
    Organization.objects.filter(pk=world.unit.pk).update(name=INSTITUTE)
    User.objects.update(is_demo=True)
    return world


def test_outside_a_practice_system_nothing_is_thrown_away(world: World) -> None:
    with pytest.raises(CommandError, match="PRACTICE is not set"):
        call_command("reset_practice")
    assert User.objects.filter(pk=world.li.pk).exists()


def test_where_others_than_the_demos_people_are_nothing_is_thrown_away(world: World, practising: Settings) -> None:
    with pytest.raises(NoPractice, match="people who are not the demo's"):
        reset(at=world.at)
    assert User.objects.filter(pk=world.li.pk).exists()


def test_where_others_than_the_demos_people_are_it_does_not_start(world: World, practising: Settings) -> None:
    assert [error.id for error in check_place()] == ["demo.E002"]
    User.objects.update(is_demo=True)
    assert check_place() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("MEDIA_ROOT", Path("/srv/zhicheng/files"), "demo.E003"),
        ("REDIS_URL", "redis://localhost/0", "demo.E004"),
    ],
)
def test_it_does_not_start_in_a_place_that_others_use(
    practising: Settings, name: str, value: object, error: str
) -> None:
    setattr(practising, name, value)
    assert [each.id for each in check_place()] == [error]


@pytest.mark.django_db
def test_nor_with_a_database_file_outside_its_folder(practising: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/zhicheng/zhicheng.sqlite3"}
    for name, value in said.items():
        monkeypatch.setitem(practising.DATABASES["default"], name, value)
    assert [each.id for each in check_place()] == ["demo.E003"]


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "REDIS_URL"])
def test_elsewhere_that_is_nobodys_concern(settings: Settings, name: str) -> None:
    settings.PRACTICE = False
    setattr(settings, name, "redis://localhost/0")
    assert check_place() == []


def test_a_run_that_is_cut_off_changes_nothing_and_the_next_one_mends_it(
    institute: World, practising: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = set(User.objects.values_list("pk", flat=True))
    with monkeypatch.context() as patch:
        patch.setattr(practice, "fill", cut_off)
        with pytest.raises(KeyboardInterrupt):
            reset(at=clock.wall())
    assert set(User.objects.values_list("pk", flat=True)) == people

    old = Path(practising.MEDIA_ROOT) / "old"
    old.parent.mkdir(exist_ok=True)
    old.write_text("of before")
    os.utime(old, (0, 0))
    monkeypatch.setattr(practice, "fill", lambda *, at: True)
    with monkeypatch.context() as patch:
        patch.setattr(practice, "_sweep", cut_off)
        with pytest.raises(KeyboardInterrupt):
            reset(at=clock.wall())
    assert (User.objects.exists(), old.exists()) == (False, True)
    reset(at=clock.wall())
    assert (User.objects.exists(), old.exists()) == (False, False)


def cut_off(*said: object, **named: object) -> None:
    raise KeyboardInterrupt


def test_who_registers_where_people_practise_is_nobody_real(institute: World, practising: Settings) -> None:
    take_applicant(with_records=False, at=clock.wall())
    assert check_place() == []


def test_each_trainee_gets_an_applicant_of_his_own(institute: World) -> None:
    first, second = (take_applicant(with_records=False, at=clock.wall()) for _ in range(2))
    assert first.pk != second.pk
    assert (first.username, second.username, first.is_demo) == ("lianxi001", "lianxi002", True)
    for person in (first, second):
        assert check_resident_id(person.id_number, today=institute.at.date()).region_code == "990101"


def test_a_name_that_is_taken_is_passed_by(institute: World) -> None:
    taken = take_applicant(with_records=False, at=clock.wall())
    User.objects.filter(pk=taken.pk).update(username="lianxi002")
    assert take_applicant(with_records=False, at=clock.wall()).username == "lianxi003"


def test_one_with_records_has_his_own_archive(institute: World) -> None:
    first, second = (take_applicant(with_records=True, at=clock.wall()) for _ in range(2))
    for person in (first, second):
        assert HeldTitle.objects.get(owner=person).name == "助理工程师"
        assert Education.objects.get(owner=person).archived_at is not None
    assert first.affiliations.get().unit.name == INSTITUTE


def test_a_button_signs_one_in_as_an_applicant_made_for_him(institute: World, client: Client) -> None:
    other = Client()
    for browser in (client, other):
        shown = browser.post("/demo/applicants/", {"with": "nothing"}, follow=True).content.decode()
        person = User.objects.get(pk=browser.session["_auth_user_id"])
        assert all(words in shown for words in (person.name, person.id_number, person.username))
    assert client.session["_auth_user_id"] != other.session["_auth_user_id"]


@pytest.mark.parametrize(
    ("loaded", "now", "is_due"),
    [
        ("2026-03-01 10:00", "2026-03-01 23:00", False),
        ("2026-03-01 10:00", "2026-03-02 02:59", False),
        ("2026-03-01 10:00", "2026-03-02 03:00", True),
        ("2026-03-02 03:00", "2026-03-02 20:00", False),
        ("2026-03-01 02:00", "2026-03-01 08:00", True),  # the machine was off at night
    ],
)
@pytest.mark.django_db
def test_every_night_at_three(loaded: str, now: str, is_due: bool, settings: Settings) -> None:
    settings.PRACTICE = False  # so that it refuses instead of doing it
    Event.objects.create(verb="demo.loaded", subject=LOADED, at=datetime.fromisoformat(loaded).replace(tzinfo=CHINA))
    at = datetime.fromisoformat(now).replace(tzinfo=CHINA)
    if is_due:
        with pytest.raises(NoPractice):
            reset_at_night(at=at)
    else:
        reset_at_night(at=at)


def test_the_words_on_every_page_are_true() -> None:
    words = f"每天 {practice.RESET_AT:%-H:%M} 清空"
    web = Path(practice.__file__).parent.parent / "web"
    for file in ("jinja2/shell/practice.html", "ops/site.py", "static/css/practice.css"):
        assert words in (web / file).read_text(), file
