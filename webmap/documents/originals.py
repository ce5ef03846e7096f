"""The photos that documents show."""

from geodata import media
from webmap.documents.content import Picture
from webmap.documents.context import Context


def photo_bytes(context: Context, photo: Picture) -> bytes | None:
    """The bytes of a photo; None when the file is gone (an erased original)."""
    path = context.media / media.file_name(photo.digest, photo.media_type)
    return path.read_bytes() if path.is_file() else None
