"""填写个人信息 of whoever asks a committee for a title, here or elsewhere, and what the 评审表 may lack (补录)."""

from zhicheng.applications.kind import Blank, Group, RecordStep
from zhicheng.dossier import forms as records
from zhicheng.dossier import models as dossier
from zhicheng.kinds.common import steps, windows, words

INFO = (
    Group(
        title="一、基本情况",
        steps=(steps.BASIC, steps.PHOTO, steps.UNIT),
    ),
    Group(
        title="二、学历与资历",
        steps=(
            steps.EDUCATION,
            steps.WORK,
            RecordStep(
                key="current_title",
                title="现职称",
                summary="已取得的职称；没有可跳过",
                model=dossier.HeldTitle,
                form=records.HeldTitleForm,
                required=False,
            ),
            steps.QUALIFICATION,
        ),
    ),
    Group(
        title="三、继续教育与业绩",
        steps=(
            steps.TRAINING,
            RecordStep(
                key="before",
                title="获现资格之前业绩",
                summary="取得现职称以前的业绩；无职称可不填写",
                model=dossier.Achievement,
                form=records.AchievementForm,
                window=windows.before,
                applies=windows.has_title,
                required=False,
                tip=words.BEFORE,
            ),
            RecordStep(
                key="since",
                title="获现资格以来业绩",
                summary="取得现职称以后的专业技术工作和业绩成果",
                model=dossier.Achievement,
                form=records.AchievementForm,
                window=windows.since,
                tip=words.SINCE,
            ),
        ),
    ),
    Group(title="四、获奖、专利、标准", steps=steps.HONOURS),
    Group(title="五、学术成果", steps=steps.WORKS),
    Group(
        title="六、考核、奖惩与其他",
        steps=(steps.APPRAISAL, steps.REWARD, steps.POST),
    ),
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
