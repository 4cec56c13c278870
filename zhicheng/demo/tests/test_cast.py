"""Nobody living has these numbers, and the codes shown are those an authenticator shows."""

from datetime import UTC, date, datetime

import pytest

from zhicheng.core.ids import check_resident_id
from zhicheng.demo.cast import CAST, identity, passer_by
from zhicheng.demo.queries import code_of


def test_an_identity_number_is_sound_but_of_no_region() -> None:
    told = check_resident_id(identity(date(1994, 5, 7), 21), today=date(2026, 3, 2))
    assert (told.region_code, told.born_on, told.sex) == ("990101", date(1994, 5, 7), "1")


@pytest.mark.parametrize("which", ["username", "name"])
def test_no_two_players_share_a_name(which: str) -> None:
    names = [getattr(role, which) for group in CAST for role in group.roles]
    names += [getattr(passer_by(index), which) for index in range(120)]
    assert len(names) == len(set(names))


def test_a_passer_by_has_the_number_of_his_or_her_sex() -> None:
    assert [(who.name, who.seq % 2) for who in map(passer_by, range(2))] == [("赖文博", 1), ("邓雨晴", 0)]


def test_a_code_lives_for_half_a_minute() -> None:
    at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    codes = [code_of("wangjingban", at=at.replace(second=second)) for second in (0, 29, 30)]
    assert codes[0] == codes[1] != codes[2]
    assert len(codes[0]) == 6
