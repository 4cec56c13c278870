"""What of a text is compared, and by which grams it is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.content.grams import grams_of, needed, plain, readable, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("监测  评审", ["监测", "评审"]),
        ("粤人社规〔2020〕33号", ["粤人社规 2020 33号"]),
        ("粤人社规[2020]33号", ["粤人社规 2020 33号"]),
        ("ＰＤＦ　pdf PDF", ["pdf"]),
        ("２０２６年度", ["2026年度"]),
        ("监\u200b测", ["监测"]),
        ("𬱖", ["𬱖"]),
        ("！？%_\"'*()", []),
        ("", []),
    ],
)
def test_words_are_compared_in_one_width_and_case(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


def test_spaces_beside_ideographs_are_not_read() -> None:
    assert readable("2026 年度\n生态环\n境 监测，see  page 3") == "2026年度生态环境监测，see page 3"


@given(st.text())
def test_no_character_changes_its_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="监测环境评审𬱖㛃，。 ", max_size=30), st.integers(0, 30), st.integers(1, 10))
def test_a_text_has_the_grams_of_all_that_stands_in_it(text: str, start: int, length: int) -> None:
    text = plain(readable(text))
    assert needed(text[start : start + length]) <= grams_of(text)


def test_letters_and_digits_are_found_from_their_beginning() -> None:
    assert needed("iso9001") == {"iso", "9001"}
    assert needed("iso90") <= grams_of("iso9001")
    assert not needed("001") <= grams_of("iso9001")
