"""How long a letter holds, and how it is numbered."""

from datetime import date

import pytest

from tests.world import World
from zhicheng.letters.models import Letter
from zhicheng.letters.operations import NotIssuable
from zhicheng.letters.queries import by_token
from zhicheng.letters.rules import valid_until
from zhicheng.reference.models import Code


def test_it_holds_to_the_end_of_the_review_year_or_of_this_year_where_that_is_over() -> None:
    assert valid_until(year=2026, today=date(2026, 9, 10)) == date(2026, 12, 31)
    assert valid_until(year=2026, today=date(2027, 2, 1)) == date(2027, 12, 31)


def test_it_is_valid_through_its_last_day_and_withdrawn_for_good() -> None:
    letter = Letter(valid_until=date(2026, 12, 31))
    assert [letter.state(day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == ["valid", "expired"]
    letter.withdrawn_on = date(2026, 11, 1)
    assert letter.state(date(2027, 1, 1)) == "withdrawn"


def test_the_form_of_the_number_is_a_row_and_without_one_no_letter_is_issued(world: World) -> None:
    case = world.at_stage("letter", kind="entrustment")
    Code.objects.filter(list="letter_number").update(name="粤职委{year}-{serial}")
    world.go(case, to="result")
    assert Letter.objects.get(application=case).number == "粤职委2026-1"
    other = world.at_stage("letter", world.wu, kind="entrustment")
    Code.objects.filter(list="letter_number").delete()
    with pytest.raises(NotIssuable):
        world.go(other, to="result")


@pytest.mark.django_db
def test_a_made_up_key_finds_nothing() -> None:
    assert by_token("0" * 32) is None
    assert by_token("\0") is None
