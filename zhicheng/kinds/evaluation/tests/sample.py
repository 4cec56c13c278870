"""李静怡's case: 生态环境工程, 工程师, as `applications.snapshot.take` would freeze it."""

import io
from datetime import date
from typing import Any

from PIL import Image

from zhicheng.kinds.evaluation.printing import Opinion


def rows(**values: str) -> list[dict[str, Any]]:
    return [{"label": label, "value": value, "identity": False, "fill": ""} for label, value in values.items()]


def table(key: str, title: str, columns: str, *lines: str) -> dict[str, Any]:
    names = columns.split("|")
    body = [
        {"id": number, "cells": rows(**dict(zip(names, line.split("|"), strict=True))), "files": []}
        for number, line in enumerate(lines)
    ]
    return {"key": key, "title": title, "rows": [], "columns": names, "table": body}


ACHIEVED = "开始时间|完成时间|工作（项目、课题）名称|本人角色|本人排名|主要内容与本人贡献|完成情况及效果"
OUTPUT = "成果类别|题目或名称|刊物、出版社或授权机构|CN、ISSN、ISBN 或专利号|发表或授权时间|本人排名"
OTHER = "类别|名称|授予或批准单位|时间|等级、职务或说明"
SUMMARY = (
    "本人 2017 年参加工作以来一直从事生态环境监测与规划工作，先后参加北江流域水质自动监测站建设、"
    "重点行业 VOCs 排放清单编制和农村黑臭水体治理。"
    "取得助理工程师资格后，作为技术负责人完成北江清远段水生态调查与修复方案，"
    "提出分段修复与生态补水相结合的技术路线，被市生态环境局采纳并实施，断面优良率由 87.5% 提高到 100%。\n"
)
SECTIONS = [
    {
        "key": "basic",
        "title": "基本情况",
        "columns": [],
        "table": [],
        "rows": rows(
            姓名="李静怡",
            曾用名="",
            性别="女",
            出生日期="1994.05",
            民族="汉族",
            政治面貌="中共党员",
            籍贯="广东清远",
            身体状况="健康",
            证件类型="居民身份证",
            证件号码="990002********0047",
            参加工作时间="2017.07",
            工作单位="清远市环境科学研究院",
            单位性质="事业单位",
            行政职务="水环境室副主任",
            从事本专业年限="8 年",
            通讯地址="广东省清远市清城区人民二路 18 号清远市环境科学研究院水环境室",
        ),
    },
    table(
        "education",
        "学历学位",
        "学历|学位|毕业院校|所学专业|学习形式|入学时间|毕业时间|证书编号",
        "大学本科|学士|广东工业大学|环境工程|全日制|2013.09|2017.06|118451201705001234",
        "硕士研究生|硕士|华南理工大学|资源与环境|非全日制|2020.09|2023.06|105611202302007788",
    ),
    table(
        "work",
        "工作经历",
        "开始时间|结束时间|工作单位及部门|从事何种专业技术工作|职务|证明人",
        "2017.07|2021.08|清远市清城区环境监测站监测室|水质监测|技术员|何志强",
        "2021.09||清远市环境科学研究院水环境室|生态环境规划与水生态修复|副主任|王经办",
    ),
    table(
        "current_title",
        "现职称",
        "职称名称|级别|系列|专业|取得时间|取得方式|审批机关|证书编号",
        "助理工程师|助理级|工程技术人才|生态环境工程|2021.09|认定|清远市人力资源和社会保障局|2103003000123",
    ),
    table(
        "training",
        "继续教育",
        "年度|类别|课程或内容|学时|施教机构|证书号或验证码",
        *(
            f"{year}|{name}|{course}|{hours}|{place}|JX{year}{hours}"
            for year in (2022, 2023, 2024, 2025)
            for name, course, hours, place in (
                ("公需课", "数字经济与数字治理", 30, "广东省继续教育公需课平台"),
                ("专业课", "流域水生态修复技术与案例", 42, "广东省环境科学学会"),
                ("选修课", "环境影响评价导则解读", 18, "清远市环境科学学会"),
            )
        ),
    ),
    table(
        "before",
        "获现资格之前",
        ACHIEVED,
        "2018.03|2019.12|清城区饮用水水源地水质监测|参加|4|承担 6 个点位的采样、分析和质量控制，编写季度报告。|"
        "连续八个季度数据审核通过率 100%。",
    ),
    table(
        "since",
        "获现资格以来",
        ACHIEVED,
        "2022.03|2023.06|北江清远段水生态调查与修复方案编制|主持|1|"
        "任项目技术负责人，完成 24 个断面的水生态调查，建立健康评价指标体系，"
        "编写方案文本 12 万字。|"
        "成果经市生态环境局采纳并实施，断面优良率由 87.5% 提高到 100%。",
        "2023.07|2024.11|清远市典型工业园区 VOCs 排放清单编制|主要参加|2|负责 116 家企业的现场核查和排放因子校正。|"
        "清单用于 2025 年臭氧攻坚。",
        "2024.12|2025.10|农村黑臭水体治理成效评估|主要参加|2|建立评估方法，完成 38 条水体评估。|通过专家验收。",
    ),
    table(
        "paper",
        "学术成果",
        OUTPUT,
        "论文|北江清远段大型底栖动物群落结构与水质评价|生态与农村环境学报|CN 32-1766/X|2024.06|1",
        "专利或软件著作权|一种便携式水样分层采集装置|国家知识产权局|ZL 2023 2 1234567.8|2023.11|1",
        "标准或规范|农村生活污水处理设施运行评价技术指南|清远市市场监督管理局|DB4418/T 021-2025|2025.03|5",
    ),
    table(
        "appraisal",
        "考核信息",
        "年度|考核等次|考核单位（当年所在单位）",
        *(
            f"{year}|{grade}|清远市环境科学研究院"
            for year, grade in ((2022, "称职（合格）"), (2023, "优秀"), (2024, "称职（合格）"), (2025, "优秀"))
        ),
    ),
    table(
        "other",
        "其他",
        OTHER,
        "获奖|清远市环境科技成果奖|清远市环境科学学会|2024.12|二等奖，排名第 2",
        "学术团体及社会兼职|广东省环境科学学会会员|广东省环境科学学会|2022.05|会员",
    ),
    {
        "key": "request",
        "title": "填写申请信息",
        "columns": [],
        "table": [],
        "rows": rows(申报依据学历="大学本科", 答辩要求="不需要答辩"),
    },
    {
        "key": "work_summary",
        "title": "专业技术工作总结",
        "columns": [],
        "table": [],
        "rows": rows(专业技术工作总结=SUMMARY * 6),
    },
]
SNAPSHOT: dict[str, Any] = {
    "number": "GD-2026-441800-002317",
    "year": 2026,
    "name": "李静怡",
    "id_masked": "990002********0047",
    "title": "工程师",
    "level": "中级",
    "series": "工程技术人才",
    "specialty": "生态环境工程",
    "mode": "正常申报",
    "committee": "清远市工程系列生态环境专业中级职称评审委员会",
    "employer": "清远市环境科学研究院",
    "competent": "清远市生态环境局",
    "current_title": "助理工程师",
    "sections": SECTIONS,
}
OPINIONS = [
    Opinion(section="unit", text="材料齐全，内容真实。", by="王经办", on=date(2026, 3, 4)),
    Opinion(
        section="notice_before",
        by="王经办",
        on=date(2026, 3, 12),
        text="公示期间没有收到异议。",
        fields={"公示起止时间": "2026 年 3 月 5 日至 11 日", "公示方式": "单位公告栏和网站", "公示结果": "无异议"},
    ),
    Opinion(section="recommend", text="同意推荐申报工程师。", by="陈院长", on=date(2026, 3, 12)),
    Opinion(section="competent", text="经审核，同意上报。", by="赵主管", on=date(2026, 3, 16)),
    Opinion(section="intake", text="符合受理条件，予以受理。", by="办公室", on=date(2026, 4, 1)),
    Opinion(
        section="panel",
        text="专业能力达到工程师水平，建议提交评委会表决。",
        by="孙评委",
        on=date(2026, 5, 20),
        fields={"人数": "5", "赞成": "5", "反对": "0", "弃权": "0"},
    ),
    Opinion(
        section="vote",
        text="表决通过。",
        by="孙评委",
        on=date(2026, 5, 21),
        fields={"总人数": "25", "出席": "19", "赞成": "17", "反对": "1", "弃权": "1", "结果": "通过"},
    ),
    Opinion(
        section="notice_after",
        by="钱科长",
        on=date(2026, 6, 3),
        text="没有收到异议。",
        fields={"公示起止时间": "2026 年 5 月 26 日至 6 月 1 日", "公示方式": "门户网站", "公示结果": "无异议"},
    ),
    Opinion(
        section="confirm",
        text="同意确认工程师资格。",
        by="钱科长",
        on=date(2026, 6, 5),
        fields={"批准文号": "清人社函〔2026〕12 号", "证书编号": "2618003010045"},
    ),
]


def portrait() -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((390, 567)).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()
