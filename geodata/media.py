"""Pictures as bytes: read with care, written anew without their metadata, named by digest.

The store holds what is said of a picture; its bytes are files in a folder beside it.
"""

import hashlib
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import pixels

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 480
NAME = re.compile(r"(?P<digest>[0-9a-f]{64})(?P<small>-small)?\.(?P<ending>jpg|webp)")
MEDIA_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


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
    kind, is broken, or is too large (`pixels.decoded`).
    """
    whole, lossless = pixels.decoded(raw)
    # What came without loss (a drawing, a map) is kept as WebP, a photograph as JPEG.
    ending = "webp" if lossless else "jpg"
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
