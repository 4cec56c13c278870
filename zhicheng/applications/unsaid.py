"""What a kind does that does not say otherwise."""

from datetime import date, datetime

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.eligibility.facts import Claim


def always(application: Application) -> bool:
    """This function will say yes to every application."""
    return True


def nothing(application: Application, at: datetime) -> None:
    """This function will change nothing."""


def no_locks(application: Application) -> None:
    """This function will lock nothing."""


def no_words(application: Application) -> tuple[tuple[str, str], ...]:
    """This function will show nothing beside a step."""
    return ()


def no_day(application: Application) -> date | None:
    """This function will set no last day."""
    return None


def asks_nothing(application: Application) -> str:
    """This function will say that the name of the kind, or of the title, says all."""
    return ""


def no_claim(application: Application) -> Claim:
    """This function will say that the case is filed in the normal way."""
    return Claim()


def nobody(person: User, year: int, at: datetime) -> str:
    """This function will refuse nobody."""
    return ""


def title_applied_for(application: Application) -> str:
    """This function will name the title a case asks for, "" while it is not chosen: 生态环境工程 · 工程师（中级）."""
    if application.title is None or application.specialty is None:
        return ""
    return f"{application.specialty.name} · {application.title.name}（{application.get_level_display()}）"
