"""填写个人信息 and 填写申请信息 of a 评审申请, and the places of its form that may have to be filled in (补录)."""

from zhicheng.applications.kind import Blank, FormStep, Group, RecordStep
from zhicheng.dossier import forms as records
from zhicheng.dossier import models as dossier
from zhicheng.kinds.evaluation import forms, guide, windows

INFO = (
    Group(
        title="一、基本情况",
        steps=(
            FormStep(
                key="basic",
                title="基本信息",
                summary="姓名、证件、联系方式、参加工作时间",
                form=forms.BasicForm,
            ),
            FormStep(key="photo", title="证件照片", summary="大一寸，用于评审表和电子证书", form=forms.PhotoForm),
            FormStep(
                key="unit",
                title="人事管理单位",
                summary="一般为本人工作单位；主管单位由系统带出",
                form=forms.UnitForm,
                tip=guide.UNIT,
            ),
        ),
    ),
    Group(
        title="二、学历与资历",
        steps=(
            RecordStep(
                key="education",
                title="学历学位",
                summary="从全日制最低学历填起，每段一条",
                model=dossier.Education,
                form=records.EducationForm,
            ),
            RecordStep(
                key="work",
                title="工作经历",
                summary="从参加工作填起，时间连续",
                model=dossier.WorkExperience,
                form=records.WorkExperienceForm,
                evidence=False,
                hints=windows.work,
            ),
            RecordStep(
                key="current_title",
                title="现职称",
                summary="已取得的职称；没有可跳过",
                model=dossier.HeldTitle,
                form=records.HeldTitleForm,
                required=False,
            ),
            RecordStep(
                key="qualification",
                title="职业资格",
                summary="已取得的职业资格；没有可跳过",
                model=dossier.Qualification,
                form=records.QualificationForm,
                required=False,
            ),
        ),
    ),
    Group(
        title="三、继续教育与业绩",
        steps=(
            RecordStep(
                key="training",
                title="继续教育",
                summary="所申报年度的公需课、专业课、选修课",
                model=dossier.Training,
                form=records.TrainingForm,
                tip=guide.TRAINING,
                hints=windows.training,
            ),
            RecordStep(
                key="before",
                title="获现资格之前业绩",
                summary="取得现职称以前的业绩；无职称可不填写",
                model=dossier.Achievement,
                form=records.AchievementForm,
                window=windows.before,
                applies=windows.has_title,
                required=False,
                tip=guide.BEFORE,
            ),
            RecordStep(
                key="since",
                title="获现资格以来业绩",
                summary="取得现职称以后的专业技术工作和业绩成果",
                model=dossier.Achievement,
                form=records.AchievementForm,
                window=windows.since,
                tip=guide.SINCE,
            ),
        ),
    ),
    Group(
        title="四、获奖、专利、标准",
        steps=(
            RecordStep(
                key="award",
                title="获奖",
                summary="科技奖、工程奖、成果奖；没有可跳过",
                model=dossier.Award,
                form=records.AwardForm,
                window=windows.since,
                required=False,
                tip=guide.OTHER,
            ),
            RecordStep(
                key="patent",
                title="专利和软件著作权",
                summary="已授权、已登记的；没有可跳过",
                model=dossier.Patent,
                form=records.PatentForm,
                window=windows.since,
                required=False,
                tip=guide.OTHER,
            ),
            RecordStep(
                key="standard",
                title="标准和规范",
                summary="参加编制并已发布的；没有可跳过",
                model=dossier.StandardDrafting,
                form=records.StandardDraftingForm,
                window=windows.since,
                required=False,
                tip=guide.OTHER,
            ),
        ),
    ),
    Group(
        title="五、学术成果",
        steps=(
            RecordStep(
                key="paper",
                title="论文",
                summary="有 CN 或 ISSN 刊号的刊物；没有可跳过",
                model=dossier.Paper,
                form=records.PaperForm,
                window=windows.since,
                required=False,
                tip=guide.OTHER,
            ),
            RecordStep(
                key="book",
                title="著作",
                summary="已出版的著作、译著、教材；没有可跳过",
                model=dossier.Book,
                form=records.BookForm,
                window=windows.since,
                required=False,
                tip=guide.OTHER,
            ),
            RecordStep(
                key="report",
                title="专业技术报告",
                summary="专项技术分析、研究报告；没有可跳过",
                model=dossier.TechnicalReport,
                form=records.TechnicalReportForm,
                window=windows.since,
                required=False,
                tip=guide.OTHER,
            ),
        ),
    ),
    Group(
        title="六、考核、奖惩与其他",
        steps=(
            RecordStep(
                key="appraisal",
                title="考核信息",
                summary="1 年 1 份，由当年所在单位出具",
                model=dossier.Appraisal,
                form=records.AppraisalForm,
                window=windows.seniority,
                tip=guide.APPRAISAL,
                hints=windows.appraisals,
            ),
            RecordStep(
                key="reward",
                title="奖惩情况",
                summary="表彰、奖励和处分；没有可跳过",
                model=dossier.RewardSanction,
                form=records.RewardSanctionForm,
                required=False,
                tip=guide.OTHER,
            ),
            RecordStep(
                key="post",
                title="学术团体和兼职",
                summary="学术团体职务、社会兼职；没有可跳过",
                model=dossier.AcademicPost,
                form=records.AcademicPostForm,
                required=False,
                tip=guide.OTHER,
            ),
        ),
    ),
)

REQUEST = FormStep(
    key="request",
    title="填写申请信息",
    summary="申报专业系列、专业名称、级别和评审委员会",
    form=forms.RequestForm,
    tip=guide.REQUEST,
)

BLANKS = (
    Blank(key="native_place", section="basic", label="籍贯"),
    Blank(key="workplace_nature", section="basic", label="单位性质"),
    Blank(key="workplace_location", section="basic", label="单位所在地"),
    Blank(key="duty", section="basic", label="行政职务"),
    Blank(key="field", section="basic", label="现从事专业"),
    Blank(key="specialty_years", section="basic", label="从事本专业年限"),
    Blank(key="witness", section="work", label="证明人"),
    Blank(key="work_summary", section="work_summary", label="专业技术工作总结", min_length=200, max_length=3000),
)
