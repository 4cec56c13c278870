"""What the rules look at: a person's life record cut down to dates, levels, years and hours. No database."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Schooling:
    """One 学历: codes of reference.EducationLevel and Degree ("" without a degree)."""

    level: str
    degree: str
    ended_on: date
    study_mode: str


@dataclass(frozen=True)
class Held:
    """The current title: reference.Level, ObtainedBy, and the review year it was applied for."""

    level: str
    obtained_on: date
    obtained_by: str
    review_year: int


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
    """Everything the rules may ask about one person; dates of achievements and papers are those of their end."""

    born_on: date | None = None
    work_started_on: date | None = None
    educations: tuple[Schooling, ...] = ()
    held: Held | None = None
    trainings: tuple[Hours, ...] = ()
    appraisals: tuple[Grade, ...] = ()
    achievements: tuple[date, ...] = ()
    papers: tuple[date, ...] = ()
