"""The integers agree with exact fractions, and with the table of 2-domain §4.1."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.review.queries import has_quorum, is_passed

PEOPLE = st.integers(min_value=1, max_value=500)


@given(members=PEOPLE, data=st.data())
def test_quorum_is_two_thirds_of_the_members(members: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(min_value=0, max_value=members))
    assert has_quorum(present=present, members=members) == (Fraction(present, members) >= Fraction(2, 3))


@given(present=PEOPLE, data=st.data())
def test_passing_is_two_thirds_of_those_present(present: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(min_value=0, max_value=present))
    assert is_passed(yes=yes, present=present) == (Fraction(yes, present) >= Fraction(2, 3))


@pytest.mark.parametrize(
    ("whole", "least"),
    [(5, 4), (7, 5), (9, 6), (11, 8), (13, 9), (15, 10), (17, 12), (19, 13), (21, 14), (23, 16), (25, 17), (27, 18)],
)
def test_the_least_number_is_the_one_of_the_table(whole: int, least: int) -> None:
    assert next(n for n in range(whole + 1) if has_quorum(present=n, members=whole)) == least
    assert next(n for n in range(whole + 1) if is_passed(yes=n, present=whole)) == least


def test_an_empty_room_decides_nothing() -> None:
    assert not has_quorum(present=0, members=0)
    assert not is_passed(yes=0, present=0)
