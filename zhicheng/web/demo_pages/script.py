"""The whole path of one case in ten steps, and who plays each."""

from typing import NamedTuple


class Act(NamedTuple):
    """One step: `username` signs in and does it; "" = it is done on this page."""

    who: str
    username: str
    text: str


ACTS = (
    Act("李工", "ligong", "从“评审申请”开始：逐项选用入库信息、补充材料，填写申请信息，生成并下载评审表，提交审核。"),
    Act("王经办", "wangjingban", "在“待审核”里审核李工的申请，填写公示地点，通过后进入评前公示。"),
    Act("本页", "", "时钟前进 5 个工作日，公示期满，申请到“待单位推荐”。"),
    Act("王经办", "wangjingban", "推荐上报。"),
    Act("赵主管", "zhaozhuguan", "审核后报送评委会。"),
    Act("冯主任", "fengzhuren", "受理，安排会议并把申请列入议程；也可以用今天已经开始的会议。"),
    Act("孙评委", "sunpingwei", "开始一项的投票，评阅、投票，其他评委也可以登录投票，最后计票。"),
    Act("本页", "", "时钟再前进 5 个工作日，评后公示期满。"),
    Act("钱科长", "qiankezhang", "核准并办结，系统制作电子证书。"),
    Act("李工", "ligong", "在“我的职称证书”里下载证书，再到“证书查询”核验。"),
)
STEPS = (("+5wd", "前进 5 个工作日"), ("+1d", "前进 1 天"), ("reset", "恢复真实时间"))
