"""Amounts, quantities, percent and days as people write them: each accepted form, what has two
readings, and no text that is read as another number than it says."""

import datetime as dt
import itertools
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from geodata.checks import written
from geodata.errors import BadInput

LANGUAGES = ("vi", "en", None)
MANY = settings(max_examples=400, deadline=None, database=None)
MOST = 10**13


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1\u00a0500\u00a0000", 1_500_000),
        ("1\u202f500\u202f000", 1_500_000),
        ("850,000", 850_000),
        ("850.000", 850_000),
        ("850.000,00", 850_000),
        ("850,000.0", 850_000),
        ("2.500.000 đ", 2_500_000),
        ("2.500.000₫", 2_500_000),
        ("2.500.000 ĐỒNG", 2_500_000),
        ("2.500.000 đo\u0302\u0300ng", 2_500_000),
        ("2.500.000 VND", 2_500_000),
        ("2.500.000 vnđ", 2_500_000),
        ("２.５００.０００", 2_500_000),
        ("20 triệu", 20_000_000),
        ("20tr", 20_000_000),
        ("500k", 500_000),
        ("3 ngàn đồng", 3_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 TỈ", 1_500_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỷ 200,5 triệu đồng", 1_200_500_000),
        ("1.500.000 triệu", 1_500_000_000_000),
    ],
)
def test_an_amount_is_the_same_in_every_language(text, amount):
    assert [written.written_amount(text, language) for language in LANGUAGES] == [amount] * 3


@pytest.mark.parametrize(
    ("text", "language", "one", "other"),
    [
        ("1 tỷ 200", "vi", "1.200.000.000", "1.000.000.200"),
        ("1tr5", "en", "1,500,000", "1,000,005"),
        ("1.500,000", "vi", "1.500", "1.500.000"),
        ("0,500", "vi", "0,5", "500"),
        ("1,500 triệu", "vi", "1.500.000", "1.500.000.000"),
        ("1.500 triệu", None, "1 500 000", "1 500 000 000"),
        ("0,500 tỷ", "vi", "500.000.000", "500.000.000.000"),
    ],
)
def test_what_has_two_readings_is_refused_with_both(text, language, one, other):
    with pytest.raises(BadInput) as caught:
        written.written_amount(text, language)
    assert caught.value.params == {"one": one, "other": other}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12,5", written.NOT_WHOLE),
        ("1,2345 nghìn", written.NOT_WHOLE),
        ("1,000000000000000000000000000000001 tỷ", written.NOT_WHOLE),
        *((text, written.UNREADABLE) for text in (
            "", "đồng", "một tỷ", "1.23.456", "1 50 000", "0.500.000", "1e5", "--1", "١٢", "10²",
            "½", "1.234.", "∞", "20 kg", "1 tỷ 1200 triệu", "200 triệu 1 tỷ", "1,5 tỷ 200 triệu",
            "1\n500", "9" * 61,
        )),
    ],
)  # fmt: skip
def test_what_is_no_amount(text, why):
    for language in LANGUAGES:
        with pytest.raises(BadInput) as caught:
            written.written_amount(text, language)
        assert caught.value.template == why


def test_the_pages_own_sign_of_thousands_stands_before_a_unit():
    assert written.written_amount("1.500 triệu", "vi") == 1_500_000_000
    assert written.written_amount("1,500 triệu", "en") == 1_500_000_000


def test_a_unit_chosen_beside_an_amount():
    assert written.in_unit("1,5", "million") == "1,5 triệu"
    assert written.in_unit(" 20 ", "dong") == "20"
    assert written.in_unit("20 tr", "million") == "20 tr"
    for text in ("20 triệu", "20 đồng"):
        with pytest.raises(BadInput, match="đơn vị khác"):
            written.in_unit(text, "billion")
    with pytest.raises(BadInput):
        written.in_unit("20", "pound")


