"""One form per record of the life record, and 基本信息."""

from zhicheng.dossier.forms.base import Period, RecordForm
from zhicheng.dossier.forms.career import (
    AppraisalForm,
    EducationForm,
    HeldTitleForm,
    QualificationForm,
    TrainingForm,
    WorkExperienceForm,
    series_names,
)
from zhicheng.dossier.forms.honours import (
    AcademicPostForm,
    AwardForm,
    PatentForm,
    RewardSanctionForm,
    StandardDraftingForm,
)
from zhicheng.dossier.forms.profile import ProfileForm
from zhicheng.dossier.forms.works import AchievementForm, BookForm, PaperForm, TechnicalReportForm

__all__ = [
    "AcademicPostForm",
    "AchievementForm",
    "AppraisalForm",
    "AwardForm",
    "BookForm",
    "EducationForm",
    "HeldTitleForm",
    "PaperForm",
    "PatentForm",
    "Period",
    "ProfileForm",
    "QualificationForm",
    "RecordForm",
    "RewardSanctionForm",
    "StandardDraftingForm",
    "TechnicalReportForm",
    "TrainingForm",
    "WorkExperienceForm",
    "series_names",
]
