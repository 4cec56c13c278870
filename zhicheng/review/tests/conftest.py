"""孙评委 chairs seven experts of a committee of nine; the cases of 李工 and others wait for its meeting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

import pytest

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Content, Gate, StageRecord, Status
from zhicheng.applications.sections import Row
from zhicheng.calls.models import Call, Committee, ReviewYear, Scope
from zhicheng.organizations.models import Membership, Organization, Role
from zhicheng.reference.models import Level, Region, Series, Specialty, Title
from zhicheng.review import operations
from zhicheng.review.models import Expert, Item, Meeting, Seat

AT = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
HELD_ON = date(2026, 11, 24)
NAMES = ("孙评委", "周评委", "钱评委", "冯评委", "陈评委", "褚评委", "卫评委")


def person(name: str) -> User:
    return User.objects.create(username=name, name=name, id_number=name, id_index=name)


def cell(label: str, value: str, *, identity: bool = False) -> Row:
    return {"label": label, "value": value, "identity": identity, "fill": "", "required": False}


SNAPSHOT = {
    "photo": "5f1d0a56-0000-4000-8000-000000000001",
    "refs": {},
    "sections": [
        {
            "key": "basics",
            "title": "基本信息",
            "rows": [cell("姓名", "李工", identity=True), cell("专业年限", "6")],
            "columns": [],
            "table": [],
        },
        {
            "key": "contact",
            "title": "联系方式",
            "rows": [cell("工作单位", "清远市环境监测站", identity=True)],
            "columns": [],
            "table": [],
        },
        {
            "key": "works",
            "title": "工作经历",
            "rows": [],
            "columns": ["单位", "工作"],
            "table": [
                {
                    "id": 1,
                    "cells": [
                        cell("单位", "清远市环境监测站", identity=True),
                        cell("工作", "李工在清远市环境监测站主持水质监测"),
                    ],
                    "files": [{"id": "5f1d0a56-0000-4000-8000-000000000002", "name": "李工的证明.pdf"}],
                }
            ],
        },
    ],
}


@dataclass
class World:
    """Everything one meeting needs."""

    call: Call
    specialty: Specialty
    title: Title
    unit: Organization
    office: Organization
    clerk: User
    stranger: User
    cases: list[Application] = field(default_factory=list)
    experts: list[Expert] = field(default_factory=list)
    meeting: Meeting = field(init=False)
    items: list[Item] = field(default_factory=list)

    @property
    def chair(self) -> User:
        return self.experts[0].user

    @property
    def item(self) -> Item:
        return self.items[0]

    def expert(self, name: str) -> Expert:
        expert = Expert.objects.create(
            user=person(name), employer="省环科院", title="正高级工程师", field="水", valid_until=date(2028, 1, 1)
        )
        self.experts.append(expert)
        return expert

    def case(self, name: str, *, call: Call | None = None) -> Application:
        case = Application.objects.create(
            number=f"PS2026{name}",
            kind="evaluation",
            applicant=User.objects.filter(username=name).first() or person(name),
            year=2026,
            level=Level.INTERMEDIATE,
            employer=self.unit,
            call=call or self.call,
            specialty=self.specialty,
            title=self.title,
            status=Status.IN_PROGRESS,
            round=1,
            created_at=AT,
            submitted_at=AT,
        )
        Content.objects.create(application=case, snapshot=SNAPSHOT)
        for order, (key, title, gate) in enumerate(
            [("review", "评审", Gate.REVIEW), ("confirm", "人社部门核准", Gate.DESK)]
        ):
            StageRecord.objects.create(
                application=case,
                round=1,
                order=order,
                key=key,
                title=title,
                waiting=title,
                gate=gate,
                organization=self.office,
                arrived_at=AT if order == 0 else None,
            )
        self.cases.append(case)
        return case

    def plan(self, *, is_blind: bool = True, number: str = "2026-01") -> Meeting:
        self.meeting = operations.plan_meeting(
            call=self.call,
            name="2026年度评审会",
            number=number,
            held_on=HELD_ON,
            actor=self.clerk,
            at=AT,
            is_blind=is_blind,
        )
        for place, expert in enumerate(self.experts, start=1):
            operations.seat(
                meeting=self.meeting,
                expert=expert,
                number=place,
                is_chair=place == 1,
                actor=self.clerk,
                at=AT,
            )
        self.items = operations.add_items(meeting=self.meeting, applications=self.cases, actor=self.clerk, at=AT)
        return self.meeting

    def sign_in(self, count: int | None = None) -> None:
        for seat in Seat.objects.filter(meeting=self.meeting).order_by("number")[: count or None]:
            operations.sign_in(seat=seat, actor=seat.expert.user, at=AT)

    def start(self) -> None:
        operations.open_meeting(meeting=self.meeting, actor=self.clerk, at=AT)

    def open(self) -> Item:
        """Sign everyone in, open the meeting and its first item."""
        self.sign_in()
        self.start()
        return operations.open_item(item=self.item, actor=self.chair, at=AT)

    def vote(self, choices: str) -> list[str]:
        """y, n, a or - (does not vote) for each expert in order; returns the receipts."""
        words = {"y": "yes", "n": "no", "a": "abstain"}
        return [
            operations.vote(item=self.item, expert=expert, choice=words[c], nonce=token_urlsafe(), at=AT)
            for expert, c in zip(self.experts, choices, strict=True)
            if c != "-"
        ]

    def close(self) -> Item:
        return operations.close_item(item=self.item, actor=self.chair, at=AT)


def build() -> World:
    dated = {"valid_from": date(2020, 1, 1), "source": "test"}
    region = Region.objects.create(code="441800", name="清远市")
    series = Series.objects.create(code="07", name="工程技术人员", **dated)
    specialty = Specialty.objects.create(series=series, code="eco", name="生态环境工程", **dated)
    title = Title.objects.create(series=series, level=Level.INTERMEDIATE, name="工程师", **dated)
    unit, office, hrss = (
        Organization.objects.create(name=name, nature="institution", region=region)
        for name in ("清远市环境监测站", "清远市生态环境局评委办", "清远市人社局")
    )
    committee = Committee.objects.create(
        name="清远市生态环境中级评委会",
        series=series,
        region=region,
        office=office,
        hrss=hrss,
        members=9,
        filed_from=date(2025, 1, 1),
        filed_to=date(2027, 12, 31),
    )
    Scope.objects.create(committee=committee, specialty=specialty, level=Level.INTERMEDIATE)
    call = Call.objects.create(
        year=ReviewYear.objects.create(year=2026, note="test"),
        committee=committee,
        opens_at=AT,
        submit_until=AT.replace(day=25),
        unit_until=AT.replace(day=26),
        competent_until=AT.replace(day=27),
        notice="test",
    )
    clerk = person("评委办经办人")
    Membership.objects.create(user=clerk, organization=office, role=Role.OFFICE)
    world = World(
        call=call,
        specialty=specialty,
        title=title,
        unit=unit,
        office=office,
        clerk=clerk,
        stranger=person("吴某"),
    )
    for name in NAMES:
        world.expert(name)
    world.case("李工")
    world.case("郑工")
    return world


@pytest.fixture
def world(db: None) -> World:
    world = build()
    world.plan()
    return world


@pytest.fixture
def unplanned(db: None) -> World:
    return build()


@pytest.fixture
def builder() -> Callable[[], World]:
    return build
