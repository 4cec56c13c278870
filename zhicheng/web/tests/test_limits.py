"""How often: counted by address and by account, in fixed windows."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from django.test import RequestFactory

from zhicheng.web.limits import TooMany, limit

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def asked_from(address: str) -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


def test_the_use_after_the_last_allowed_is_refused_with_a_time_to_wait() -> None:
    for _ in range(3):
        limit(asked_from("10.0.0.1"), "query", per_address=(3, DAY))
    with pytest.raises(TooMany) as refused:
        limit(asked_from("10.0.0.1"), "query", per_address=(3, DAY))
    assert 1 <= refused.value.wait <= DAY


def test_addresses_and_names_are_counted_apart() -> None:
    limit(asked_from("10.0.0.1"), "query", per_address=(1, DAY))
    limit(asked_from("10.0.0.2"), "query", per_address=(1, DAY))
    limit(asked_from("10.0.0.1"), "search", per_address=(1, DAY))
    with pytest.raises(TooMany):
        limit(asked_from("10.0.0.2"), "query", per_address=(1, DAY))


def test_visitors_are_not_counted_by_account() -> None:
    for _ in range(3):
        limit(asked_from("10.0.0.1"), "query", per_account=(1, DAY))
