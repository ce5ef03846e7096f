"""A value as a form shows it, in the way that the form reads it again."""

import datetime as dt
from decimal import Decimal

from webmap.language import formats
from webmap.language.i18n import language


def number_text(value: Decimal | int | float | None) -> str:
    """A number as the field shows it, exact: 45,5; nothing for None."""
    if value is None:
        return ""
    text = format(Decimal(str(value)).normalize(), "f")
    return text if language() == "en" else text.replace(".", ",")


def day_text(value: dt.date | str | None) -> str:
    """A day as the field shows it; nothing for None."""
    if isinstance(value, str):
        value = dt.date.fromisoformat(value)
    return formats.day(value) if value else ""
