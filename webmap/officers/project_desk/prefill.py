"""What a form of the desk is filled in with beforehand, and what is completed after it was sent."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from geodata.figures.selection import fold
from geodata.queries.projects import progress
from webmap.officers.project_desk.forms import FORMS, shown
from webmap.officers.project_desk.page import DeskPage

SERIAL = frozenset({"disbursement", "capital_plan", "package", "milestone"})
"""Kinds that are often entered one after another."""
KEYED = frozenset({"milestone", "package"})
LONGEST_KEY = 40


def first(kind: str, page: DeskPage, args: Mapping[str, str]) -> dict[str, list[str]]:
    """The fields of a new row: what the address says, else what most likely is meant."""
    known = {one.name for one in FORMS[kind].fields}
    found = {name: [args[name]] for name in args if name in known}
    return {name: [text] for name, text in _likely(kind, page, args).items()} | found


def _likely(kind: str, page: DeskPage, args: Mapping[str, str]) -> dict[str, str]:
    today = shown_day(page.moment.today)
    if kind == "disbursement":
        year = _year(args, page)
        return {
            "budget_year": str(year),
            "month": _next_month(page, year),
            "kind": "payment",
            "effective_on": today,
        }
    if kind == "capital_plan":
        year = _year(args, page)
        planned = any(one.year == year and one.plans for one in page.years)
        return {
            "budget_year": str(year),
            "kind": "adjusted" if planned else "assigned",
            "effective_on": "",
        }
    if kind == "clearance" and page.rows(kind):
        last = page.rows(kind)[0]
        field = FORMS[kind].field("households_total")
        assert field is not None  # its form asks for it
        return {"effective_on": today, "households_total": shown(field, last.households_total)}
    if kind == "decision":
        return {"kind": "extension"}
    return {"effective_on": today}


def shown_day(day: dt.date) -> str:
    """A day as a field shows it."""
    return f"{day:%d/%m/%Y}"


def _year(args: Mapping[str, str], page: DeskPage) -> int:
    asked = args.get("budget_year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else page.moment.today.year


def _next_month(page: DeskPage, year: int) -> str:
    """The month after the last one that was entered of a year, as long as its money runs; no month
    is proposed that has not begun. Nothing for a year that has not."""
    months = [month.month for one in page.years if one.year == year for month in one.months]
    likely, last = dt.date(year, 1, 1), max(months, default=None)
    if last is not None:
        after = dt.date(last.year + last.month // 12, last.month % 12 + 1, 1)
        plans = page.history.capital_plans if page.history else ()
        until = progress.runs_until(plans, year).replace(day=1)
        likely = min(after, until, page.moment.today.replace(day=1))
    return f"{likely:%m/%Y}" if likely <= page.moment.today else ""


def carried(kind: str, body: Any) -> dict[str, str]:
    """What goes on to the next row of a series."""
    names = {"disbursement": ("budget_year",), "capital_plan": ("budget_year",)}.get(kind, ())
    return {name: str(getattr(body, name)) for name in names}


def completed(kind: str, form: MultiDict[str, str]) -> MultiDict[str, str]:
    """The form with the key that a name makes, where none was chosen; in small letters."""
    if kind not in KEYED:
        return form
    made = form.copy()
    made["key"] = _key(form.get("key", "") or form.get("name", ""))
    return made


def _key(text: str) -> str:
    words = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in fold(text))
    return "-".join(words.split())[:LONGEST_KEY].strip("-")
