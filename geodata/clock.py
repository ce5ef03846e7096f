"""What day it is for the city, and what instant it is for the store."""

import datetime as dt
from zoneinfo import ZoneInfo

CITY_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """The instant, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The calendar day in Sa Đéc; dates of the store are days of this zone."""
    return now().astimezone(CITY_ZONE).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """The last microsecond of a day in the city, in UTC; what `known_at` as a date means."""
    local = dt.datetime.combine(day, dt.time.max, tzinfo=CITY_ZONE)
    return local.astimezone(dt.UTC)


def month_end(day: dt.date) -> dt.date:
    """The last day of the month of a day."""
    following = day.replace(day=28) + dt.timedelta(days=4)
    return following - dt.timedelta(days=following.day)


def at_office_hour(day: dt.date, hour: int = 17) -> dt.datetime:
    """An instant of that day in the city, in UTC, for history that names only a day."""
    return dt.datetime.combine(day, dt.time(hour), tzinfo=CITY_ZONE).astimezone(dt.UTC)