def _forms(amount):
    """Every form of an amount that is promised to be read."""
    yield str(amount)
    for sign in ".", ",", " ", "\u00a0", "\u202f":
        yield f"{amount:,}".replace(",", sign)
    for suffix in " đ", "₫", " đồng", " VND", "VNĐ", unicodedata.normalize("NFD", " đồng"):
        yield f"{amount:,}".replace(",", ".") + suffix
    for unit, words in ((10**3, ("nghìn", "k")), (10**6, ("triệu", "tr")), (10**9, ("tỷ", "tỉ"))):
        whole, rest = divmod(amount, unit)
        digits = str(rest).rjust(len(str(unit)) - 1, "0").rstrip("0")
        for word in words:
            if not rest and whole:
                yield f"{whole} {word}"
            elif len(digits) not in (0, 3):  # three are what has two readings
                yield f"{whole},{digits} {word}"
                yield f"{whole}.{digits}{word}"
    billions, rest = divmod(amount, 10**9)
    if billions and rest and not rest % 10**6:
        yield f"{billions} tỷ {rest // 10**6} triệu"


ROUND = some.builds(lambda n, zeros: n * 10**zeros, some.integers(1, 9999), some.integers(0, 9))


@MANY
@given(some.one_of(some.integers(0, MOST), ROUND), some.sampled_from(LANGUAGES))
def test_every_form_of_an_amount_is_read_as_it(amount, language):
    for text in _forms(amount):
        assert written.written_amount(text, language) == amount, text


# ── A slow oracle: every way in which signs and words may be meant ────────────────────────────


def _meanings(text):
    """All numbers that a text of digits and signs may be meant as: each sign is a sign of
    thousands or (one of them) the decimal sign."""
    places = [at for at, letter in enumerate(text) if not letter.isdigit()]
    for point in (None, *places):
        head = text if point is None else text[:point]
        tail = "" if point is None else text[point + 1 :]
        groups = re.split("[., ]", head)
        if not all(groups) or not (tail.isdigit() or point is None):
            continue
        if point is not None and text[point] == " ":
            continue
        first, *others = groups
        if others and (len(first) > 3 or any(len(group) != 3 for group in others)):
            continue
        signs = {letter for letter in head if not letter.isdigit()}
        if len(signs) > 1 or (point is not None and text[point] in signs):
            continue
        yield Fraction(int(head.replace(" ", "").replace(".", "").replace(",", "")), 1) + (
            Fraction(int(tail), 10 ** len(tail)) if tail else 0
        )


WORDS = {"tỷ": 10**9, "triệu": 10**6, "tr": 10**6, "nghìn": 10**3, "": 1}
DIGITS = some.text("0123456789., ", min_size=1, max_size=14)


@MANY
@given(DIGITS, some.sampled_from(list(WORDS)), some.sampled_from(LANGUAGES))
def test_no_text_is_read_as_another_amount(digits, word, language):
    text = f"{digits.strip()} {word}".strip()
    try:
        amount = written.written_amount(text, language)
    except BadInput:
        return
    meant = {value * WORDS[word] for value in _meanings(re.sub(" +", " ", digits.strip()))}
    assert amount in meant, text
    others = {value for value in meant if value != amount}
    own_sign = {"vi": ".", "en": ","}.get(language)
    one_sign = re.fullmatch(r"[1-9][0-9]{0,2}([.,])[0-9]{3}", digits.strip())
    # What else it might mean has a fraction of a đồng, or stands against the page's own sign.
    told = one_sign and (not word or one_sign[1] == own_sign)
    assert told or not others, (text, others)


PARTS = some.tuples(some.integers(0, 1200), some.sampled_from([word for word in WORDS if word]))


@MANY
@given(some.lists(PARTS, min_size=1, max_size=3))
def test_parts_add_up_or_are_refused(parts):
    text = " ".join(f"{number} {word}" for number, word in parts)
    units = [WORDS[word] for _, word in parts]
    falling = all(one > other for one, other in itertools.pairwise(units))
    if falling and all(number < 1000 for number, _ in parts[1:]):
        said = sum(number * WORDS[word] for number, word in parts)
        assert written.written_amount(text, "vi") == said
    else:
        with pytest.raises(BadInput):
            written.written_amount(text, "vi")


