"""What is stored of a text that comes in by a form, a program or a file."""

import re
import unicodedata

from geodata.errors import BadInput
from geodata.spelling.letters import (
    BLANKS,
    INVISIBLE,
    LINE_ENDS,
    SYMBOL_FONTS,
    TURNING,
    UNPRINTABLE,
)
from geodata.spelling.old_encodings import recognised
from geodata.vocabulary import N_

_SYMBOLS = str.maketrans(SYMBOL_FONTS)
_SHOWN = 12
"""So many characters before a faulty one are quoted, so that it can be found."""


def clean(text: str, *, lines: bool = False) -> str:
    """A text as it is stored: NFC, no blanks around it, no invisible characters, Word's bullets as
    the characters that they look like. Runs of blanks are one; with `lines`, line ends and blanks
    within lines stay.

    Raises BadInput (without a pointer) for what nobody could read: control characters, characters
    that turn the direction, halves of pairs, noncharacters, private use; a line's end without
    `lines`; a text in one of the old encodings TCVN3 and VNI, with the text that it means.
    """
    old = recognised(text)
    if old is not None:
        raise BadInput(
            N_(
                "chữ theo bảng mã cũ %(encoding)s; chuyển sang Unicode là: “%(converted)s”. "
                "Nếu đúng, dán lại chữ này"
            ),
            allowed=(old.converted,),
            encoding=old.encoding,
            converted=old.converted,
        )
    seen = LINE_ENDS.sub("\n", text).translate(_SYMBOLS)
    seen = unicodedata.normalize("NFC", INVISIBLE.sub("", BLANKS.sub(" ", seen))).strip()
    _check(seen, lines)
    if lines:
        return re.sub(" +\n", "\n", seen)
    return re.sub(" {2,}", " ", seen)


def _check(text: str, lines: bool) -> None:
    fault = UNPRINTABLE.search(text) or TURNING.search(text)
    if fault is not None:
        place = fault.start()
        letter = f"U+{ord(fault[0]):04X}"
        if not place:
            raise BadInput(
                N_(
                    "ký tự đầu tiên không in được (thường do dán từ tệp khác): mã %(letter)s; "
                    "xóa ký tự ấy rồi gửi lại"
                ),
                letter=letter,
            )
        raise BadInput(
            N_(
                "có ký tự không in được (thường do dán từ tệp khác): mã %(letter)s, "
                "đứng thứ %(place)s, sau “%(before)s”; xóa ký tự ấy rồi gửi lại"
            ),
            letter=letter,
            place=str(place + 1),
            before=text[max(0, place - _SHOWN) : place],
        )
    if not lines and "\n" in text:
        raise BadInput(N_("chỉ viết trên một dòng"))
