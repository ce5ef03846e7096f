"""Amounts in words, as vouchers write them."""

from flask import Flask

from webmap.language import i18n
from webmap.language.amount_words import amount_words

WORDS = {
    0: ("không", "zero"),
    5: ("năm", "five"),
    15: ("mười lăm", "fifteen"),
    21: ("hai mươi mốt", "twenty-one"),
    24: ("hai mươi tư", "twenty-four"),
    55: ("năm mươi lăm", "fifty-five"),
    101: ("một trăm linh một", "one hundred one"),
    105: ("một trăm linh năm", "one hundred five"),
    110: ("một trăm mười", "one hundred ten"),
    1001: ("một nghìn không trăm linh một", "one thousand one"),
    1015: ("một nghìn không trăm mười lăm", "one thousand fifteen"),
    850_000: ("tám trăm năm mươi nghìn", "eight hundred fifty thousand"),
    1_000_050_000: ("một tỷ không trăm năm mươi nghìn", "one billion fifty thousand"),
    10**9: ("một tỷ", "one billion"),
    1_200 * 10**9: ("một nghìn hai trăm tỷ", "one trillion two hundred billion"),
    10**15 - 1: (
        "chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu "
        "chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
        "nine hundred ninety-nine trillion nine hundred ninety-nine billion nine hundred "
        "ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine",
    ),
}


def test_amounts_in_words():
    app = Flask(__name__)
    i18n.init_app(app)
    for place, language in enumerate(("vi", "en")):
        with app.test_request_context(f"/?lang={language}"):
            assert {n: amount_words(n) for n in WORDS} == {n: w[place] for n, w in WORDS.items()}
