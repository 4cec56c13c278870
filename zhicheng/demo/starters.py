"""Those of the cast who have not applied yet: 李工 with 入库信息, 何新 and 陆工 with nothing, 吴某 with a draft."""

from datetime import date, timedelta

from zhicheng.accounts.models import User
from zhicheng.applications import operations as applications
from zhicheng.core.ids import check_resident_id
from zhicheng.demo import life, paths
from zhicheng.demo.cast import APPLICANTS, Applicant, of_cast
from zhicheng.demo.town import Town, midnight
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import (
    Achievement,
    Appraisal,
    Award,
    Education,
    Paper,
    Patent,
    Record,
    StandardDrafting,
    Training,
    WorkExperience,
)
from zhicheng.organizations import operations as organizations
from zhicheng.organizations.models import Role as Duty
from zhicheng.reference.models import ObtainedBy

RECOGNIZED: dict[str, type[Record]] = {"education": Education, "work": WorkExperience, "before": Achievement}
SINCE: dict[str, type[Record]] = {
    "training": Training,
    "since": Achievement,
    "award": Award,
    "patent": Patent,
    "standard": StandardDrafting,
    "paper": Paper,
    "appraisal": Appraisal,
}


def settle(town: Town) -> None:
    """This function will make the four applicants."""
    li, he, wu, lu = (of_cast(role, seq) for seq, role in enumerate(APPLICANTS.roles, start=10))
    recognize(town, li)
    town.register(he.username, he.name, he.seq, he.born_on(town.year), at=town.moment(1))
    paths.begin(town, wu, ago=5, skip=("since", "award", "patent", "standard", "paper", "appraisal", "request"))
    _extended(town, lu)


def _extended(town: Town, who: Applicant) -> None:
    """冯主任 gives 陆工 ten days more than the call, before he has begun."""
    person = town.applicant(who, at=town.moment(8))
    organizations.affiliate(person=person, unit=town.organizations[who.unit], on=town.moment(8).date(), actor=person)
    call = town.calls[town.year, who.level]
    applications.extend_to(
        person=person,
        call=call,
        until=call.submit_until + timedelta(days=10),
        reason="住院治疗，出院后才能整理材料（单位证明已收）",
        actor=town.officers[call.committee.office_id, Duty.OFFICE],
        at=town.moment(2),
    )


def recognize(town: Town, who: Applicant) -> User:
    """This function will register somebody who, like 李工, became 助理工程师 by 初次考核认定 five years ago.

    Records were kept since, so that an application may begin.
    """
    title_year = town.year - 5
    then = midnight(date(title_year, 10, 20)) + timedelta(hours=10)
    person = town.applicant(who, at=then)
    organizations.affiliate(person=person, unit=town.organizations[who.unit], on=then.date(), actor=person)
    profile, rows = life.profile(who, town.year), life.records(who, town.year)
    started = date(int(profile.pop("work_started_on_0")), int(profile.pop("work_started_on_1")), 1)
    told = check_resident_id(person.id_number, today=then.date())
    dossier.save_profile(owner=person, at=then, **profile, work_started_on=started, sex=told.sex, born_on=told.born_on)
    number = f"RD{title_year}44180017"
    closed = midnight(date(title_year, 12, 20)) + timedelta(hours=15)
    refs = {
        str(model._meta.model_name): paths.keep_rows(person, key, model, rows[key], at=then, with_papers=key != "work")
        for key, model in RECOGNIZED.items()
    }
    dossier.archive(refs=refs, number=number, at=closed)
    title = life.held_title(who, title_year, obtained_by=ObtainedBy.RECOGNITION)
    dossier.add_title(owner=person, number=number, at=closed, **title)
    paths.set_photo(person, who, at=then)
    for key, model in SINCE.items():
        paths.keep_rows(person, key, model, rows[key], at=town.moment(20))
    return person
