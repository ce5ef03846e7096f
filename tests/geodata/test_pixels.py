"""Pictures that other programs open: what is seen decides, not what their file says beside it."""

import io
import struct
import zlib

import pytest
from PIL import Image

from geodata import pixels
from geodata.errors import BadInput

WHITE, RED, BLUE = (255, 255, 255), (200, 30, 30), (20, 60, 180)
CYAN, YELLOW = (255, 0, 0, 0), (0, 0, 255, 0)
DEPTH = Image.new("RGB", (64, 32))


def saved(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def two_sides(mode="RGB", left=RED, right=BLUE, size=(64, 32)):
    """A picture of two colours: a turned or mirrored one is told."""
    made = Image.new(mode, size, left)
    made.paste(right, (size[0] // 2, 0, size[0], size[1]))
    return made


def corners(picture):
    width, height = picture.size
    return [picture.getpixel((x, y)) for x, y in ((2, 2), (width - 3, height - 3))]


def near(seen, wanted):
    return all(abs(a - b) <= 6 for a, b in zip(seen, wanted, strict=True))


def with_chunk(png, kind, data, crc=None):
    """A PNG with one more block behind its header; its checksum right unless told."""
    block = struct.pack(">I", len(data)) + kind + data
    block += struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    return png[:33] + block + png[33:]


def palette_with_hole():
    made = two_sides("P", 0, 1)
    made.putpalette([*RED, *BLUE])
    return saved(made, "PNG", transparency=0)


def grey_of_16_bits(left, right):
    row = left.to_bytes(2, "little") * 32 + right.to_bytes(2, "little") * 32
    return saved(Image.frombytes("I;16", (64, 32), row * 32), "PNG")


@pytest.mark.parametrize(
    ("raw", "left", "right"),
    [
        (saved(two_sides("RGBA", (0, 0, 0, 0), (*BLUE, 255)), "PNG"), WHITE, BLUE),
        (saved(two_sides("RGBA", (0, 0, 0, 128), (*BLUE, 255)), "PNG"), (127,) * 3, BLUE),
        (saved(two_sides("LA", (0, 0), (90, 255)), "PNG"), WHITE, (90,) * 3),
        (palette_with_hole(), WHITE, BLUE),
        (saved(two_sides(), "PNG", transparency=RED), WHITE, BLUE),
        (saved(two_sides("RGBA", (0, 0, 0, 0), (*BLUE, 255)), "WEBP", lossless=True), WHITE, BLUE),
        (saved(two_sides("1", 0, 1), "PNG"), (0, 0, 0), WHITE),
        (grey_of_16_bits(0x1000, 0xC000), (16,) * 3, (191,) * 3),
        (saved(two_sides("CMYK", CYAN, YELLOW), "JPEG"), (0, 255, 255), (255, 255, 0)),
        (saved(two_sides(), "MPO", save_all=True, append_images=[DEPTH]), RED, BLUE),
    ],
    ids=["rgba", "half", "la", "palette", "colour", "webp", "bit", "grey16", "cmyk", "mpo"],
)  # fmt: skip
def test_what_is_seen_is_kept_on_white(raw, left, right):
    picture, _ = pixels.decoded(raw)
    assert (picture.mode, picture.size) == ("RGB", (64, 32))
    seen = corners(picture)
    assert near(seen[0], left), seen
    assert near(seen[1], right), seen


PLAIN = saved(two_sides(), "PNG")
JPEG = saved(two_sides(), "JPEG", quality=95)
BAD_EXIF = b"Exif\0\0II*\0\xff\xff\xff\x7f"
BAD_APP = b"\xff\xe1" + struct.pack(">H", len(BAD_EXIF) + 2) + BAD_EXIF
BAD_MPF = b"\xff\xe2\x00\x10MPF\x00II*\0\x08\0\0\0\xff\xff"


@pytest.mark.parametrize(
    "raw",
    [
        with_chunk(PLAIN, b"tEXt", b"Comment\0hello", crc=7),
        with_chunk(PLAIN, b"iCCP", b"x\0\0no zlib"),
        with_chunk(PLAIN, b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 80_000_000)),
        with_chunk(PLAIN, b"eXIf", b"II*\0\xff\xff\xff\x7f"),
        PLAIN[:-12],
        JPEG[:2] + BAD_APP + JPEG[2:],
        JPEG[:2] + BAD_MPF + JPEG[2:],
        JPEG + b"behind the picture",
    ],
    ids=["crc", "icc", "bomb", "exif", "no end", "jpeg exif", "jpeg mpf", "behind"],
)
def test_faulty_block_beside_the_pixels_is_dropped(raw):
    picture, _ = pixels.decoded(raw)
    seen = corners(picture)
    assert near(seen[0], RED), seen
    assert near(seen[1], BLUE), seen


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "first"),
    [(1, (64, 32), RED), (2, (64, 32), BLUE), (3, (64, 32), BLUE), (4, (64, 32), RED),
     (5, (32, 64), RED), (6, (32, 64), RED), (7, (32, 64), BLUE), (8, (32, 64), BLUE),
     (9, (64, 32), RED)],
)  # fmt: skip
def test_picture_stands_upright_by_its_exif(kind, orientation, size, first):
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture, lossless = pixels.decoded(saved(two_sides(), kind, exif=exif, quality=95))
    assert (picture.size, lossless) == (size, kind == "PNG")
    assert near(corners(picture)[0], first)


@pytest.mark.parametrize(
    "raw", [PLAIN[:70], JPEG[: len(JPEG) // 2], with_chunk(PLAIN, b"PLTE", b"", 1)]
)
def test_broken_pixels_are_refused(raw):
    with pytest.raises(BadInput, match="ảnh hỏng"):
        pixels.decoded(raw)
