"""不予通过: why it may be said, what the person can do then, and whom it keeps from starting again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhicheng.accounts.models import User
from zhicheng.applications.kind import Kind, Stage
from zhicheng.applications.models import Application, Help, Outcome, StageRecord
from zhicheng.applications.registry import kind_of
from zhicheng.organizations.models import Organization
from zhicheng.organizations.queries import members
from zhicheng.reference.models import Code
from zhicheng.reference.queries import codes


def reasons(stage: StageRecord, *, on: date) -> QuerySet[Code]:
    """This function will return what a desk of this role may reject for on the day: words and article of each."""
    return codes(reason_list(stage), on=on)


def reason_list(stage: StageRecord) -> str:
    """This function will name the code list of what a desk of this role may reject for."""
    return f"reject_{stage.role}"


def seconds(stage: StageRecord, *, besides: User) -> list[User]:
    """This function will return who else of the desk could settle a proposal of `besides`; never the applicant."""
    return [one for one in deciders(stage) if one.pk != besides.pk]


def deciders(stage: StageRecord) -> list[User]:
    """This function will return who of the desk may decide the case: neither its applicant nor who helped him."""
    case = stage.application
    helpers = Help.objects.filter(application=case).values("helper")
    return list(members(stage.organization, stage.role).exclude(pk=case.applicant_id).exclude(pk__in=helpers))


def remedy(application: Application, rule: Stage, organization: Organization) -> str:
    """This function will say what a person can do whose case the desk of `organization` rejected."""
    following = application.year + 1
    again = (
        f"{application.year} 年度不能再次申报，可以申报 {following} 年度。"
        if rule.bars_year
        else f"原因消除后，在申报期内可以重新申报，也可以申报 {following} 年度。"
    )
    phone = f"（{organization.contact_phone}）" if organization.contact_phone else ""
    return f"{again}对结果有异议的，向{organization.name}{phone}书面申请复查。"


@dataclass(frozen=True)
class Bar:
    """Why somebody cannot start this business again for that year."""

    application: Application
    stage: StageRecord

    @property
    def words(self) -> str:
        case, kind = self.application, kind_of(self.application)
        word = kind.stage(self.stage.key).no_label
        return (
            f"{case.year} 年度{kind.title}（{case.number}）在{self.stage.title}环节{word}：{self.stage.opinion}"
            f"{case.year} 年度不能再次申报，{case.year + 1} 年度开始申报后可以申报。"
        )


def bar(kind: Kind, *, applicant: User, year: int) -> Bar | None:
    """This function will return what keeps the person from starting this business for that year, or None."""
    keys = [stage.key for stage in kind.route if stage.bars_year]
    stage = (
        StageRecord.objects.filter(
            application__applicant=applicant,
            application__kind=kind.key,
            application__year=year,
            key__in=keys,
            outcome=Outcome.REJECTED,
        )
        .select_related("application")
        .order_by("-pk")
        .first()
    )
    return Bar(stage.application, stage) if stage else None
