"""The applicant's part on a phone, without scripts, on the narrowest screen and in large letters."""

import pytest

from tests.browser import applying
from tests.browser.applying import Papers, Worker
from tests.browser.conftest import Visitor
from tests.browser.people import Person
from tests.world import World
from zhicheng.applications.models import Submission

pytestmark = pytest.mark.browser


def test_the_applicants_part_on_a_phone_and_nothing_is_too_wide_at_320_px(
    world: World, visitor: Visitor, worker: Worker, papers: Papers
) -> None:
    applicant = visitor(width=390, height=844)
    applicant.visits.append(lambda: narrow(applicant))
    applies(applicant, worker, papers)


def test_the_applicants_part_without_scripts(world: World, visitor: Visitor, worker: Worker, papers: Papers) -> None:
    applies(visitor(scripts=False), worker, papers)


def test_large_letters_and_high_contrast_lose_nothing(world: World, visitor: Visitor) -> None:
    application = world.filled()
    reader = visitor().signs_in(world.li)
    reader.clicks("长辈版", within=".util")
    reader.clicks("高对比", within=".util")
    reader.way = "长辈版"
    reader.visits.append(lambda: narrow(reader, back=1440))
    case = f"/my/applications/{application.number}/"
    for path in ("/", "/services/", "/my/", f"{case}info/", f"{case}info/education/", f"{case}form/", f"{case}submit/"):
        reader.goes_to(path)
        assert reader.page.locator("html").get_attribute("data-text") == "large"


def applies(applicant: Person, worker: Worker, papers: Papers) -> None:
    applying.registers(applicant)
    applying.starts(applicant)
    applying.fills_info(applicant, papers)
    applying.fills_request(applicant)
    applying.fills_boxes(applicant)
    assert applying.downloads_form(applicant, worker)[:4] == b"%PDF"
    applying.submits(applicant)
    assert Submission.objects.count() == 1


def narrow(someone: Person, back: int = 390) -> None:
    """The page just met, once more at 320 px."""
    size = someone.page.viewport_size
    assert size is not None
    someone.page.set_viewport_size({"width": 320, "height": size["height"]})
    someone.fits()
    someone.page.set_viewport_size({"width": back, "height": size["height"]})
