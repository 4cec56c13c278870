"""个人信息查看: certificates, and one's whole number on demand."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from zhicheng.audit.models import Event
from zhicheng.certificates.models import Certificate


def test_the_whole_number_is_shown_on_demand_and_noted(li: Client, world: World) -> None:
    number = world.li.id_number
    assert number not in li.get("/my/profile/").content.decode()
    assert number in li.post("/my/profile/number/").content.decode()
    event = Event.objects.get(verb="accounts.own_number_seen")
    assert (event.actor_id, number in str(event.data)) == (world.li.pk, False)
    assert li.get("/my/profile/number/").status_code == 405


def test_everybody_sees_only_his_own_number(wu: Client, world: World) -> None:
    page = wu.post("/my/profile/number/").content.decode()
    assert (world.wu.id_number in page, world.li.id_number in page) == (True, False)


def test_certificates_stand_in_the_profile(li: Client, world: World) -> None:
    world.at_stage("")
    (one,) = li.get("/my/profile/").context["certificates"]
    assert one == Certificate.objects.get(holder=world.li)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_profile_costs_the_same(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2030, 2030 + rows):
        world.start(year=year)
    with django_assert_num_queries(6):
        assert li.get("/my/profile/").status_code == 200
