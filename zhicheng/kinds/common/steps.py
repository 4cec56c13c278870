"""Parts of 填写个人信息 that several kinds ask in the same words; `dataclasses.replace` varies one."""

from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import Application
from zhicheng.dossier import forms as records
from zhicheng.dossier import models as dossier
from zhicheng.kinds.common import forms, words
from zhicheng.organizations.queries import affiliations


def units_of(application: Application) -> tuple[tuple[str, str], ...]:
    """This function will return the units the person belonged to and when: 考核 is of the unit of its year."""
    return tuple((one.span, one.unit.name) for one in affiliations(application.applicant))


BASIC = FormStep(key="basic", title="基本信息", summary="姓名、证件、联系方式、参加工作时间", form=forms.BasicForm)
PHOTO = FormStep(key="photo", title="证件照片", summary="大一寸，用于评审表和电子证书", form=forms.PhotoForm)
UNIT = FormStep(
    key="unit",
    title="人事管理单位",
    summary="一般为本人工作单位；主管单位由系统带出",
    form=forms.UnitForm,
    tip=words.UNIT,
)
EDUCATION = RecordStep(
    key="education",
    title="学历学位",
    summary="从全日制最低学历填起，每段一条",
    model=dossier.Education,
    form=records.EducationForm,
)
WORK = RecordStep(
    key="work",
    title="工作经历",
    summary="从参加工作填起，时间连续",
    model=dossier.WorkExperience,
    form=records.WorkExperienceForm,
    evidence=False,
)
TRAINING = RecordStep(
    key="training",
    title="继续教育",
    summary="所申报年度的公需课、专业课、选修课",
    model=dossier.Training,
    form=records.TrainingForm,
    tip=words.TRAINING,
)
APPRAISAL = RecordStep(
    key="appraisal",
    title="考核信息",
    summary="1 年 1 份，由当年所在单位出具",
    model=dossier.Appraisal,
    form=records.AppraisalForm,
    tip=words.APPRAISAL,
    beside=units_of,
)
OTHER = RecordStep(
    key="other",
    title="其他",
    summary="获奖、职业资格、学术团体；没有可跳过",
    model=dossier.OtherItem,
    form=records.OtherItemForm,
    required=False,
    tip=words.OTHER,
)
