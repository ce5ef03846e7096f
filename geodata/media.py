"""Pictures as bytes: read with care, written anew without their metadata, named by digest.

The store holds what is said of a picture; its bytes are files in a folder beside it.
"""

import hashlib
import io
import os
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import BadInput
from geodata.vocabulary import N_

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 480
MOST_BYTES = 20 * 2**20
MOST_PIXELS = 50_000_000
"""Our own cap: Pillow's is a warning, and three times as high."""
NAME = re.compile(r"(?P<digest>[0-9a-f]{64})(?P<small>-small)?\.(?P<ending>jpg|webp)")
MEDIA_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
_READ = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: `digest` is that of its bytes, sides in pixels."""

    digest: str
    media_type: str
    width: int
    height: int


def file_name(digest: str, media_type: str, *, small: bool = False) -> str:
    """The name of a picture's file, or of its thumbnail's."""
    ending = next(end for end, kind in MEDIA_TYPES.items() if kind == media_type)
    return f"{digest}{'-small' if small else ''}.{ending}"


def keep(folder: Path, raw: bytes) -> Picture:
    """Write a picture and its thumbnail into a folder (0700), each readable by its owner only.

    The picture is decoded and encoded again: what else the file carried (EXIF with the place, a
    second file behind the picture) is gone. Raises BadInput for what is no picture of a known
    kind, is broken, or is too large.
    """
    whole, ending = _decoded(raw)
    whole.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    data = _encoded(whole, ending)
    width, height = whole.size
    digest = hashlib.sha256(data).hexdigest()
    small = whole.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    kind = MEDIA_TYPES[ending]
    write(folder / file_name(digest, kind), data)
    write(folder / file_name(digest, kind, small=True), _encoded(small, ending))
    return Picture(digest, kind, width, height)


def _decoded(raw: bytes) -> tuple["Bitmap", str]:
    """The picture upright, in RGB, and the ending that it is kept under: what came without loss
    (a drawing, a map) is kept as WebP, a photograph as JPEG."""
    from PIL import Image, ImageOps  # not on the web's way

    if len(raw) > MOST_BYTES:
        raise BadInput(N_("ảnh lớn quá %(most)s MB"), most=MOST_BYTES // 2**20)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            opened = Image.open(io.BytesIO(raw), formats=_READ)
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise BadInput(
                    N_("ảnh %(width)s × %(height)s điểm là lớn quá"), width=width, height=height
                )
            ending = "webp" if opened.format == "PNG" else "jpg"
            opened.load()
            turned = ImageOps.exif_transpose(opened).convert("RGB")
    except BadInput:
        raise
    # Pillow's readers raise whatever a broken file makes them stumble over.
    except Exception as error:
        raise BadInput(N_("tệp ảnh hỏng hoặc không phải JPEG, PNG, WebP")) from error
    clean = Image.new("RGB", turned.size)
    clean.paste(turned)
    return clean, ending


def _encoded(picture: "Bitmap", ending: str) -> bytes:
    out = io.BytesIO()
    if ending == "webp":
        picture.save(out, "WEBP", quality=82, method=4)
    else:
        picture.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def write(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads: all or none. What has this name, a digest, holds
    these bytes already."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
