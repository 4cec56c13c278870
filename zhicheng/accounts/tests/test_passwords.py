import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from zhicheng.accounts.models import User

LI = User(username="ligong", name="Anna Li Smith", id_type="resident", id_number="990101199003071229")


@pytest.mark.parametrize("password", ["Qingyuan-2026", "abcDEZ12", "abc def 1!", "Zc-19-x-Q!" * 12])
def test_three_classes_in_eight_characters_are_enough(password: str) -> None:
    validate_password(password, LI)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("aB1!", "密码还差 4 位，应为至少 8 位"),
        ("aB1!" * 50_000, "密码不超过 128 位，现有 200000 位"),
        ("qinghuyuan1", "密码应含大写字母、小写字母、数字、符号中的至少三种"),
        ("密码密码Ab1密码密码", "密码应由键盘上的字母、数字和符号组成"),
        ("Ab\0defg1!", "密码应由键盘上的字母、数字和符号组成"),
        ("Ab-123456", "密码不应有连续 6 位数字：出生日期、证件号码、手机号容易被猜到，用字母或符号隔开"),
        ("My-LiGong-1", "密码不应包含用户名，换一个密码"),
        ("smith-Q-77", "密码不应包含姓名，换一个密码"),
        ("Q1990-03-07q", "密码不应包含出生日期，换一个密码"),
    ],
)
def test_a_weak_or_personal_password_is_told_why(password: str, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, LI)

    assert refusal.value.messages == [message]


def test_without_a_person_only_the_password_itself_is_judged() -> None:
    validate_password("smith-Q-77")
    with pytest.raises(ValidationError):
        validate_password("Ab-123456")
