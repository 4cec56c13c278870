"""What is measured: one line per page, with the floor's counterpart and the goal.

{names} in an address are filled from what the world of that side printed; {token} is another one each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.answers import BASIC, flat

NOBODY, APPLICANT, OFFICER = "", "applicant", "officer"
TYPED = flat(BASIC)


@dataclass(frozen=True)
class Ask:
    """One request; with `form` a POST. A redirect is followed, and its cost belongs to the page."""

    path: str
    who: str = NOBODY
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Page:
    """The same work on both sides; `goal` is how many times the floor's CPU it may cost."""

    title: str
    site: Ask
    floor: Ask
    goal: float


CASE = "/my/applications/{number}/"
DRAFT = CASE + "info/basic/"
VERIFICATION = Page("certificate verification", Ask("/certificates/v/{token}/"), Ask("/certificate/{token}/"), 3)
DESK = (
    Page("officer's list, page 1", Ask("/desk/cases/", OFFICER), Ask("/desk/", OFFICER), 3),
    Page(
        "officer's list, deep page",
        Ask("/desk/cases/?cursor={deep}", OFFICER),
        Ask("/desk/?after={deep}", OFFICER),
        3,
    ),
    Page(
        "officer's search by number",
        Ask("/desk/cases/?q={searched}", OFFICER),
        Ask("/desk/?q={searched}", OFFICER),
        3,
    ),
)
PAGES = (
    Page("public landing page", Ask("/"), Ask("/"), 1.5),
    Page("a column of the portal", Ask("/policies/"), Ask("/"), 1.5),
    Page("an article", Ask("/policies/{article}/"), Ask("/"), 1.5),
    Page("a column, narrowed", Ask("/policies/?level=province"), Ask("/public/"), 3),
    VERIFICATION,
    Page("my list", Ask("/my/tracking/", APPLICANT), Ask("/mine/", APPLICANT), 3),
    Page("open an edit form", Ask(DRAFT, APPLICANT), Ask("/cases/{number}/", APPLICANT), 3),
    Page("autosave", Ask(DRAFT + "draft/", APPLICANT, TYPED), Ask("/cases/{number}/draft/", APPLICANT, TYPED), 2),
    Page("save a draft, show it again", Ask(DRAFT, APPLICANT, TYPED), Ask("/cases/{number}/", APPLICANT, TYPED), 3),
    Page("the form as it will be printed", Ask(CASE + "form/", APPLICANT), Ask("/cases/{number}/", APPLICANT), 3),
    *DESK,
)
# The applicant's way through the site, again and again, while the server's memory is watched.
WALK = (
    *(Ask(f"/my/{part}", APPLICANT) for part in ("", "tracking/", "messages/", "profile/")),
    *(Ask(f"{CASE}{part}/", APPLICANT) for part in ("info", "info/education", "request", "form", "info/basic")),
    Ask(DRAFT + "draft/", APPLICANT, TYPED),
)
