"""The 大一寸 photo of the form and the certificate: 33×48 mm at 300 dpi, cut here and not in the browser."""

from io import BytesIO

from PIL import Image, ImageOps

from zhicheng.files.contents import BadFile, open_image, unreadable

WIDTH, HEIGHT, DPI = 390, 567, 300  # 33×48 mm
MIN_WIDTH = 295  # 25 mm at 300 dpi: a 一寸 photo still prints well
QUALITY = 90
Box = tuple[float, float, float, float]


def make_photo(data: bytes, *, crop: Box | None, name: str = "照片") -> bytes:
    """This function will return a JPEG of 390×567 px, 300 dpi, RGB, without EXIF; or raise BadFile.

    `crop` is left, top, right, bottom as shares (0–1) of the upright picture; None takes the middle.
    What is cropped is then trimmed about its middle to 33:48.
    """
    with open_image(BytesIO(data), name=name) as image:
        try:
            upright = ImageOps.exif_transpose(image)
            picture = _flat(upright).crop(_pixels(upright.size, crop or (0, 0, 1, 1)))
        except (OSError, SyntaxError, ValueError, EOFError) as problem:
            if isinstance(problem, BadFile):
                raise
            raise unreadable(name) from problem
    usable = min(picture.width, picture.height * WIDTH / HEIGHT)
    if usable < MIN_WIDTH:
        raise BadFile(f"照片太小，裁剪后宽 {int(usable)} 像素，不能少于 {MIN_WIDTH} 像素，换一张更清晰的照片")
    out = BytesIO()
    fitted = ImageOps.fit(picture, (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    fitted.save(out, "JPEG", quality=QUALITY, dpi=(DPI, DPI))
    return out.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white: a transparent PNG would print black."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _pixels(size: tuple[int, int], crop: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = crop
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise BadFile("裁剪框超出了照片，重新裁剪")
    width, height = size
    return round(left * width), round(top * height), round(right * width), round(bottom * height)
