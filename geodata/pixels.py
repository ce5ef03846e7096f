"""What a picture shows: its pixels upright, opaque and in RGB, whatever its file says beside them.

Pixels decide. Metadata is read for one thing, which way is up; where it is faulty it is dropped,
as other programs do that open such a picture.
"""

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from geodata.errors import BadInput
from geodata.vocabulary import N_

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

MOST_BYTES = 20 * 2**20
MOST_PIXELS = 50_000_000
"""Our own cap: Pillow's is a warning, and three times as high."""
_READ = ("JPEG", "PNG", "WEBP")
_PNG = b"\x89PNG\r\n\x1a\n"
_OF_PIXELS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"})
_ORIENTATION = 0x0112
_WHITE = (255, 255, 255, 255)


def decoded(raw: bytes) -> tuple["Bitmap", bool]:
    """The picture of a JPEG (of a phone's MPO the first), PNG or WebP file: upright, in RGB, on
    white where it is transparent; and whether the file kept it without loss (PNG).

    Raises BadInput for what is no such picture, has broken pixels, or is too large.
    """
    from PIL import Image  # not on the web's way

    if len(raw) > MOST_BYTES:
        raise BadInput(N_("ảnh lớn quá %(most)s MB"), most=MOST_BYTES // 2**20)
    try:
        with warnings.catch_warnings():
            # Pillow warns of metadata that it could not read: no reason to refuse the picture.
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(_without_metadata(raw)), formats=_READ)
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise BadInput(
                    N_("ảnh %(width)s × %(height)s điểm là lớn quá"), width=width, height=height
                )
            lossless = opened.format == "PNG"
            opened.load()
            seen = _upright(_opaque(opened), _orientation(opened))
    except BadInput:
        raise
    # Pillow's readers raise whatever a broken file makes them stumble over.
    except Exception as error:
        raise BadInput(N_("tệp ảnh hỏng hoặc không phải JPEG, PNG, WebP")) from error
    clean = Image.new("RGB", seen.size)
    clean.paste(seen)
    return clean, lossless


def _without_metadata(raw: bytes) -> bytes:
    """A PNG with what makes its pixels, and its EXIF if that is whole; other files as they are.

    Pillow refuses a PNG for one bad checksum in a comment. An animation is its first picture.
    """
    if not raw.startswith(_PNG):
        return raw
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(raw):
        (length,) = struct.unpack(">I", raw[at : at + 4])
        kind, end = raw[at + 4 : at + 8], at + 12 + length
        whole = end <= len(raw) and zlib.crc32(raw[at + 4 : end - 4]) == int.from_bytes(
            raw[end - 4 : end], "big"
        )
        if kind in _OF_PIXELS or (kind == b"eXIf" and whole):
            kept.append(raw[at:end])
        at = end
    return b"".join(kept)


def _opaque(opened: "Bitmap") -> "Bitmap":
    """In RGB: on white where it is transparent, 16 bits of grey as 8."""
    from PIL import Image

    if opened.mode.startswith("I"):
        # `convert` would cut off at 255 what goes to 65535: a white sheet.
        return opened.convert("I").point(lambda grey: grey * (1 / 257) + 0.5).convert("RGB")
    if not opened.has_transparency_data:
        return opened.convert("RGB")
    seen = opened.convert("RGBA")
    ground = Image.new("RGBA", seen.size, _WHITE)
    return Image.alpha_composite(ground, seen).convert("RGB")


def _orientation(opened: "Bitmap") -> int:
    """Which way is up, by EXIF: 1 to 8; 1 where it does not say or cannot be read."""
    try:
        value = opened.getexif().get(_ORIENTATION, 1)
    except Exception:  # whatever a faulty block makes Pillow stumble over
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _upright(picture: "Bitmap", orientation: int) -> "Bitmap":
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return picture if turn is None else picture.transpose(turn)
