"""What everybody must be able to read: asked when an editor hands a text in."""

from html.parser import HTMLParser

EMPTY_WORDS = frozenset({"点击这里", "点此", "这里", "此处", "更多", "详情", "查看", "链接"})


class _Reader(HTMLParser):
    """Walks through the text as Wagtail keeps it; `faults` says what is wrong, in the order of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.pictures = 0
        self.has_h2 = False
        self.open: str | None = None  # the heading or link being read
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "embed" and found.get("embedtype") == "image":
            self.pictures += 1
            if not (found.get("alt") or "").strip():
                self.faults.append(f"第 {self.pictures} 张图片没有替代文字，写一句图片说了什么")
            self.said += found.get("alt") or ""
        if tag == "h3" and not self.has_h2:
            self.faults.append("标题从二级标题（H2）开始，三级标题（H3）放在它下面")
        self.has_h2 = self.has_h2 or tag in ("h2", "h3")
        if tag in ("a", "h2", "h3"):
            self.open, self.said = tag, ""

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_endtag(self, tag: str) -> None:
        if tag != self.open:
            return
        words, self.open = self.said.strip(), None
        if tag == "a" and (not words or words in EMPTY_WORDS):
            shown = f"“{words}”" if words else "空白处"
            self.faults.append(f"{shown}上的链接要说明通向哪里，把文字改成所链页面的名称")
        if tag != "a" and not words:
            self.faults.append("有空的标题，写上文字或删去")


def faults_of(text: str) -> list[str]:
    """This function will return what keeps some people from reading a text, each with how to mend it."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return list(dict.fromkeys(reader.faults))
