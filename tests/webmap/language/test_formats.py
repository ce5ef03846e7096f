"""Numbers, money and dates as people write them, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from flask import Flask

from webmap.language import formats, i18n


@pytest.fixture(scope="module")
def tongues():
    app = Flask(__name__)
    i18n.init_app(app)
    formats.init_app(app)

    def speak(language, call):
        with app.test_request_context(f"/?lang={language}"):
            return call()

    return speak


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (2_412_000_000, "2,4 tỷ đồng", "2.4 billion đồng"),
        (1_000_000_000, "1 tỷ đồng", "1 billion đồng"),
        (999_950_000, "1 tỷ đồng", "1 billion đồng"),
        (999_949_999, "999,9 triệu đồng", "999.9 million đồng"),
        (850_000_000, "850 triệu đồng", "850 million đồng"),
        (1_250_000_000_000, "1.250 tỷ đồng", "1,250 billion đồng"),
        (950_000, "950.000 đồng", "950,000 đồng"),
        (0, "0 đồng", "0 đồng"),
        (-2_450_000_000, "-2,5 tỷ đồng", "-2.5 billion đồng"),
        (None, "–", "–"),
    ],
)
def test_money_in_short(tongues, value, vi, en):
    assert tongues("vi", lambda: formats.money(value)) == vi
    assert tongues("en", lambda: formats.money(value)) == en


def test_money_in_full(tongues):
    assert tongues("vi", lambda: formats.money_full(2_412_000_000)) == "2.412.000.000 đồng"
    assert tongues("en", lambda: formats.money_full(2_412_000_000)) == "2,412,000,000 đồng"


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (Decimal("1400"), "1.400", "1,400"),
        (0.1, "0,1", "0.1"),
        (Decimal("0.005"), "0,01", "0.01"),
        (12480, "12.480", "12,480"),
        (None, "–", "–"),
    ],
)
def test_number(tongues, value, vi, en):
    assert tongues("vi", lambda: formats.number(value)) == vi
    assert tongues("en", lambda: formats.number(value)) == en


def test_percent_area_without_needless_decimals(tongues):
    assert tongues("vi", lambda: formats.percent(Decimal("45.0"))) == "45%"
    assert tongues("vi", lambda: formats.percent(Decimal("62.5"))) == "62,5%"
    assert tongues("vi", lambda: formats.area(Decimal("1400"))) == "1.400 m²"
    assert tongues("en", lambda: formats.area(Decimal("5920.4"), "ha")) == "5,920.4 ha"


def test_share_of_nothing_is_unknown():
    assert formats.share(5, 0) is None
    assert formats.share(None, 5) is None
    assert formats.share(1, 3) == Decimal(100) / 3


def test_dates_are_day_month_year_in_the_city():
    assert formats.day(dt.date(2024, 8, 30)) == "30/08/2024"
    late = dt.datetime(2024, 12, 31, 18, 30, tzinfo=dt.UTC)
    assert formats.day(late) == "01/01/2025"
    assert formats.instant(late) == "01/01/2025 01:30"
    assert formats.day(None) == "–"
