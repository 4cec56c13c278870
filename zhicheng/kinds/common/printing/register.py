"""（ ）级职称申报人基本情况及评审登记表: a case on one folded A3 sheet, for the table of a committee."""

from collections.abc import Mapping

from zhicheng.applications.derived import degree_line, education_line, hours
from zhicheng.kinds.common.printing.desks import Desk, Opinion
from zhicheng.kinds.common.printing.parts import Table
from zhicheng.kinds.common.printing.ruled import Row, RuledPaper, cell, line, opinion_row

UNIT_OF_YEAR = "考核单位（当年所在单位）"
UNIT = Desk(key="recommend", label="单位推荐意见", signer="负责人", seal="单位公章", room=12)
PANEL = Desk(key="panel", label="专业组评议意见", signer="组长", fields=("人数", "赞成", "反对", "弃权"), room=10)
VOTE = Desk(
    key="vote",
    label="评审委员会表决结果",
    signer="主任委员",
    seal="评审委员会印章",
    fields=("总人数", "出席", "赞成", "反对", "弃权", "结果"),
    room=10,
)
BESIDE = (("性别", "出生日期"), ("民族", "政治面貌"), ("参加工作时间", "从事本专业年限"), ("身体状况", "单位性质"))
BELOW = (("行政职务", "现从事专业"), ("现任专业技术职务", "聘任时间"), ("外语水平", "计算机水平"))


class RegisterPaper(RuledPaper):
    """A digest of the snapshot: the person left, what he has done and what was decided right."""

    def title(self, title: str) -> str:
        """This function will return the title with the level in its brackets."""
        return f"（{self.text('level').removesuffix('级') or '　　'}）级{title}"

    def tables(self, said: Mapping[str, Opinion]) -> list[list[Row]]:
        """This function will return the two pages of the sheet."""
        return [[*self.person(), *self.life()], [*self.works(), *self.decisions(said)]]

    def person(self) -> list[Row]:
        """This function will return who asks for what."""
        education = self.section("education")
        first = [*line(("姓名", self.text("name"), 3), ("证件号码", self.id_number(), 3)), self.photograph(5)]
        asked = " ".join(filter(None, (self.text("series"), self.text("specialty"))))
        return [
            first,
            *(line(*((name, self.told(name), 3) for name in names)) for names in BESIDE),
            line(("工作单位", self.told("工作单位") or self.text("employer"), 10)),
            line(("人事管理单位", self.text("employer"), 4), ("主管单位", self.text("competent"), 4)),
            *(line(*((name, self.told(name), 4) for name in names)) for names in BELOW),
            line(("申报职称", self.text("title"), 4), ("申报专业", asked, 4)),
            line(("申报方式", self.text("mode"), 4), ("现职称", self.text("current_title"), 4)),
            line(("最高学历", education_line(education), 10)),
            line(("最高学位", degree_line(education), 10)),
        ]

    def life(self) -> list[Row]:
        """This function will return schools, posts and the titles held."""
        held = {"取得时间": 3, "职称名称": 3, "专业": 2, "取得方式": 1, "审批机关": 2}
        return [
            *self.listed(
                "学习经历", self.table("education"), {"起止时间": 3, "毕业院校": 3, "所学专业": 3, "学历": 2}, most=4
            ),
            *self.listed("现职称", self.table("current_title"), held, most=2),
            *self.listed(
                "工作经历",
                self.table("work"),
                {"起止时间": 3, "工作单位及部门": 4, "从事何种专业技术工作": 3, "职务": 1},
                most=5,
            ),
            *self.listed("考核情况", self.table("appraisal"), {"年度": 2, "考核等次": 3, UNIT_OF_YEAR: 6}, most=5),
        ]

    def works(self) -> list[Row]:
        """This function will return what was learnt and achieved since the present title."""
        sums = Table(*hours(self.section("training"), self.asks))
        yearly = dict(zip(sums.columns, (3, 2, 2, 2, 2), strict=True))
        done = {"起止时间": 3, "工作（项目、课题）名称": 5, "本人角色": 2, "本人排名": 1}
        return [
            *self.listed("继续教育", sums, yearly, most=5),
            *self.listed("业绩成果", self.table("since"), done, most=6),
            *self.listed("获奖专利标准", self.honours(), {"时间": 2, "名称": 6, "等级、类型": 2, "排名": 1}, most=5),
            *self.listed("学术成果", self.outputs(), {"时间": 2, "题目": 5, "刊物、出版社": 3, "排名": 1}, most=5),
        ]

    def honours(self) -> Table:
        """This function will return awards, patents and standards under the same columns."""
        award, patent, standard = map(self.table, ("award", "patent", "standard"))
        return _together(
            ["时间", "名称", "等级、类型", "排名"],
            (award, ("获奖时间", "奖项名称", "等级", "本人排名")),
            (patent, ("授权时间", "专利或软件名称", "类型", "本人排名")),
            (standard, ("发布时间", "标准名称", "类型", "起草人排名")),
        )

    def outputs(self) -> Table:
        """This function will return papers, books and reports under the same columns."""
        paper, book, report = map(self.table, ("paper", "book", "report"))
        return _together(
            ["时间", "题目", "刊物、出版社", "排名"],
            (paper, ("发表时间", "论文题目", "刊物名称", "作者排名")),
            (book, ("出版时间", "书名", "出版社", "本人角色")),
            (report, ("完成时间", "报告题目", "采用单位及应用情况", "本人排名")),
        )

    def decisions(self, said: Mapping[str, Opinion]) -> list[Row]:
        """This function will return the boxes of the unit, the panel and the committee."""
        return [opinion_row(desk.label, desk, said) for desk in (UNIT, PANEL, VOTE)]

    def photograph(self, down: int) -> dict[str, object]:
        """This function will return the cell of the photo, `down` lines high."""
        return cell("", 2, look="photo", down=down)


def _together(columns: list[str], *lists: tuple[Table, tuple[str, ...]]) -> Table:
    """The rows of several lists, each read by its own names."""
    rows = [list(row) for table, names in lists for row in zip(*map(table.column, names), strict=True)]
    return Table(columns, rows)
