"""The report in the form of Nghị định 30/2020/NĐ-CP, as content: head, outline I–V, annexes.

Number, day of signing and signature are left for the office. What offices wrote stands in their
words; what the figures say is told in sentences made of them; a part that nobody wrote is left
open, to be seen and filled in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from geodata.vocabulary import STATUSES, codes
from webmap.documents.annexes.tables import annexes, contributions
from webmap.documents.content import Number, Table
from webmap.documents.frozen import Frozen, day
from webmap.documents.numbers import (
    disbursed_share,
    estimated_of,
    expected_disbursement,
    illustrative_words,
    own_part_words,
    sentence,
    through_words,
    total,
)
from webmap.documents.slides.tables import by_group, contributions_slide
from webmap.language import formats
from webmap.language.i18n import label

OPEN = "……………………………………"
"""What the office fills in."""


@dataclass(frozen=True)
class Section:
    """A part of the outline; `open_` when nobody has written it yet. `numbers` are those that its
    sentences tell."""

    heading: str
    level: int
    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = ()
    numbers: Sequence[Number] = ()
    open_: bool = False


@dataclass(frozen=True)
class ReportText:
    """The whole report. `issuer` is empty where more than one office could sign."""

    issuer: str
    place: str
    title: str
    subject: str
    opening: str
    sections: Sequence[Section]
    recipients: Sequence[str]
    annexes: Sequence[Table]
    note: str


def report(frozen: Frozen) -> ReportText:
    """The report of a frozen review."""
    return ReportText(
        issuer=issuer(frozen),
        place="Sa Đéc",
        title=_("BÁO CÁO"),
        subject=frozen.review["name"],
        opening=_(
            "Thực hiện Phong trào thi đua “%(title)s”; số liệu chốt đến ngày %(day)s, "
            "kết quả như sau:",
            title=frozen.data["campaign"]["title_vi"],
            day=formats.day(frozen.as_of),
        ),
        sections=list(_sections(frozen)),
        recipients=[_("Như trên;"), _("Lưu: VT.")],
        annexes=annexes(frozen),
        note=illustrative_words(frozen),
    )


def issuer(frozen: Frozen) -> str:
    """Who reports: the office whose review it is, else the secretariat of the closing day, if
    there was one; with several of them the office writes its own name."""
    office = frozen.review["office"]
    if office:
        return frozen.who(office)
    found = [
        agency["id"]
        for agency in frozen.data["agencies"]
        if "secretariat" in agency["functions"]
        and day(agency["valid_from"]) <= frozen.as_of
        and (agency["valid_to"] is None or frozen.as_of < day(agency["valid_to"]))
    ]
    return frozen.who(found[0]) if len(found) == 1 else ""


def _sections(frozen: Frozen) -> Iterator[Section]:
    yield _written(frozen, "direction", _("I. Công tác chỉ đạo, triển khai"), 1)
    yield Section(_("II. Kết quả thực hiện"), 1)
    yield _projects(frozen)
    yield _capital(frozen)
    yield _contributions(frozen)
    yield _awards(frozen)
    yield from _told(frozen, "results", _("5. Kết quả khác"))
    yield Section(_("III. Đánh giá chung"), 1)
    yield _written(frozen, "strengths", _("1. Ưu điểm"), 2)
    yield _written(frozen, "weaknesses", _("2. Hạn chế, nguyên nhân"), 2)
    yield _written(frozen, "lessons", _("3. Bài học kinh nghiệm"), 2)
    yield _written(frozen, "plans", _("IV. Phương hướng, nhiệm vụ"), 1)
    yield _petitions(frozen)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _written(frozen: Frozen, part: str, heading: str, level: int) -> Section:
    """A part as the secretariat put it together; else as offices wrote it, each named."""
    whole = frozen.text(part)
    if whole:
        return Section(heading, level, _paragraphs(whole))
    told = [
        f"{frozen.who(item['office'])}: {paragraph}"
        for item in frozen.data["texts"]
        if item["part"] == part and item["office"]
        for paragraph in _paragraphs(item["text"])
    ]
    return Section(heading, level, told or [OPEN], open_=not told)


def _told(frozen: Frozen, part: str, heading: str) -> Iterator[Section]:
    """A part that is left out when nobody wrote it."""
    section = _written(frozen, part, heading, 2)
    if not section.open_:
        yield section


def _projects(frozen: Frozen) -> Section:
    counts = [
        (label(code, "STATUSES").lower(), total(frozen, "count", "by_status", code))
        for code in codes(STATUSES)
        if frozen.figure("total", "by_status", code)
    ]
    projects, late = total(frozen, "count", "projects"), total(frozen, "count", "late")
    investment = total(frozen, "money", "total_investment")
    listed = "; ".join(f"{name}: {number.text}" for name, number in counts)
    heading = _("1. Tiến độ các dự án, công trình")
    if not projects.value:
        told = _("Đến ngày %(day)s chưa có dự án, công trình nào.", day=formats.day(frozen.as_of))
        return Section(heading, 2, [told])
    known = {"day": formats.day(frozen.as_of), "count": projects.text, "list": listed}
    sentences = [
        _(
            "Đến ngày %(day)s có %(count)s dự án, công trình, tổng mức đầu tư %(money)s; %(list)s.",
            money=investment.text, **known,
        )
        if investment.value is not None
        else _("Đến ngày %(day)s có %(count)s dự án, công trình; %(list)s.", **known),
        _("Số dự án chậm tiến độ: %(count)s (chi tiết tại Phụ lục 1).", count=late.text),
        *filter(None, [own_part_words(frozen)]),
    ]  # fmt: skip
    grouped = None if frozen.own_units else by_group(frozen, "unit", _("Đơn vị"))
    numbers = [projects, late, *(number for _name, number in counts)]
    numbers += [investment] if investment.value is not None else []
    return Section(heading, 2, sentences, grouped.tables if grouped else (), numbers)


def _capital(frozen: Frozen) -> Section:
    """Plan and disbursement of the budget year, as far as they are known; left open without any."""
    heading = _("2. Vốn và giải ngân")
    plan, paid = (total(frozen, "money", name) for name in ("plan_year", "disbursed_year"))
    share, expected = disbursed_share(frozen, "total"), expected_disbursement(frozen)
    closing = formats.day(frozen.as_of)
    sentences, numbers = [], []
    if plan.value:
        told = _("Kế hoạch vốn năm %(year)s: %(plan)s.", year=frozen.year, plan=plan.text)
        if paid.value is not None:
            told = _(
                "Kế hoạch vốn năm %(year)s: %(plan)s; giải ngân đến ngày %(day)s: %(paid)s, "
                "đạt %(share)s.",
                year=frozen.year, plan=plan.text, day=closing, paid=paid.text, share=share.text,
            )  # fmt: skip
        sentences.append(told)
        numbers += [plan, paid, share] if paid.value is not None else [plan]
    elif paid.value:
        sentences.append(
            _(
                "Giải ngân vốn năm %(year)s đến ngày %(day)s: %(paid)s.",
                year=frozen.year, day=closing, paid=paid.text,
            )
        )  # fmt: skip
        numbers.append(paid)
    if paid.value is not None and through_words(frozen):
        sentences.append(sentence(through_words(frozen)))
    if expected.value is not None and frozen.year_is_open:
        given, every = estimated_of(frozen)
        numbers.append(expected)
        sentences.append(
            _(
                "Ước giải ngân đến 31/01/%(year)s của %(given)s/%(every)s dự án có vốn trong năm: "
                "%(money)s.",
                year=frozen.year + 1, given=given, every=every, money=expected.text,
            )
        )  # fmt: skip
    return Section(heading, 2, sentences or [OPEN], (), numbers, open_=not sentences)


def _contributions(frozen: Frozen) -> Section:
    count = total(frozen, "count", "contributions", "count")
    value = total(frozen, "money", "contributions", "value")
    slide = contributions_slide(frozen)
    heading, tables = _("3. Đóng góp của Nhân dân"), slide.tables if slide else ()
    if not value.value:
        told = _("Lũy kế từ đầu Phong trào: %(count)s lượt đóng góp.", count=count.text)
        return Section(heading, 2, [told], tables, [count])
    if contributions(frozen).rows:
        told = _(
            "Lũy kế từ đầu Phong trào: %(count)s lượt đóng góp, trị giá %(money)s "
            "(trong kỳ: Phụ lục 2).",
            count=count.text, money=value.text,
        )  # fmt: skip
    else:
        told = _(
            "Lũy kế từ đầu Phong trào: %(count)s lượt đóng góp, trị giá %(money)s; "
            "trong kỳ không có đóng góp mới.",
            count=count.text, money=value.text,
        )  # fmt: skip
    return Section(heading, 2, [told], tables, [count, value])


def _awards(frozen: Frozen) -> Section:
    count = total(frozen, "count", "awards")
    return Section(
        _("4. Khen thưởng"),
        2,
        [_("Lũy kế từ đầu Phong trào: %(count)s quyết định khen thưởng.", count=count.text)],
        (),
        [count],
    )


def _petitions(frozen: Frozen) -> Section:
    heading = _("V. Kiến nghị, đề xuất")
    written = _written(frozen, "petitions", heading, 1)
    if not written.open_:
        return written
    asked = [
        f"{frozen.who(item['addressed_to'])}: {item['text']}" if item["addressed_to"]
        else item["text"]
        for item in frozen.petitions
        if item["kind"] == "petition" and item["done_on"] is None
    ]  # fmt: skip
    return Section(heading, 1, asked) if asked else written
