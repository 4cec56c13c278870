from datetime import UTC, date, datetime

import pytest

from zhicheng.eligibility.operations import load_rules
from zhicheng.reference.models import Series

AT = datetime(2026, 9, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def engineering(db: None) -> Series:
    """工程系列, with the rules as shipped."""
    series = Series.objects.create(code="05", name="工程技术人员", valid_from=date(2021, 11, 2), source="国家目录")
    load_rules(at=AT)
    return series
