"""What the rules look at: a person's life record cut down to dates, levels, years and hours. No database."""

from dataclasses import dataclass
from datetime import date

from zhicheng.reference.models import Mode


@dataclass(frozen=True)
class Schooling:
    """One 学历: codes of reference.EducationLevel and Degree ("" without a degree)."""

    level: str
    degree: str
    ended_on: date
    study_mode: str
    started_on: date | None = None


@dataclass(frozen=True)
class Held:
    """The current title: reference.Level, ObtainedBy, and the review year it was applied for."""

    level: str
    obtained_on: date
    obtained_by: str
    review_year: int
    series: str = ""  # its name


@dataclass(frozen=True)
class Claim:
    """The way somebody applies (申报方式), and what he says of it in the case itself.

    `since`: in the new post (转系列), or moved here (重新评审); `skill` and `skill_on`: reference.Skill and the day of
    its certificate (贯通).
    """

    mode: str = Mode.NORMAL
    since: date | None = None
    skill: str = ""
    skill_on: date | None = None


@dataclass(frozen=True)
class Job:
    """One 工作经历, by the first days of its months; None: 至今."""

    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Hours:
    """学时 of one course, by year and dossier.Training.Category."""

    year: int
    category: str
    hours: int


@dataclass(frozen=True)
class Grade:
    """考核等次 of one year, dossier.Appraisal.Grade."""

    year: int
    grade: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything the rules may ask about one person.

    Dates of achievements are those of their end; `outputs` are 学术成果: papers, books, technical reports.
    """

    born_on: date | None = None
    work_started_on: date | None = None
    educations: tuple[Schooling, ...] = ()
    jobs: tuple[Job, ...] = ()
    held: Held | None = None
    trainings: tuple[Hours, ...] = ()
    appraisals: tuple[Grade, ...] = ()
    achievements: tuple[date, ...] = ()
    outputs: tuple[date, ...] = ()
    claim: Claim = Claim()
