"""填写个人信息 and 填写申请信息 of 初次职称考核认定, and the places of its form that may have to be filled in."""

from dataclasses import replace

from zhicheng.applications.kind import Blank, FormStep, Group, RecordStep
from zhicheng.dossier import forms as records
from zhicheng.dossier import models as dossier
from zhicheng.kinds.common import steps, windows
from zhicheng.kinds.initial import forms, guide

PRACTICE = RecordStep(
    key="practice",
    title="见习（工作）期间完成的工作与业绩",
    summary="参加工作以来的专业技术工作和业绩",
    model=dossier.Achievement,
    form=records.AchievementForm,
    window=windows.since,
    tip=guide.PRACTICE,
)
INFO = (
    Group(
        title="一、基本情况",
        steps=(
            steps.BASIC,
            replace(steps.PHOTO, summary="大一寸，用于申报表和电子证书"),
            steps.UNIT,
        ),
    ),
    Group(title="二、学历与工作", steps=(steps.EDUCATION, steps.WORK, steps.QUALIFICATION)),
    Group(title="三、继续教育与业绩", steps=(steps.TRAINING, PRACTICE)),
    Group(title="四、获奖、专利、标准", steps=steps.HONOURS),
    Group(title="五、学术成果", steps=steps.WORKS),
    Group(
        title="六、考核、奖惩与其他",
        steps=(
            replace(steps.APPRAISAL, summary="见习期满或年度考核，由当年所在单位出具", tip=guide.APPRAISAL),
            steps.REWARD,
            steps.POST,
        ),
    ),
)
REQUEST = FormStep(
    key="request",
    title="填写申请信息",
    summary="申报专业系列、专业名称、级别和现在的岗位",
    lead="每选一项，下一项只列出对应的内容。",
    form=forms.RequestForm,
    tip=guide.REQUEST,
)
BLANKS = (
    Blank(key="native_place", section="basic", label="籍贯"),
    Blank(key="workplace_nature", section="basic", label="单位性质"),
    Blank(key="duty", section="basic", label="行政职务"),
    Blank(key="specialty_years", section="basic", label="从事本专业年限"),
    Blank(key="witness", section="work", label="证明人"),
    Blank(key="summary", section="summary", label="个人总结", min_length=200, max_length=2000),
)
