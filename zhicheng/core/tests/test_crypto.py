import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from zhicheng.core import crypto


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_what_was_encrypted_comes_back_whole(text: str) -> None:
    assert crypto.decrypt(crypto.encrypt(text)) == text


def test_the_empty_string_stays_empty() -> None:
    assert crypto.encrypt("") == ""


def test_the_same_text_never_gives_the_same_ciphertext() -> None:
    assert crypto.encrypt("李工") != crypto.encrypt("李工")


@pytest.mark.parametrize(("cipher", "mark"), [("aes", "a1:"), ("sm4", "s1:")])
def test_the_setting_chooses_the_cipher_and_both_stay_readable(settings: Settings, cipher: str, mark: str) -> None:
    settings.FIELD_CIPHER = cipher
    stored = crypto.encrypt("𬱖𬱖")
    settings.FIELD_CIPHER = "aes"
    assert (stored[:3], crypto.decrypt(stored)) == (mark, "𬱖𬱖")


def test_an_old_key_still_opens_what_it_closed(settings: Settings) -> None:
    settings.FIELD_KEYS = ["old"]
    stored = crypto.encrypt("13800006027")
    settings.FIELD_KEYS = ["new", "old"]
    assert crypto.decrypt(stored) == "13800006027"


def test_a_lost_key_is_said_and_not_guessed(settings: Settings) -> None:
    settings.FIELD_KEYS = ["lost"]
    stored = crypto.encrypt("13800006027")
    settings.FIELD_KEYS = ["other"]
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(stored)


def test_a_changed_or_plain_value_is_refused() -> None:
    stored = crypto.encrypt("13800006027")
    changed = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]
    for value in (changed, "13800006027"):
        with pytest.raises(crypto.Unreadable):
            crypto.decrypt(value)


def test_the_blind_index_is_stable_per_purpose_and_key(settings: Settings) -> None:
    one = crypto.blind_index("441802199001010047", purpose="id")
    assert one == crypto.blind_index("441802199001010047", purpose="id")
    assert len(one) == 64
    assert one != crypto.blind_index("441802199001010047", purpose="phone")
    settings.INDEX_KEY = "another"
    assert one != crypto.blind_index("441802199001010047", purpose="id")
