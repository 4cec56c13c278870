"""初次职称考核认定: a graduate's first title, assessed by the 人社部门 without a vote."""

from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.applications.kind import Kind
from zhicheng.dossier.queries import current_title
from zhicheng.eligibility.queries import recognition_findings
from zhicheng.kinds.initial import guide
from zhicheng.kinds.initial.forms import StartForm
from zhicheng.kinds.initial.info import BLANKS, INFO, REQUEST
from zhicheng.kinds.initial.printing import ENCLOSURES, PARTS, empty, print_form
from zhicheng.kinds.initial.route import ROUTE


def refuses(person: User, year: int, at: datetime) -> str:
    """This function will refuse whoever holds a title: only the first one is recognised."""
    title = current_title(person)
    return guide.held(title.name, title.obtained_on.year) if title else ""


KIND = Kind(
    key="initial",
    title="初次职称考核认定",
    summary="全日制毕业后首次取得职称，经考核认定员级、助理级或中级。",
    icon="award",
    letters="RD",
    guide=guide.GUIDE,
    basis=guide.BASIS,
    starts=StartForm,
    refuses=refuses,
    judges=recognition_findings,
    info=INFO,
    request=REQUEST,
    blanks=BLANKS,
    printed="广东省初次职称考核认定申报表",
    sheet="申报表",
    parts=PARTS,
    prints=print_form,
    empty=empty,
    enclosures=ENCLOSURES,
    route=ROUTE,
    archives=True,
    verdicts=("考核认定合格", "考核认定不合格"),
)
