import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.certificates import numbers

SERIAL = st.integers(min_value=1, max_value=999_999)
START = "粤26180731"


def test_the_prefix_says_year_city_series_level_and_way() -> None:
    made = numbers.prefix(year=2026, region="441800", series="07", level="intermediate", obtained_by="review")
    assert made == START


@pytest.mark.parametrize(("region", "series"), [("44", "07"), ("441800", "7"), ("441800", "X7"), ("", "")])
def test_codes_that_do_not_fit_are_refused(region: str, series: str) -> None:
    with pytest.raises(numbers.BadPrefix):
        numbers.prefix(year=2026, region=region, series=series, level="senior", obtained_by="exam")


@given(serial=SERIAL)
def test_the_check_character_makes_the_weighted_sum_one_modulo_eleven(serial: int) -> None:
    number = numbers.compose(START, serial)
    values = [10 if c == "X" else int(c) for c in number[1:]]
    weights = [2**place % 11 for place in range(len(values) - 1, -1, -1)]
    assert sum(w * v for w, v in zip(weights, values, strict=True)) % 11 == 1
    assert numbers.is_sound(number)


@given(serial=SERIAL, place=st.integers(min_value=1, max_value=14), shift=st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_always_noticed(serial: int, place: int, shift: int) -> None:
    number = numbers.compose(START, serial)
    wrong = str((int(number[place]) + shift) % 10)
    assert not numbers.is_sound(number[:place] + wrong + number[place + 1 :])


@given(serial=SERIAL, place=st.integers(min_value=1, max_value=13))
def test_two_neighbours_changed_over_are_always_noticed(serial: int, place: int) -> None:
    number = numbers.compose(START, serial)
    turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert numbers.is_sound(turned) == (turned == number)


@pytest.mark.parametrize("serial", [0, -1, 1_000_000])
def test_a_serial_outside_six_digits_is_refused(serial: int) -> None:
    with pytest.raises(numbers.SerialsUsedUp):
        numbers.compose(START, serial)


@pytest.mark.parametrize("text", ["", "粤", "粤2618073100000１", "2618073100000011", "粤26180731000001"])
def test_what_has_not_the_shape_is_not_sound(text: str) -> None:
    assert not numbers.is_sound(text)


def test_a_number_is_normalised_from_full_width_lower_case_and_spaces() -> None:
    assert numbers.normalise(" 粤２６ 1807 31000001x\u3000") == "粤26180731000001X"
