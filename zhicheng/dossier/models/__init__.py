"""The person's life record: typed rows that grow over the years and are frozen when a case closes."""

from zhicheng.dossier.models.career import Appraisal, Education, HeldTitle, Qualification, Training, WorkExperience
from zhicheng.dossier.models.honours import AcademicPost, Award, Patent, RewardSanction, StandardDrafting
from zhicheng.dossier.models.record import Photo, Profile, Record, RecordQuerySet
from zhicheng.dossier.models.works import Achievement, Book, Paper, TechnicalReport, WorkLevel

RECORDS: tuple[type[Record], ...] = (
    Education,
    WorkExperience,
    HeldTitle,
    Qualification,
    Training,
    Achievement,
    Award,
    Patent,
    StandardDrafting,
    Paper,
    Book,
    TechnicalReport,
    Appraisal,
    RewardSanction,
    AcademicPost,
)

__all__ = [
    "RECORDS",
    "AcademicPost",
    "Achievement",
    "Appraisal",
    "Award",
    "Book",
    "Education",
    "HeldTitle",
    "Paper",
    "Patent",
    "Photo",
    "Profile",
    "Qualification",
    "Record",
    "RecordQuerySet",
    "RewardSanction",
    "StandardDrafting",
    "TechnicalReport",
    "Training",
    "WorkExperience",
    "WorkLevel",
]
