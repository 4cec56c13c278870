"""Who stands where on the day of loading: one of the cast at every stage, others so that lists look like lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from django.db import transaction
from django.db.models import Model

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice, Objection, Outcome
from zhicheng.applications.queries import current_stage
from zhicheng.audit import operations as audit
from zhicheng.demo import errands, paths, portal, sittings, starters
from zhicheng.demo.cast import STAGES, Applicant, of_cast, passer_by
from zhicheng.demo.town import Town, build
from zhicheng.eligibility.operations import load_rules
from zhicheng.notifications.models import Delivery, Message
from zhicheng.organizations.models import Role
from zhicheng.reference.models import Level, Mode
from zhicheng.reference.operations import load_reference

# stage, who of the cast waits there, working days since he submitted, the same of the others
WAITING = (
    ("unit", "chengong", 2, (1, 2, 3, 4, 5, 6, 9)),
    ("notice_before", "lingong", 3, (2, 3, 4, 5)),
    ("recommend", "xugong", 9, (8, 10, 10)),
    ("competent", "hegong", 11, (10, 12, 12, 13, 14, 15)),
    ("intake", "zhanggong", 14, (13, 15, 15, 16, 17)),
    ("review", "konggong", 17, (18, 19)),
)
# Those who ask for their first title: the stage where each waits ("" = closed), and working days since he submitted.
FIRST_TITLES = (
    ("unit", 2),
    ("notice_before", 4),
    ("recommend", 9),
    ("competent", 11),
    ("recognise", 14),
    ("recognise", 15),
    ("notice_after", 17),
    ("", 40),
)
# Those who do not apply in the normal way: the stage where each waits, and working days since he submitted.
WAYS = (
    (Mode.EXCEPTIONAL, "unit", 3),
    (Mode.CROSSOVER, "competent", 12),
    (Mode.TRANSFER, "intake", 14),
    (Mode.RE_REVIEW, "review", 18),
)
LATER = ("award", "patent", "standard", "paper", "book", "report", "appraisal", "reward", "post")
# Those who are reviewed elsewhere, and those who go to another unit: the same.
ENTRUSTED = (
    ("unit", 2),
    ("notice_before", 4),
    ("recommend", 9),
    ("competent", 11),
    ("bureau", 12),
    ("letter", 14),
    ("letter", 15),
    ("result", 17),
    ("confirm", 22),
    ("", 45),
)
MOVING = (("receive", 1), ("release", 3), ("release", 4), ("", 20))
DRAFTS = (
    (*LATER, "request"),
    ("photo", "training", "since", *LATER, "request"),
    ("since", "request"),
    ("request",),
)
LAST_YEAR = 265  # working days since people submitted for the year before
FINDING = "经核查，申报人把他人主持的项目写成本人主持，取消推荐。"
LOADED = "demo"  # the subject of the event that tells when
NOT_OURS = "申报人从事室内装修材料检测，不属于生态环境专业的评审范围，改报对应专业的评委会。"

Crowd = Iterator[int]


@transaction.atomic
def load(*, at: datetime) -> bool:
    """This function will fill an empty database with the demo; it tells whether it did, once loaded it does nothing.

    Everything happened before `at`, the moment of loading, and all of it or nothing is written.
    """
    if User.objects.filter(is_demo=True).exists():
        return False
    load_reference(at=at)
    load_rules(at=at)
    town, crowd = build(at=at), count()
    portal.load(town)
    starters.settle(town)
    passed = _last_year(town, crowd)
    cast = {role.username: of_cast(role, seq) for seq, role in enumerate(STAGES.roles, start=20)}
    _drafts(town, cast, crowd)
    _waiting(town, cast, crowd)
    _objections(town, cast)
    _taken_back(town, cast, crowd)
    _rejected(town, crowd)
    _meetings(town, cast, crowd)
    _first_titles(town, crowd)
    errands.run(town, passed)
    _others(town, crowd)
    _ways(town, crowd)
    _sort_by_time()
    audit.record(actor=None, verb="demo.loaded", subject=LOADED, at=at)
    return True


def _sort_by_time() -> None:
    """Lists show the highest key first, but the stories were written one after the other."""
    models: tuple[type[Model], ...] = (Message, Delivery)
    for model in models:
        rows = list(model._default_manager.order_by("at", "pk"))
        model._default_manager.all().delete()
        for row in rows:
            row.pk = None
        model._default_manager.bulk_create(rows)


def _more(crowd: Crowd, number: int, level: Level = Level.INTERMEDIATE) -> list[Applicant]:
    return [passer_by(next(crowd), level) for _ in range(number)]


def _reviewable(town: Town, people: list[Applicant], *, ago: int, year: int | None = None) -> list[Application]:
    """Cases that wait for a meeting."""
    cases = []
    for number, who in enumerate(people):
        submitted = ago + number % 4
        case = paths.hand_in(town, who, ago=submitted, year=year)
        cases.append(paths.walk(town, case, submitted=submitted, to="review"))
    return cases


def _last_year(town: Town, crowd: Crowd) -> list[tuple[Applicant, Application]]:
    """The year before is over: two committees met, certificates were issued. Returns who passed, with his case."""
    passed: list[tuple[Applicant, Application]] = []
    for level, number in ((Level.INTERMEDIATE, 10), (Level.ASSISTANT, 4)):
        people = _more(crowd, number, level)
        cases = _reviewable(town, people, ago=LAST_YEAR, year=town.year - 1)
        reviewed = LAST_YEAR - 15
        sittings.hold(town, cases, ago=reviewed, failing=cases[-1:])
        sittings.confirm(town, cases, reviewed=reviewed)
        passed += zip(people[:-1], cases[:-1], strict=True)
    return passed


def _drafts(town: Town, cast: dict[str, Applicant], crowd: Crowd) -> None:
    for ago, (who, skip) in enumerate(zip([cast["zhenggong"], *_more(crowd, 3)], DRAFTS, strict=True), start=1):
        paths.begin(town, who, ago=ago, skip=skip)
    _helped(town, Application.objects.get(applicant__username="zhenggong"))
    case = paths.begin(town, cast["qigong"], ago=9, skip=DRAFTS[0])
    operations.abandon(application=case, actor=case.applicant, at=town.moment(3))


def _helped(town: Town, case: Application) -> None:
    """王经办 fills in for 郑工, and has begun with what the form still lacks."""
    unit = case.employer
    assert unit is not None  # noqa: S101 -- chosen before the case began
    helper, at = town.officers[unit.pk, Role.UNIT], town.moment(1, 3)
    operations.allow_assistance(applicant=case.applicant, helper=helper, unit=unit, application=case, at=at)
    operations.supplement(application=case, values={"native_place": "广东清远"}, actor=helper, at=at + paths.FILLING)


def _waiting(town: Town, cast: dict[str, Applicant], crowd: Crowd) -> None:
    for stage, leader, ago, others in WAITING:
        submitted = [ago, *others]
        half = len(others) // 2
        juniors = _more(crowd, len(others) - half, Level.ASSISTANT)
        for who, days in zip([cast[leader], *_more(crowd, half), *juniors], submitted, strict=True):
            case = paths.hand_in(town, who, ago=days)
            paths.walk(town, case, submitted=days, to=stage)


def _objections(town: Town, cast: dict[str, Applicant]) -> None:
    """One against 黄工 is open and holds the 公示; one against 姜工 was upheld."""
    _objected(town, cast["huanggong"], ago=5)
    objection = _objected(town, cast["jianggong"], ago=6)
    unit = objection.notice.stage.organization
    operations.resolve_objection(
        objection=objection,
        upheld=True,
        finding=FINDING,
        actor=town.officers[unit.pk, Role.UNIT],
        at=town.moment(1),
    )


def _objected(town: Town, who: Applicant, *, ago: int) -> Objection:
    case = paths.hand_in(town, who, ago=ago)
    paths.walk(town, case, submitted=ago, to="notice_before")
    return operations.object_to(
        notice=Notice.objects.get(stage__application=case),
        text="业绩材料中的一个项目由他人主持，申报人只是参加。",
        objector="一位同事，留有联系电话",
        actor=None,
        at=town.moment(2),
    )


def _taken_back(town: Town, cast: dict[str, Applicant], crowd: Crowd) -> None:
    """Returned by 主管单位 (吕工) and by units; withdrawn by the applicant (陶工)."""
    case = paths.hand_in(town, cast["lvgong"], ago=12)
    paths.give_back(town, paths.walk(town, case, submitted=12, to="competent"), ago=2)
    for who in _more(crowd, 2):
        paths.give_back(town, paths.hand_in(town, who, ago=6), ago=3)
    case = paths.hand_in(town, cast["taogong"], ago=4)
    operations.withdraw(application=case, actor=case.applicant, at=town.moment(3))


def _rejected(town: Town, crowd: Crowd) -> None:
    """One that 冯主任 will not accept, for 袁主任 to settle."""
    [who] = _more(crowd, 1)
    case = paths.walk(town, paths.hand_in(town, who, ago=14), submitted=14, to="intake")
    paths.propose_rejection(town, case, code="02", text=NOT_OURS, ago=1)


def _meetings(town: Town, cast: dict[str, Applicant], crowd: Crowd) -> None:
    """Three this year: one confirmed but for 华工, one under 评后公示 (严工), one in session (曹工)."""
    people = [cast["jingong"], cast["huagong"], *_more(crowd, 5), cast["weigong"]]
    first = _reviewable(town, people, ago=26)
    sittings.hold(town, first, ago=12, failing=first[-1:])
    paths.walk(town, first[1], submitted=0, to="confirm")
    sittings.confirm(town, [first[0], *first[2:]], reviewed=12)
    second = _reviewable(town, [cast["yangong"], *_more(crowd, 4)], ago=18)
    sittings.hold(town, second, ago=2, failing=second[-1:])
    today = [*_more(crowd, 1), cast["caogong"], *_more(crowd, 4)]
    sittings.in_session(town, _reviewable(town, today, ago=18), recused={2: "申报人是本人指导的研究生"})


def _first_titles(town: Town, crowd: Crowd) -> None:
    """初次职称考核认定: one draft, one at each desk, one closed with a certificate, one found wanting."""
    people = _more(crowd, len(FIRST_TITLES) + 2, Level.ASSISTANT)
    paths.begin(town, people.pop(), ago=2, skip=("practice", "request"), kind="initial")
    wanting = paths.hand_in(town, people.pop(), ago=20, kind="initial")
    paths.walk(town, wanting, submitted=20, to="recognise")
    stage = current_stage(wanting)
    assert stage is not None  # noqa: S101 -- it was brought here
    paths.decide(town, stage, at=town.moment(6), outcome=Outcome.NOT_PASSED)
    for who, (stop, ago) in zip(people, FIRST_TITLES, strict=True):
        case = paths.hand_in(town, who, ago=ago, kind="initial")
        paths.walk(town, case, submitted=ago, to=stop)


def _ways(town: Town, crowd: Crowd) -> None:
    """One of each 申报方式 but the normal one, at different desks; one draft that lacks its reason."""
    people = _more(crowd, len(WAYS) + 1)
    paths.begin(town, people.pop(), ago=2, skip=("exceptional", "request"), mode=Mode.EXCEPTIONAL)
    for who, (mode, stop, ago) in zip(people, WAYS, strict=True):
        case = paths.hand_in(town, who, ago=ago, mode=mode)
        paths.walk(town, case, submitted=ago, to=stop)


def _others(town: Town, crowd: Crowd) -> None:
    """省外委托评审 and 人事管理单位变更: one at each desk, one closed."""
    for kind, stops in (("entrustment", ENTRUSTED), ("unit_change", MOVING)):
        for who, (stop, ago) in zip(_more(crowd, len(stops)), stops, strict=True):
            case = paths.hand_in(town, who, ago=ago, kind=kind)
            paths.walk(town, case, submitted=ago, to=stop)
