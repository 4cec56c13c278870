"""评前公示情况表: what was posted where and when, who took calls, and how it ended."""

from collections.abc import Mapping

from zhicheng.applications.derived import SPACE
from zhicheng.kinds.common.printing.desks import Desk, Opinion
from zhicheng.kinds.common.printing.ruled import Row, RuledPaper, line, opinion_row

POSTED = "申报人的评审（认定）表和全部申报材料"
RESULTS = "□ 公示期满，无异议　　□ 有异议，核查情况："
HEAD = Desk(
    key="head",
    label="公示单位意见",
    signer="纪检（监察）或人事部门负责人",
    seal="单位公章",
    room=64,
)


class PublicityPaper(RuledPaper):
    """Whose case was posted, and the 公示 with its real days."""

    def tables(self, said: Mapping[str, Opinion]) -> list[list[Row]]:
        """This function will return one table; before the 公示 its boxes are left for a hand."""
        notice = said["notice_before"].fields if "notice_before" in said else {}
        level = self.text("level")
        asked = self.text("title") + (f"（{level}）" if level else "")
        return [
            [
                line(("申报人", self.text("name"), 3), ("证件号码", self.id_number(), 3), names=3),
                line(("单位", self.text("employer"), 9), names=3),
                line(("申报职称", asked, 9), names=3),
                line(("申报专业", " ".join(filter(None, (self.text("series"), self.text("specialty")))), 9), names=3),
                line(("公示内容", POSTED, 9), names=3),
                line(("公示时间（起止）", notice.get("公示时间") or SPACE, 9), names=3),
                line(("公示地点或网址", notice.get("公示地点") or SPACE, 9), names=3),
                line(("受理部门、电话", notice.get("受理") or SPACE, 9), names=3),
                line(("公示结果", notice.get("公示结果") or RESULTS, 9), names=3),
                opinion_row("公示单位意见", HEAD, said),
            ]
        ]
