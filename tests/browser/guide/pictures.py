"""A step's picture: cropped to what matters, its controls framed and numbered, small on disk."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Locator, Page

from zhicheng.content.manual import PICTURES, Step

RED = "#c8102e"
MOST = 80_000  # bytes
AIR, LEAST, TALLEST = 36, 300, 1000  # px around the controls; the height of a picture
HEAD = 200  # px of the page's head, shown whole
# The narrowest of the page's columns that holds all controls, and where the page's part ends that they are in.
COLUMN = """(points) => { const fits = (box) => points.every(([x, y]) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  const boxes = [...document.querySelectorAll("main .with-aside > *, main .split > *, main .wrap:not(.flash), main")]
    .map((one) => one.getBoundingClientRect()).filter((box) => box.width > 300 && box.height && fits(box))
    .sort((one, other) => one.width - other.width);
  const box = boxes[0] ?? document.body.getBoundingClientRect(), main = document.querySelector("main").getBoundingClientRect();
  return [box.left, box.right, boxes.length ? main.bottom : document.documentElement.scrollHeight]; }"""
# Of a label, its control, too.
BOX = """(one) => {
  const boxes = [one, one.closest("label")?.control].filter(Boolean).map((each) => each.getBoundingClientRect()).filter((box) => box.width);
  const edge = (side, which) => which(...boxes.map((box) => box[side]));
  return [edge("left", Math.min) + scrollX, edge("top", Math.min) + scrollY, edge("right", Math.max) + scrollX, edge("bottom", Math.max) + scrollY]; }"""
# Edges moved outwards until they cut no line of text and no control.
WHOLE = """([left, top, right, bottom]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), boxes = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) { range.selectNodeContents(walker.currentNode); boxes.push(...range.getClientRects()); }
  for (const one of document.querySelectorAll(".btn, .tag, .input, .select, .textarea, .choice-card, .ts-control, img")) boxes.push(one.getBoundingClientRect());
  const small = boxes.filter((box) => box.width && box.height < 160 && box.right > left && box.left < right)
    .map((box) => [box.top + scrollY, box.bottom + scrollY]);
  const inside = (edge) => small.find(([from, to]) => from < edge && edge < to);
  for (let cut; (cut = inside(top)); ) top = cut[0] - 8;
  for (let cut; (cut = inside(bottom)); ) bottom = cut[1] + 8;
  return [Math.max(0, top), Math.min(bottom, document.documentElement.scrollHeight)]; }"""
Box = tuple[float, float, float, float]


def take(page: Page, step: Step, framed: list[Locator]) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.mouse.move(0, 0)
    size = page.viewport_size
    assert size is not None
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": max(size["height"], whole)})  # what sticks to an edge is in its place
    _take(page, step, framed)
    page.set_viewport_size(size)


def _take(page: Page, step: Step, framed: list[Locator]) -> None:
    boxes: list[Box] = [tuple(one.evaluate(BOX)) for one in framed]
    left, top, right, bottom = _crop(page, step, boxes)
    data = page.screenshot(
        full_page=True,
        caret="initial",  # hiding it takes a style that the CSP forbids
        animations="disabled",
        clip={"x": left, "y": top, "width": right - left, "height": bottom - top},
    )
    with Image.open(BytesIO(data)) as shot:
        image = shot.convert("RGB")
    scale = image.width / (right - left)
    for number, box in enumerate(boxes, start=1):
        _frame(
            image, [(edge - origin) * scale for edge, origin in zip(box, (left, top) * 2, strict=True)], number, scale
        )
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / step.picture).write_bytes(_small(image, round(right - left)))


def _crop(page: Page, step: Step, boxes: list[Box]) -> Box:
    """Around the controls, or what `shows` selects; without either the top of the page's main part."""
    around = [*boxes, *(tuple(one.evaluate(BOX)) for one in page.locator(step.shows).all())] if step.shows else boxes
    if not around:
        around = [tuple(page.locator("h1").first.evaluate(BOX))]
    points = [[x, y] for x0, y0, x1, y1 in around for x, y in ((x0, y0), (x1, y1))]
    left, right, height = page.evaluate(COLUMN, points)
    top = min(box[1] for box in around) - AIR
    top = top if top > HEAD else 0
    bottom = min(height, max(box[3] for box in around) + AIR)
    if bottom - top < LEAST:
        bottom = min(height, bottom + (LEAST - (bottom - top)) / 2)
        top = max(0, bottom - LEAST)
    if step.shows:
        bottom = min(bottom, top + TALLEST)
    assert all(box[3] - top <= TALLEST for box in boxes), f"too far apart for one picture: {step.marks}"
    left, right = max(0, left - 16), right + 16
    top, bottom = page.evaluate(WHOLE, [left, top, right, bottom])
    return left, top, right, bottom


def _frame(image: Image.Image, box: list[float], number: int, scale: float) -> None:
    draw, pad, round_ = ImageDraw.Draw(image), 5 * scale, 12 * scale
    left, top, right, bottom = box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad
    left, top = max(left, 2), max(top, 2)
    right, bottom = min(right, image.width - 3), min(bottom, image.height - 3)
    draw.rounded_rectangle((left, top, right, bottom), radius=6 * scale, outline=RED, width=round(3 * scale))
    x, y = max(left - round_ / 2, round_), max(top - round_ / 2, round_)  # so that it hides nothing of the control
    draw.ellipse((x - round_, y - round_, x + round_, y + round_), fill=RED, outline="white", width=round(2 * scale))
    draw.text((x, y), str(number), fill="white", anchor="mm", font=ImageFont.load_default(15 * scale))


def _small(image: Image.Image, shown: int) -> bytes:
    """As few colours, and then pixels, as it takes; it says how wide it was on the screen."""
    said = PngInfo()
    said.add_text("shown", str(shown))
    for colours, scale in ((64, 1.0), (32, 1.0), (32, 0.85), (32, 0.7), (16, 0.6)):
        size = (round(image.width * scale), round(image.height * scale))
        out = BytesIO()
        shrunk = image if scale == 1 else image.resize(size, Image.Resampling.LANCZOS)
        shrunk.quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True, pnginfo=said
        )
        if out.tell() <= MOST:
            break
    return out.getvalue()
