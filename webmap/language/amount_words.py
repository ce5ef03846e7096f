"""An amount in words, as vouchers write it; in Vietnamese and English."""

from webmap.language.i18n import language

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BELOW_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def amount_words(amount: int) -> str:
    """A whole number from 0 to below a million billion, in the visitor's language."""
    return _english(amount) if language() == "en" else _vietnamese(amount)


def _vietnamese(amount: int) -> str:
    if not amount:
        return _DIGITS[0]
    billions, rest = divmod(amount, 10**9)
    words = [_vietnamese(billions), "tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = rest // size % 1000
        if group:
            words += [*_hundreds(group, whole=bool(words)), *([name] if name else [])]
    return " ".join(words)


def _hundreds(group: int, *, whole: bool) -> list[str]:
    """Three digits; `whole`: after others, so that their noughts are said (không trăm linh một)."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or whole else []
    if tens:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        after_tens = {1: "mốt", 4: "tư"} if tens > 1 else {}
        words.append("lăm" if ones == 5 and tens else after_tens.get(ones, _DIGITS[ones]))
    return words


def _english(amount: int) -> str:
    for scale, name in _SCALES:
        if amount >= scale:
            above, rest = divmod(amount, scale)
            return f"{_english(above)} {name}" + (f" {_english(rest)}" if rest else "")
    if amount >= 100:
        above, rest = divmod(amount, 100)
        return f"{_BELOW_TWENTY[above]} hundred" + (f" {_english(rest)}" if rest else "")
    if amount < 20:
        return _BELOW_TWENTY[amount]
    tens, ones = divmod(amount, 10)
    return _TENS[tens] + (f"-{_BELOW_TWENTY[ones]}" if ones else "")
