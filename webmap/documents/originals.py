"""The photos that documents show."""

import io

from PIL import Image

from geodata import media
from webmap.documents.content import Picture
from webmap.documents.context import Context

OFFICE_TYPES = ("image/jpeg", "image/png")
"""Pictures that every office program shows."""


def photo_bytes(context: Context, photo: Picture) -> bytes | None:
    """The bytes of a photo; None when the file is gone (an erased original)."""
    path = context.media / media.file_name(photo.digest, photo.media_type)
    return path.read_bytes() if path.is_file() else None


def office_bytes(context: Context, photo: Picture) -> bytes | None:
    """The bytes of a photo as an office program takes it: what is kept as WebP is given as
    JPEG."""
    data = photo_bytes(context, photo)
    if data is None or photo.media_type in OFFICE_TYPES:
        return data
    target = io.BytesIO()
    with Image.open(io.BytesIO(data)) as opened:
        opened.save(target, "JPEG", quality=90)
    return target.getvalue()
