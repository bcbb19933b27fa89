"""A picture turned upright, made small enough for a page, and without anything beside it.

Runs in the worker alone: a hostile file may end it.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from generator.load.attachments.file_types import HEAD, seen_type
from generator.load.attachments.picture_texts import LargePicture, UnreadablePicture
from generator.load.attachments.pictures import refuse_large
from generator.load.intake.bare_pictures import DAMAGED, LONGEST_SIDE, SUFFIXES, is_bare
from generator.model.attachment import TOO_MANY_PIXELS
from generator.model.errors import NotTaken

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 82
_MOST_PIXELS = 60_000_000
# A drawing or a screenshot stays a PNG; a photo that was saved as one is ten times as large.
_LARGEST_PNG = 1_000_000
# What Pillow calls them.
_FORMATS = {"WebP": "WEBP", "HEIC": "HEIF"}


def clean_picture(content: bytes) -> tuple[bytes | None, str]:
    """Return the clean picture, None where it is so as it stands, and its ending. Raises NotTaken."""
    kind = seen_type(content[:HEAD])
    try:
        if kind == "HEIC":
            picture = _heic(content)
        else:
            refuse_large(content)
            picture = _opened(content, kind)
        bare = is_bare(content, kind) and max(picture.size) <= LONGEST_SIDE
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        if bare and not getattr(picture, "is_animated", False):
            return None, SUFFIXES[kind]
        return _saved(_upright(picture), kind)
    except LargePicture as error:
        raise NotTaken(TOO_MANY_PIXELS) from error
    except (NotTaken, MemoryError):
        raise
    except (UnreadablePicture, Exception) as error:
        raise NotTaken(DAMAGED) from error


def _opened(content: bytes, kind: str) -> "Image":
    from PIL import Image  # noqa: PLC0415 - the worker's

    Image.init()
    # As what it shows itself to be, since some readers start programs.
    return Image.open(BytesIO(content), formats=(_FORMATS.get(kind, kind),))


def _heic(content: bytes) -> "Image":
    from pi_heif import register_heif_opener  # noqa: PLC0415 - the worker's

    register_heif_opener(thumbnails=False)
    picture = _opened(content, "HEIC")
    if picture.width * picture.height > _MOST_PIXELS:
        raise LargePicture
    return picture


def _upright(picture: "Image") -> "Image":
    from PIL import Image, ImageOps  # noqa: PLC0415 - the worker's

    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # Sixteen bits of grey, of which a conversion would keep the wrong eight.
        picture = picture.point(lambda value: value / 256).convert("L")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(picture)
    if "transparency" in upright.info or upright.mode in {"LA", "PA", "RGBA"}:
        upright = upright.convert("RGBA")
        page = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(page, upright)
    grey = upright.mode in {"1", "L"}
    return upright.convert("L") if grey else _in_srgb(upright, profile)


def _in_srgb(picture: "Image", profile: bytes | None) -> "Image":
    """The picture in the colours that a browser takes for granted; phones have wider ones."""
    from PIL import ImageCms  # noqa: PLC0415 - the worker's

    if not profile or picture.mode not in {"RGB", "CMYK"}:
        return picture.convert("RGB")
    try:
        wide = ImageCms.ImageCmsProfile(BytesIO(profile))
        narrow = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, wide, narrow, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A profile that cannot be read is left out like all others.
        return picture.convert("RGB")
    return picture.convert("RGB") if converted is None else converted


def _saved(picture: "Image", kind: str) -> tuple[bytes, str]:
    picture.info.clear()
    if kind in {"PNG", "GIF"}:
        out = BytesIO()
        picture.save(out, "PNG", compress_level=6)
        if out.tell() <= _LARGEST_PNG:
            return out.getvalue(), ".png"
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, exif=b"", icc_profile=None)
    return out.getvalue(), ".jpg"
