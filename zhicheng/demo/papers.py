"""What people hand in: scanned papers and their photo. Nobody real is on them."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from zhicheng.core import typst

TEMPLATE = Path(__file__).with_name("sample.typ")
DRAWN = datetime(2026, 1, 1, tzinfo=UTC)
TITLES = {
    "education": "毕业证书和学位证书",
    "current_title": "职称证书",
    "training": "继续教育证书",
    "before": "业绩证明",
    "since": "业绩证明",
    "practice": "业绩证明",
    "qualification": "职业资格证书",
    "award": "获奖证书和授奖文件",
    "patent": "专利证书和说明书",
    "standard": "标准封面和前言",
    "paper": "论文封面、版权页、目录和正文",
    "book": "著作封面、版权页和目录",
    "report": "技术报告和采用证明",
    "appraisal": "年度考核表",
    "reward": "表彰文件",
    "post": "会员证",
    "change": "劳动合同",
    "result": "评审表、公示证明和通过文件",
    "exceptional": "专门推荐意见",
    "transfer": "聘任文件和转岗证明",
    "re_review": "调动文件和调入证明",
    "crossover": "职业技能等级证书",
}
BLUE = "#4a8fd6"
HAIR = ("#1e1a18", "#2b2320", "#3a2f2a")
COATS = ("#27364f", "#3d3f46", "#4b2e3a", "#2f4a43", "#5a5f68")
SKIN = ("#f0cfb4", "#e8c1a0", "#f4d7bf")


@cache
def paper(title: str) -> bytes:
    """This function will return a one-page PDF that says which paper it stands for."""
    return typst.render(TEMPLATE, {"title": title}, at=DRAWN)


@cache
def portrait(variant: int, *, is_woman: bool) -> bytes:
    """This function will return a drawn 大一寸 picture, JPEG of 390×567 px: blue ground, shoulders, head."""
    image = Image.new("RGB", (780, 1134), BLUE)
    draw = ImageDraw.Draw(image)
    hair, coat, skin = HAIR[variant % 3], COATS[variant % 5], SKIN[variant // 3 % 3]
    if is_woman:
        draw.rounded_rectangle((205, 230, 575, 800), 180, fill=hair)
    draw.rounded_rectangle((80, 800, 700, 1400), 210, fill=coat)
    draw.polygon([(300, 800), (480, 800), (390, 985)], fill="#f7f7f5")
    draw.rounded_rectangle((325, 640, 455, 850), 55, fill=skin)
    draw.ellipse((235, 250, 545, 730), fill=skin)
    draw.chord((225, 225, 555, 620), 180, 360, fill=hair)
    draw.ellipse((270, 360, 510, 500), fill=skin)
    draw.line([(305, 802), (390, 900), (475, 802)], fill=coat, width=26)
    out = BytesIO()
    image.resize((390, 567), Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
    return out.getvalue()
