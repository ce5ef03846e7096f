"""The document that founds a campaign: what `campaign.yaml` tells of it, and its full text."""

from pathlib import Path

from geodata.errors import BadInput, BrokenFile
from geodata.importers.checking import Both, Name, Strict, Text, YearDay
from geodata.importers.yaml_lines import Document
from geodata.spelling import clean
from geodata.vocabulary import N_

LONGEST_PLAN = 500_000
"""Characters."""


class Duty(Strict):
    """What a section of the plan (`place`, e.g. VI.1) asks of agencies."""

    place: Name
    agencies: list[Name]


class ReportDate(Strict):
    """When results are reported or reviewed, and where the plan says so. `day` (MM-DD): the last
    day of a report that is sent every year; `closes`: the day of its figures."""

    name: Both
    due: Both
    place: Name
    day: YearDay | None = None
    closes: YearDay | None = None


class Plan(Strict):
    """The document that founds the campaign; `text` names a Markdown file beside campaign.yaml."""

    number: Text
    date: Text
    issuer: Text
    source: Text
    text: Name | None = None
    duties: list[Duty] = []
    reports: list[ReportDate] = []


def read_plan(document: Document, folder: Path, name: str | None) -> str:
    """The plan's text in Markdown; empty when the campaign names no file.

    Raises BrokenFile for a file elsewhere, that is missing, too long, not UTF-8 or has letters that
    nobody could read. The text is kept as the file has it.
    """
    if name is None:
        return ""
    path = folder / name
    if path.parent != folder:
        raise document.broken(("plan", "text"), N_("tệp kế hoạch phải nằm cùng thư mục"))
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFile(name, None, N_("không đọc được toàn văn kế hoạch")) from error
    if len(text) > LONGEST_PLAN:
        raise BrokenFile(name, None, N_("toàn văn kế hoạch dài quá"))
    try:
        clean(text, lines=True)
    except BadInput as error:
        raise BrokenFile(name, None, error.template, **error.params) from error
    return text


def check_duties(document: Document, plan: Plan, agencies: list[str]) -> None:
    """Every duty is that of an agency there is. Raises BrokenFile."""
    for index, duty in enumerate(plan.duties):
        for value in duty.agencies:
            if value not in agencies:
                raise document.broken(
                    ("plan", "duties", index), N_("không có cơ quan “%(value)s”"), value=value
                )