# ── Quantities, percent, counts, days ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "vietnamese", "english", "neither"),
    [
        ("12,5", "12.5", "12.5", "12.5"),
        ("12.5", "12.5", "12.5", "12.5"),
        ("12,500", "12.5", "12500", None),
        ("12.500", "12500", "12.5", None),
        ("0,500", "0.5", "0.5", "0.5"),
        ("1.234,5", "1234.5", "1234.5", "1234.5"),
        ("1.234,500", "1234.5", None, None),
        ("1 234", "1234", "1234", "1234"),
        ("-3,25", "-3.25", "-3.25", "-3.25"),
        ("1.23.456", None, None, None),
        ("5 m2", None, None, None),
    ],
)
def test_a_quantity_by_the_pages_language(text, vietnamese, english, neither):
    for language, right in zip(LANGUAGES, (vietnamese, english, neither), strict=True):
        if right is None:
            with pytest.raises(BadInput):
                written.written_quantity(text, language)
        else:
            assert written.written_quantity(text, language) == Decimal(right)


@MANY
@given(some.integers(0, 100_000), some.sampled_from(("vi", "en")), some.sampled_from(",."))
def test_a_percent_is_read_as_it_is_written(thousandths, language, sign):
    exact = Decimal(thousandths).scaleb(-3).normalize()
    places = -min(exact.as_tuple().exponent, 0)
    text = f"{exact:f}".replace(".", sign)
    for shown in (text, f"{text}%", f"{text} %"):
        found = written.written_percent(shown, language)
        own = {"vi": ",", "en": "."}[language]
        if places == 3 and sign != own and exact >= 1:  # there it groups thousands
            assert found == thousandths
        else:
            assert found == exact


def test_a_count_and_an_instruments_reading():
    assert [written.written_count(text, "vi") for text in ("1.500", "1,500", "12", "7,0")] == [
        1500, 1500, 12, 7,
    ]  # fmt: skip
    for text in ("1,5", "x", "1.50.0", "12%"):
        with pytest.raises(BadInput):
            written.written_count(text, "vi")
    assert written.written_degrees("105,758") == Decimal("105.758")


@MANY
@given(some.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_every_form_of_a_day_is_read_as_it(day):
    year = f"{day.year % 100:02d}"
    for text in (
        f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}",
        f"{day:%d-%m-%Y}", f"{day:%d%m%Y}", f"{day.day}/{day.month}/{year}",
        f" {day:%d} / {day:%m} / {year} ",
    ):  # fmt: skip
        assert written.written_day(text) == day.isoformat(), text


NUMBERS = some.one_of(some.integers(0, 40).map(str), some.integers(0, 99).map("{:02d}".format))
SIGNS = some.sampled_from(["/", ".", "-", " / ", ""])
YEARS = some.one_of(NUMBERS, some.integers(1900, 2200).map(str))


@MANY
@given(some.tuples(NUMBERS, SIGNS, NUMBERS, SIGNS, YEARS))
def test_no_text_is_read_as_another_day(parts):
    day, sign, month, other, year = parts
    iso = written.written_day("".join(parts))
    if sign and other:
        long_year = int(year) + (2000 if len(year) == 2 else 0)
        assert iso in (None, f"{long_year:04d}-{int(month):02d}-{int(day):02d}")
        same = sign.strip() == other.strip()
        readable = same and (len(year) == 4 or (len(year) == 2 and sign != "-"))
        assert (iso is not None) == readable
    elif iso is not None:  # eight digits, as if each number had its own
        assert iso == f"{year}-{month}-{day}"
        assert (sign, other, len(day), len(month), len(year)) == ("", "", 2, 2, 4)


def test_what_is_no_day():
    for text in ("24-11-05", "2024-11-05", "311224", "20241231", "1/2", "1/2/345", "٥/١١/٢٠٢٦"):
        assert written.written_day(text) is None
