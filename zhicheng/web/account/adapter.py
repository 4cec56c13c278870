"""What allauth asks of us: words, the door of registration, and the record of signing in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

from zhicheng.accounts import operations
from zhicheng.accounts.models import User
from zhicheng.accounts.queries import find_user
from zhicheng.core import clock
from zhicheng.files.operations import end_hand_overs


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-up is closed: people register in /register/."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "这个账号已停用，联系所在地人社部门",
        "username_password_mismatch": "用户名、手机号或密码不对，检查后再填；忘记密码可以用手机号找回",
        "too_many_login_attempts": "密码填错次数过多，过 5 分钟再登录，或找回密码",
        "enter_current_password": "当前密码不对，重新填写",
        "incorrect_password": "密码不对，重新填写",
        "incorrect_code": "验证码不对，重新填写",
        "invalid_password_reset": "这个找回密码的链接已用过或已过期，重新申请一个",
        "rate_limited": "操作过于频繁，过几分钟再试",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """This function will keep in the record that the person signed in."""
        address = self.get_client_ip(request)
        operations.note_sign_in(user=user, address=address, succeeded=True, at=clock.wall())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """This function will keep in the owner's record that somebody tried a wrong password."""
        user = find_user(credentials.get("username") or "")
        if user is not None:
            address = self.get_client_ip(request)
            operations.note_sign_in(user=user, address=address, succeeded=False, at=clock.wall())

    def logout(self, request: HttpRequest) -> None:
        """This function will end what the person handed to a telephone, and the session."""
        if isinstance(request.user, User):
            end_hand_overs(owner=request.user, at=clock.wall())
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        operations.set_password(user=user, password=password, at=clock.wall())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """This function will not write to addresses that no account has: the page says the same either way."""
        if template_prefix != "account/email/unknown_account":
            super().send_mail(template_prefix, email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/my/account/"

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        words = {"reauthenticate": "改用密码", "mfa_reauthenticate": "改用身份验证器的动态码"}
        return [{**method, "description": words[method["id"]]} for method in methods]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The second factor, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "动态码不对，核对后再填；动态码每 30 秒一换",
        "cannot_delete_authenticator": "现在不能停用动态码",
        "cannot_generate_recovery_codes": "启用动态码后才有备用码",
    }
