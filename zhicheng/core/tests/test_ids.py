from datetime import date

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from zhicheng.core.ids import (
    CHECK_DIGITS,
    FICTITIOUS,
    WEIGHTS,
    IdNumberError,
    ResidentId,
    check_credit_code,
    check_resident_id,
    normalise_name,
    normalise_phone,
)
from zhicheng.core.text import BadText

TODAY = date(2026, 9, 1)
BODIES = st.builds(
    lambda region, born, order: f"{region:06}{born:%Y%m%d}{order:03}",
    st.integers(100000, 999999),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


def with_check_digit(body: str) -> str:
    return body + CHECK_DIGITS[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


def code_of(number: str) -> str | None:
    with pytest.raises(IdNumberError) as caught:
        check_resident_id(number, today=TODAY)
    return caught.value.code


def test_the_standards_own_example_is_read() -> None:
    expected = ResidentId("11010519491231002X", date(1949, 12, 31), "2", "110105")
    assert check_resident_id("11010519491231002X", today=TODAY) == expected


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２ｘ"]
)
def test_spaces_full_width_and_lower_case_are_forgiven(typed: str) -> None:
    assert check_resident_id(typed, today=TODAY).number == "11010519491231002X"


@given(BODIES)
def test_every_body_has_exactly_one_check_digit(body: str) -> None:
    right = with_check_digit(body)
    assert check_resident_id(right, today=TODAY).number == right
    for digit in set(CHECK_DIGITS) - {right[-1]}:
        assert code_of(body + digit) == "checksum"


@given(BODIES, st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_never_passes(body: str, at: int, by: int) -> None:
    right = with_check_digit(body)
    wrong = right[:at] + str((int(right[at]) + by) % 10) + right[at + 1 :]
    assert code_of(wrong) == "checksum"


@given(BODIES, st.integers(6, 15))
def test_two_neighbours_exchanged_never_pass(body: str, at: int) -> None:
    right = with_check_digit(body)
    wrong = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    if wrong != right:
        assert code_of(wrong) in ("checksum", "born_on", "future")


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "990099"])
def test_permit_holders_and_unassigned_regions_pass(region: str) -> None:
    assert check_resident_id(with_check_digit(f"{region}19900101004"), today=TODAY).region_code == region


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "required"),
        ("\u3000", "required"),
        ("44180219900101", "format"),
        ("1101051949123100２Y", "format"),
        ("٤٤١٨٠٢١٩٩٠٠١٠١٠٠٤٧", "format"),
        ("𝟏" * 20, "format"),
        ("11010519491231002\x00", "format"),
        ("11010519491231002\ud800", "format"),
        (with_check_digit("11010519490230002"), "born_on"),
        (with_check_digit("11010520260902002"), "future"),
        (with_check_digit("11010520990101002"), "future"),
        ("110105194912310021", "checksum"),
    ],
)
def test_each_wrong_number_has_its_own_reason(number: str, code: str) -> None:
    assert code_of(number) == code


@given(st.text(max_size=30))
def test_any_text_gives_a_number_or_a_reason(text: str) -> None:
    try:
        read = check_resident_id(text, today=TODAY)
    except IdNumberError:
        return
    assert len(read.number) == 18


@pytest.mark.parametrize("typed", ["91110000600037341L", "9111 0000 6000 37341l", "91110000-600037341L"])
def test_a_credit_code_is_read(typed: str) -> None:
    assert check_credit_code(typed) == "91110000600037341L"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "required"), ("9111000060003734", "format"), ("91110000600037342L", "checksum"), ("\x00", "format")],
)
def test_a_wrong_credit_code_says_why(typed: str, code: str) -> None:
    with pytest.raises(IdNumberError) as caught:
        check_credit_code(typed)
    assert caught.value.code == code


@pytest.mark.parametrize("dot", "\u00b7\u30fb\u2022\u2027\uff0e\uff65")
def test_every_dot_becomes_the_one_dot(dot: str) -> None:
    assert normalise_name(f" 阿不都{dot}热合曼 ") == "阿不都·热合曼"


@pytest.mark.parametrize("name", ["𬱖", "陈𬱖", "\U00031350", "葛\U000e0100", "Anna Müller", "㭎"])
def test_rare_characters_are_kept_as_typed(name: str) -> None:
    assert normalise_name(name) == name


@pytest.mark.parametrize("name", ["李\x00工", "李\n工", "李\ud800", "李\u202e工", "李\u200b工", "李\ue000"])
def test_what_cannot_be_printed_is_no_name(name: str) -> None:
    with pytest.raises(BadText) as caught:
        normalise_name(name)
    assert caught.value.message == "姓名含有看不见的控制字符或自造字，删去后重新填写"


@pytest.mark.parametrize(("name", "code"), [(" \u3000", "required"), ("李" * 61, "too_long")])
def test_an_empty_or_endless_name_is_refused(name: str, code: str) -> None:
    with pytest.raises(BadText) as caught:
        normalise_name(name)
    assert caught.value.code == code


@given(st.text(max_size=80))
def test_normalising_a_name_twice_changes_nothing(text: str) -> None:
    try:
        once = normalise_name(text)
    except BadText:
        return
    assert normalise_name(once) == once


@pytest.mark.parametrize(
    "typed",
    ["13800006027", "+86 138 0000 6027", "0086-138-0000-6027", "8613800006027", "１３８００００６０２７"],
)
def test_a_phone_is_eleven_digits_however_typed(typed: str) -> None:
    assert normalise_phone(typed) == "13800006027"


@pytest.mark.parametrize("typed", ["", "1380000602", "12800006027", "+85213800006", "138000060270", "1380000602\x00"])
def test_another_number_is_refused_with_the_rule(typed: str) -> None:
    with pytest.raises(BadText) as caught:
        normalise_phone(typed)
    assert caught.value.message == "手机号应为 11 位数字，以 13 至 19 开头"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("99010119900307071X", None),
        (" 990101 19900307 071x ", None),
        ("９９０１０１１９９００３０７０７１ｘ", None),
        ("11010519491231002X", "real"),
        ("91010119900307071X", "real"),  # one digit of the first two
        ("990101199003070711", "checksum"),
        ("E12345678", "real"),  # a passport
        ("99", "format"),
        ("", "required"),
    ],
)
def test_a_practice_system_takes_numbers_of_nobody_and_no_others(
    settings: Settings, typed: str, code: str | None
) -> None:
    settings.PRACTICE = True
    assert (code_of(typed) if code else check_resident_id(typed, today=TODAY).region_code) == (code or "990101")


@given(BODIES)
def test_no_number_of_a_region_is_taken_by_a_practice_system(body: str) -> None:
    with override_settings(PRACTICE=True):
        number = with_check_digit(body)
        if body.startswith(FICTITIOUS):
            assert check_resident_id(number, today=TODAY).number == number
        else:
            assert code_of(number) == "real"
