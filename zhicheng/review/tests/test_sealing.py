import pytest
from cryptography.exceptions import InvalidTag

from zhicheng.review import sealing
from zhicheng.review.models import Choice


@pytest.mark.parametrize("choice", Choice.values)
def test_the_private_key_opens_what_was_sealed(choice: str) -> None:
    public_key, private_key = sealing.new_keys()
    sealed = sealing.seal(choice, public_key=public_key, item_id=5)
    assert sealing.unseal(sealed, private_key=private_key, item_id=5) == choice


def test_every_sealed_choice_has_the_same_length_and_none_repeats() -> None:
    public_key, _ = sealing.new_keys()
    sealed = [sealing.seal(c, public_key=public_key, item_id=5) for c in [*Choice.values, *Choice.values]]
    assert {len(text) for text in sealed} == {88}
    assert len(set(sealed)) == 6


def test_a_ballot_moved_to_another_item_or_meeting_does_not_open() -> None:
    public_key, private_key = sealing.new_keys()
    sealed = sealing.seal("yes", public_key=public_key, item_id=5)
    with pytest.raises(InvalidTag):
        sealing.unseal(sealed, private_key=private_key, item_id=6)
    with pytest.raises(InvalidTag):
        sealing.unseal(sealed, private_key=sealing.new_keys()[1], item_id=5)


def test_a_choice_too_long_to_hide_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        sealing.seal("x" * 17, public_key=sealing.new_keys()[0], item_id=5)
