"""李工 passed on 2026-11-24; 清远市人社局 issues her certificate."""

import io
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import identity_index
from zhicheng.applications.models import Application, Content, Status
from zhicheng.calls.models import Call, Committee, ReviewYear
from zhicheng.certificates import operations
from zhicheng.certificates.models import Certificate
from zhicheng.dossier.models import Profile
from zhicheng.files.operations import store_generated
from zhicheng.organizations.models import Membership, Organization, Role
from zhicheng.reference.models import Level, Region, Series, Specialty, Title

AT = datetime(2026, 12, 8, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
ID_NUMBER = "00180219900307004X"
ISSUER = "清远市人社局"


def person(name: str, *, id_number: str) -> User:
    return User.objects.create(username=name, name=name, id_number=id_number, id_index=identity_index(id_number))


@pytest.fixture
def passed(db: None) -> Callable[[str], Application]:
    """A case that passed, for a person of the name given."""
    dated = {"valid_from": date(2020, 1, 1), "source": "test"}
    region = Region.objects.create(code="441800", name="清远市")
    series = Series.objects.create(code="07", name="工程技术人员", **dated)
    specialty = Specialty.objects.create(series=series, code="eco", name="生态环境工程", **dated)
    title = Title.objects.create(series=series, level=Level.INTERMEDIATE, name="工程师", **dated)
    office, hrss = (
        Organization.objects.create(name=name, nature="government", region=region) for name in ("评委办", ISSUER)
    )
    committee = Committee.objects.create(
        name="清远市工程系列生态环境专业中级职称评审委员会",
        series=series,
        region=region,
        office=office,
        hrss=hrss,
        members=9,
        filed_from=date(2025, 1, 1),
        filed_to=date(2027, 12, 31),
    )
    call = Call.objects.create(
        year=ReviewYear.objects.create(year=2026, note="test"),
        committee=committee,
        opens_at=AT,
        submit_until=AT.replace(day=9),
        unit_until=AT.replace(day=10),
        competent_until=AT.replace(day=11),
        notice="test",
    )

    def make(name: str) -> Application:
        number = ID_NUMBER if name == "李工" else f"00180219900307{User.objects.count():03d}1"
        applicant = person(name, id_number=number)
        Profile.objects.create(owner=applicant, sex="2", born_on=date(1990, 3, 7), ethnicity="01")
        picture = io.BytesIO()
        Image.new("RGB", (390, 567), "#cfe2f8").save(picture, "JPEG")
        photo = store_generated(name="证件照片.jpg", data=picture.getvalue(), content_type="image/jpeg", at=AT)
        case = Application.objects.create(
            number=f"PS2026{name}",
            kind="evaluation",
            applicant=applicant,
            year=2026,
            level=Level.INTERMEDIATE,
            employer=office,
            call=call,
            specialty=specialty,
            title=title,
            status=Status.IN_PROGRESS,
            round=1,
            created_at=AT,
            outcome="passed",
            decided_on=date(2026, 11, 24),
        )
        Content.objects.create(application=case, snapshot={"sections": [], "photo": str(photo.pk)})
        return case

    return make


def issue(case: Application) -> Certificate:
    return operations.issue(
        application=case,
        at=AT,
        committee="清远市工程系列生态环境专业中级职称评审委员会",
        issuer=ISSUER,
        approval="清人社发〔2026〕3号",
    )


@pytest.fixture
def certificate(passed: Callable[[str], Application]) -> Certificate:
    return issue(passed("李工"))


@pytest.fixture
def qian(certificate: Certificate) -> User:
    """钱科长 works for the issuing authority."""
    user = person("钱科长", id_number="001802198003070018")
    bureau = Organization.objects.get(name=ISSUER)
    Membership.objects.create(user=user, organization=bureau, role=Role.HRSS)
    return user
