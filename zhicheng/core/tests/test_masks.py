import pytest

from zhicheng.core import masks


@pytest.mark.parametrize(
    ("number", "shown"),
    [("441802199001010047", "441802********0047"), ("H12345678", "H1*****78"), ("H123", "****"), ("", "")],
)
def test_an_id_number_shows_its_ends_only(number: str, shown: str) -> None:
    assert masks.id_number(number) == shown


@pytest.mark.parametrize(("number", "shown"), [("13800006027", "138****6027"), ("12345", "*****"), ("", "")])
def test_a_phone_hides_its_middle(number: str, shown: str) -> None:
    assert masks.phone(number) == shown


@pytest.mark.parametrize(("full", "shown"), [("李工", "李*"), ("𬱖工程", "𬱖**"), ("李", "李"), ("", "")])
def test_a_name_shows_its_first_character(full: str, shown: str) -> None:
    assert masks.name(full) == shown


@pytest.mark.parametrize(
    ("address", "shown"), [("ligong@example.com", "l***@example.com"), ("nonsense", "***"), ("", "***")]
)
def test_a_mail_address_shows_its_domain(address: str, shown: str) -> None:
    assert masks.email(address) == shown
