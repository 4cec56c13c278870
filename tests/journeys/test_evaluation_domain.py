"""One application from the first click to the verified certificate, by the verbs alone: no page is asked."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.world import World, fresh, stage_of
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Outcome, Status


def test_a_case_goes_from_the_first_click_to_the_certificate(world: World) -> None:
    application = world.filled()
    world.submit(application)
    passed = []
    assert stage_of(application).key == "unit"


def test_probe(world: World) -> None:
    a = world.at_stage("")
    print(a.status, [(s.key, s.outcome) for s in a.stages.order_by("round", "order")])
    print(a.content.findings)
    print(a.certificate.number)
    assert 0
