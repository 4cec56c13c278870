"""One 评审申请 from the registration to the verified certificate, by clicking what people read."""

import pytest

from tests.browser import applying
from tests.browser.conftest import Visitor
from tests.browser.applying import Papers, Worker
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.both]


def test_from_registration_to_the_verified_certificate(world: World, visitor: Visitor, worker: Worker, papers: Papers) -> None:
    applicant = visitor()
    applying.registers(applicant)
    applying.starts(applicant)
    applying.fills_info(applicant, papers)
    applying.fills_request(applicant)
    applying.fills_boxes(applicant)
    assert applying.downloads_form(applicant, worker)[:4] == b"%PDF"
    applying.submits(applicant)
