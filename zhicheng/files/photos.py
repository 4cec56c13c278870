"""The 大一寸 photo of the form and the certificate: 33×48 mm at 300 dpi, cut here and not in the browser."""

from dataclasses import dataclass, replace
from io import BytesIO
from math import ceil
from typing import IO

from PIL import Image, ImageOps, ImageStat

from zhicheng.files.contents import BadFile, flat, open_image, unreadable

WIDTH, HEIGHT, DPI = 390, 567, 300  # 33×48 mm
RATIO = WIDTH / HEIGHT
MIN_WIDTH = 295  # 25 mm at 300 dpi: a 一寸 photo still prints well
MAX_BYTES = 200 * 1024
QUALITIES = (90, 80, 70, 55)
LARGEST = 2400  # pixels of the longer side of a picture on a page
VIEW = 1200  # pixels of the longer side of the picture in which one cuts
WHOLE = 1000  # a frame counts in thousandths
NUDGE, ZOOM = 20, 0.9
DARK, BRIGHT, ROUGH = 70, 245, 45  # mean brightness 0–255, deviation of the ground
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """Where a picture of `size` pixels is cut: left and top edge and width, in thousandths of the picture's width
    and height; the height follows from 33:48.
    """

    size: tuple[int, int]
    left: int
    top: int
    width: int

    @property
    def height(self) -> float:
        """In thousandths of the picture's height."""
        return self.width * self.size[0] / RATIO / self.size[1]

    @property
    def pixels(self) -> int:
        """The width in pixels."""
        return self.width * self.size[0] // WHOLE

    @property
    def box(self) -> Box:
        """Left, top, right, bottom as shares (0–1)."""
        right, bottom = min(self.left + self.width, WHOLE), min(self.top + self.height, WHOLE)
        return self.left / WHOLE, self.top / WHOLE, right / WHOLE, bottom / WHOLE

    def moved(self, *, left: int = 0, top: int = 0, zoom: float = 1) -> "Frame":
        """This function will return the frame moved and zoomed about its middle, inside the picture."""
        width = min(round(self.width * zoom), _widest(self.size))
        shrunk = self.width - width
        high = shrunk * self.size[0] / RATIO / self.size[1]
        return replace(
            self, left=self.left + left + shrunk // 2, top=self.top + top + round(high / 2), width=width
        ).inside()

    def inside(self) -> "Frame":
        """This function will return the nearest frame that lies inside the picture."""
        width = min(max(self.width, 1), _widest(self.size))
        fitted = replace(self, width=width)
        return replace(
            fitted,
            left=min(max(self.left, 0), WHOLE - width),
            top=min(max(self.top, 0), max(0, int(WHOLE - fitted.height))),
        )


def middle(size: tuple[int, int]) -> Frame:
    """This function will return the largest frame in the middle of a picture of `size` pixels."""
    frame = Frame(size, 0, 0, _widest(size))
    return replace(frame, left=(WHOLE - frame.width) // 2, top=int((WHOLE - frame.height) / 2)).inside()


def upright_size(content: IO[bytes], *, name: str) -> tuple[int, int]:
    """This function will return a picture's width and height in pixels as one sees it; or raise BadFile."""
    with open_image(content, name=name) as image:
        turned = image.getexif().get(0x0112, 1) >= 5
        return (image.height, image.width) if turned else (image.width, image.height)


def check_photo_size(size: tuple[int, int], *, name: str) -> None:
    """This function will raise BadFile for a picture from which no photo can be cut."""
    usable = int(min(size[0], size[1] * RATIO))
    if usable < MIN_WIDTH:
        words = f"“{name}”有 {size[0]}×{size[1]} 像素，按 33×48 毫米裁剪后宽 {usable} 像素"
        raise BadFile(f"{words}，不能少于 {MIN_WIDTH} 像素，换一张更清晰的照片")


def make_view(content: IO[bytes], *, name: str) -> bytes:
    """This function will return the picture as a JPEG: at most VIEW pixels, upright, no EXIF; or raise BadFile."""
    with open_image(content, name=name) as image:
        image.draft("RGB", (VIEW, VIEW))
        picture = _upright(image, name)
    picture.thumbnail((VIEW, VIEW))
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def make_picture(content: IO[bytes], *, name: str) -> tuple[bytes, str]:
    """This function will return a picture for a page and its kind: made anew, upright, no EXIF; or raise BadFile."""
    with open_image(content, name=name) as image:
        kind = image.format or "JPEG"
        try:
            picture = ImageOps.exif_transpose(image) if kind == "PNG" else _upright(image, name)
            picture.thumbnail((LARGEST, LARGEST))
        except (OSError, SyntaxError, ValueError, EOFError) as problem:
            raise unreadable(name) from problem
    out = BytesIO()
    picture.info = {}
    picture.save(out, kind, **({"optimize": True} if kind == "PNG" else {"quality": 88}))
    return out.getvalue(), kind.lower()


def make_photo(data: bytes, *, crop: Box | None, name: str = "照片") -> bytes:
    """This function will return a JPEG of 390×567 px, 300 dpi, RGB, ≤ 200 KB, without EXIF; or raise BadFile.

    `crop` is left, top, right, bottom as shares (0–1) of the upright picture; None takes the middle.
    What is cropped is then trimmed about its middle to 33:48.
    """
    with open_image(BytesIO(data), name=name) as image:
        upright = _upright(image, name)
        picture = upright.crop(_pixels(upright.size, crop or (0, 0, 1, 1)))
    usable = min(picture.width, picture.height * RATIO)
    if usable < MIN_WIDTH:
        raise BadFile(f"照片太小，裁剪后宽 {int(usable)} 像素，不能少于 {MIN_WIDTH} 像素，换一张更清晰的照片")
    fitted = ImageOps.fit(picture, (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        out = BytesIO()
        fitted.save(out, "JPEG", quality=quality, dpi=(DPI, DPI), optimize=True)
        if out.tell() <= MAX_BYTES:
            break
    return out.getvalue()


def advice(photo: bytes) -> list[str]:
    """This function will return what a person may want to look at again in a cut photo; it only advises."""
    with Image.open(BytesIO(photo), formats=["JPEG"]) as image:
        picture = image.convert("L")
    width, height = picture.size
    light = ImageStat.Stat(picture).mean[0]
    edges = [(0, 0, width // 8, height // 3), (width * 7 // 8, 0, width, height // 3)]
    rough = max(ImageStat.Stat(picture.crop(edge)).stddev[0] for edge in edges)
    found = []
    if light < DARK:
        found.append("照片偏暗，打印后可能看不清五官")
    if light > BRIGHT:
        found.append("照片偏亮，打印后可能看不清五官")
    if rough > ROUGH:
        found.append("背景看起来不是单一颜色，证件照应为白色、蓝色或红色背景")
    return found


def _widest(size: tuple[int, int]) -> int:
    """The width of the largest frame, in thousandths."""
    return max(1, min(WHOLE, int(size[1] * RATIO * WHOLE / size[0])))


def _upright(image: Image.Image, name: str) -> Image.Image:
    try:
        return flat(ImageOps.exif_transpose(image))
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        raise unreadable(name) from problem


def _pixels(size: tuple[int, int], crop: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = crop
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise BadFile("裁剪框超出了照片，重新裁剪")
    width, height = size
    return round(left * width), round(top * height), round(right * width), min(height, ceil(bottom * height))
