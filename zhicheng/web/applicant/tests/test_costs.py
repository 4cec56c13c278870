"""What a page costs in statements, session and person included: the same with three rows as with one.

The goal is eight. More take only the pages that name it.
"""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.answers import RECORDS
from tests.world import World
from zhicheng.applications.models import Application, Outcome
from zhicheng.certificates.models import Certificate
from zhicheng.notifications.operations import notify

IN_HAND = {
    "/my/": 7,  # of short lists one statement; and whether the choices stand
    "{case}": 3,
    "{case}info/": 5,
    "{case}info/basic/": 3,
    **{f"{{case}}info/{key}/": 5 for key in ("education", "work", "post")},
    "{case}info/reward/": 6,  # the first of its minute: and the code lists of the form
    **{f"{{case}}info/{key}/": 6 for key in ("before", "since", "training", "paper", "report")},
    "{case}info/current_title/": 7,  # and the series, for the form
    "{case}info/appraisal/": 7,  # and the units of the years
    "{case}request/": 5,
    "{case}form/": 7,  # the first of its minute: and the hours a year asks
    "{case}submit/": 7,
    "/my/tracking/": 6,
    "/my/tracking/{number}/": 6,
    "/my/tracking/{number}/record/": 5,
    "/my/tracking/{number}/abandon/": 3,
    "/my/profile/": 7,
    "/my/photo/": 5,
    "/my/unit/": 4,
    "/my/messages/": 4,
    "/my/apply/evaluation/": 10,  # the first of its minute: and who may file in which way
}
SUBMITTED = {
    "/my/": 7,
    "{case}": 3,
    "{case}receipt/": 5,
    "/my/tracking/": 6,
    "/my/tracking/{number}/record/": 5,  # and once a minute the calendar
    "/my/tracking/{number}/": 6,  # and once an hour how long the desk usually takes
    "/my/tracking/{number}/materials/": 3,
    "/my/tracking/{number}/withdraw/": 5,
}
RETURNED = {
    "/my/": 7,
    "{case}info/": 6,
    "{case}info/education/": 6,
    "{case}info/since/": 7,
    "{case}info/appraisal/": 8,
    "{case}request/": 7,
    "{case}corrections/": 7,
    "{case}submit/": 9,  # and when it was first submitted, what it is asked to mend, an order
}


def filled(world: World, rows: int) -> Application:
    """A complete draft, with one or three of whatever a page may list."""
    for number in range(rows):
        notify(recipients=[world.li], title=f"通知 {number}", body="正文", at=world.at)
        world.start(year=2030 + number)
    application = world.filled()
    for number in range(1, rows):
        education = {"started_on": (2000 + number, 9), "ended_on": (2004 + number, 6)}
        world.add(application, "education", {**RECORDS["education"][0], **education})
        world.add(application, "since", {**RECORDS["since"][0], "name": f"项目 {number}"})
        world.add(application, "paper", {**RECORDS["paper"][0], "title": f"论文 {number}"})
    world.fill_boxes(application)
    return application


def costs(li: Client, application: Application, pages: dict[str, int], assert_num: DjangoAssertNumQueries) -> None:
    case = f"/my/applications/{application.number}/"
    for page, statements in pages.items():
        path = page.format(case=case, number=application.number)
        with assert_num(statements, info=path):
            assert li.get(path).status_code in (200, 302), path


@pytest.mark.parametrize("rows", [1, 3])
def test_a_case_in_hand(li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    application = filled(world, rows)
    costs(li, application, IN_HAND, django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_submitted_case(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = filled(world, rows)
    world.submit(application)
    costs(li, application, SUBMITTED, django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_returned_case(
    li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = filled(world, rows)
    for _ in range(rows):
        world.submit(application)
        world.decide(application, Outcome.RETURNED)
    costs(li, application, RETURNED, django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3])
def test_certificates(li: Client, world: World, rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    application = world.at_stage("")
    one = Certificate.objects.get()
    for number in range(1, rows):
        one.pk, one.application, one.management_number = None, None, uuid4()
        one.number, one.token = f"{one.number}{number}", f"{number:032x}"
        one.save()
    costs(li, application, {"/my/certificates/": 4}, django_assert_num_queries)
