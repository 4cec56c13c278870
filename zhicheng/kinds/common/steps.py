"""Parts of 填写个人信息 that several kinds ask in the same words; `dataclasses.replace` varies one."""

from zhicheng.applications.kind import FormStep, RecordStep
from zhicheng.applications.models import Application
from zhicheng.dossier import forms as records
from zhicheng.dossier import models as dossier
from zhicheng.kinds.common import forms, windows, words
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
    hints=windows.work,
)
QUALIFICATION = RecordStep(
    key="qualification",
    title="职业资格",
    summary="已取得的职业资格；没有可跳过",
    model=dossier.Qualification,
    form=records.QualificationForm,
    required=False,
)
TRAINING = RecordStep(
    key="training",
    title="继续教育",
    summary="所申报年度的公需课、专业课、选修课",
    model=dossier.Training,
    form=records.TrainingForm,
    tip=words.TRAINING,
    hints=windows.training,
)
AWARD = RecordStep(
    key="award",
    title="获奖",
    summary="科技奖、工程奖、成果奖；没有可跳过",
    model=dossier.Award,
    form=records.AwardForm,
    window=windows.since,
    required=False,
    tip=words.OTHER,
)
PATENT = RecordStep(
    key="patent",
    title="专利和软件著作权",
    summary="已授权、已登记的；没有可跳过",
    model=dossier.Patent,
    form=records.PatentForm,
    window=windows.since,
    required=False,
    tip=words.OTHER,
)
STANDARD = RecordStep(
    key="standard",
    title="标准和规范",
    summary="参加编制并已发布的；没有可跳过",
    model=dossier.StandardDrafting,
    form=records.StandardDraftingForm,
    window=windows.since,
    required=False,
    tip=words.OTHER,
)
PAPER = RecordStep(
    key="paper",
    title="论文",
    summary="有 CN 或 ISSN 刊号的刊物；没有可跳过",
    model=dossier.Paper,
    form=records.PaperForm,
    window=windows.since,
    required=False,
    tip=words.OTHER,
)
BOOK = RecordStep(
    key="book",
    title="著作",
    summary="已出版的著作、译著、教材；没有可跳过",
    model=dossier.Book,
    form=records.BookForm,
    window=windows.since,
    required=False,
    tip=words.OTHER,
)
REPORT = RecordStep(
    key="report",
    title="专业技术报告",
    summary="专项技术分析、研究报告；没有可跳过",
    model=dossier.TechnicalReport,
    form=records.TechnicalReportForm,
    window=windows.since,
    required=False,
    tip=words.OTHER,
)
APPRAISAL = RecordStep(
    key="appraisal",
    title="考核信息",
    summary="1 年 1 份，由当年所在单位出具",
    model=dossier.Appraisal,
    form=records.AppraisalForm,
    window=windows.seniority,
    tip=words.APPRAISAL,
    hints=windows.appraisals,
    beside=units_of,
)
REWARD = RecordStep(
    key="reward",
    title="奖惩情况",
    summary="表彰、奖励和处分；没有可跳过",
    model=dossier.RewardSanction,
    form=records.RewardSanctionForm,
    required=False,
    tip=words.OTHER,
)
POST = RecordStep(
    key="post",
    title="学术团体和兼职",
    summary="学术团体职务、社会兼职；没有可跳过",
    model=dossier.AcademicPost,
    form=records.AcademicPostForm,
    required=False,
    tip=words.OTHER,
)

HONOURS = (AWARD, PATENT, STANDARD)
WORKS = (PAPER, BOOK, REPORT)
