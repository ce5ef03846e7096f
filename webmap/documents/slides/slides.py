"""The slides of a review, made from its frozen figures; what the figures do not hold is left out.

At most 25 words stand beside a picture: the rest is in the notes of who presents.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.vocabulary import STATUSES, codes
from webmap.documents import curves
from webmap.documents.content import KeyNumber, Kind, MapBlock, Number, Picture, Slide
from webmap.documents.frozen import Frozen
from webmap.documents.numbers import (
    disbursed_share,
    estimated_of,
    expected_disbursement,
    illustrative_words,
    since_start,
    through_words,
    total,
)
from webmap.documents.slides.tables import (
    awards,
    by_group,
    compared,
    contributions_slide,
    criteria,
    petitions,
    proposals,
)
from webmap.language import formats
from webmap.language.i18n import label

MOST_LATE = 5
"""Late projects that are named on the map of statuses; the others are in the table."""


MOST_WORDS = 25
"""Words beside a picture; more cannot be read from the back row."""

MOST_OWN = 12
"""Projects that have a slide in an office's own review."""


def slides(frozen: Frozen, earlier: Frozen | None = None) -> list[Slide]:
    """Every slide that the figures fill, in the usual order. `earlier`: the review that it is
    compared with."""
    found: list[Slide | None] = [title(frozen), in_figures(frozen), status_map(frozen)]
    found += [project(frozen, item) for item in projects_with_slides(frozen)]
    found += [
        None if frozen.own_units else by_group(frozen, "unit", _("Theo đơn vị")),
        by_group(frozen, "sector", _("Theo lĩnh vực")),
        capital(frozen),
        contributions_slide(frozen),
        criteria(frozen),
        examples(frozen),
        awards(frozen),
        proposals(frozen),
        petitions(frozen),
        compared(frozen, earlier) if earlier else None,
    ]
    return [slide for slide in found if slide is not None]


def projects_with_slides(frozen: Frozen) -> Sequence[Mapping[str, Any]]:
    """The projects that have a slide each: key projects; in an own review, which may have none of
    these, the most urgent ones too."""
    if frozen.review["office"] is None:
        return [item for item in frozen.projects if item["key"]]
    chosen = [item for item in frozen.projects if item["key"]][:MOST_OWN]
    others = [item for item in frozen.projects if not item["key"]]
    return chosen + others[: MOST_OWN - len(chosen)]


def arranged(made: Sequence[Slide], plan: Sequence[Mapping[str, Any]]) -> list[Slide]:
    """Slides as they were chosen and ordered; those that the plan does not know come last. All of
    them when none of the chosen ones is left."""
    by_key = {slide.key: slide for slide in made}
    hidden = {item["key"] for item in plan if not item["shown"]}
    ordered = [by_key[item["key"]] for item in plan if item["key"] in by_key and item["shown"]]
    known = {slide.key for slide in ordered} | hidden
    return ordered + [slide for slide in made if slide.key not in known] or list(made)


def title(frozen: Frozen) -> Slide:
    """Which review, of whom, closed on which day."""
    campaign = frozen.data["campaign"]
    words = [campaign["title_vi"], _("Số liệu chốt ngày %(day)s", day=formats.day(frozen.as_of))]
    if frozen.review["office"]:
        words.insert(0, frozen.who(frozen.review["office"]))
    if frozen.illustrative:
        words.append(illustrative_words(frozen))
    return Slide("title", frozen.review["name"], "title", words=words)


def in_figures(frozen: Frozen) -> Slide:
    """The campaign in eight numbers: of the budget year, or since the campaign began. What no row
    states is left out."""
    share = disbursed_share(frozen, "total")
    numbers = [
        KeyNumber(_("Dự án, công trình"), total(frozen, "count", "projects")),
        KeyNumber(_("Chậm tiến độ"), total(frozen, "count", "late")),
        KeyNumber(
            _("Tổng mức đầu tư"),
            total(frozen, "money", "total_investment"),
            _("trọn dự án; phần của đơn vị %(money)s", money=formats.money(part))
            if (part := frozen.own_part("total_investment")) is not None
            else "",
        ),
        KeyNumber(
            _("Giải ngân %(year)s", year=frozen.year),
            total(frozen, "money", "disbursed_year"),
            _("đạt %(share)s kế hoạch", share=share.text) if share.value is not None else "",
        ),
    ]
    kinds = ("contributions", "kinds")
    for kind, name, unit in (
        ("land", _("Đất Nhân dân hiến"), "m²"),
        ("labour", _("Ngày công"), "ngày"),
    ):
        path = (*kinds, kind, "quantities", unit)
        if frozen.figure("total", *path):
            number = Number(frozen.figure("total", *path), "number", ("total", *path), (), unit)
            numbers.append(KeyNumber(name, number, since_start()))
    value = total(frozen, "money", "contributions", "value")
    decided = total(frozen, "count", "awards")
    numbers.append(KeyNumber(_("Trị giá đóng góp"), value, since_start()))
    numbers.append(KeyNumber(_("Quyết định khen thưởng"), decided, since_start()))
    numbers = [item for item in numbers if item.number.value is not None]
    return Slide("figures", _("Phong trào qua các con số"), "numbers", numbers=numbers)


def status_map(frozen: Frozen) -> Slide:
    """Where things stand on the map; the late ones by name."""
    late = [project for project in frozen.projects if project["late"]]
    numbers = [
        KeyNumber(label(code, "STATUSES"), total(frozen, "count", "by_status", code))
        for code in codes(STATUSES)
        if frozen.figure("total", "by_status", code)
    ]
    told = [late_words(project) for project in late]
    return Slide(
        "map",
        _("Bản đồ tình trạng"),
        "map",
        words=[project["name"] for project in late[:MOST_LATE]],
        numbers=[*numbers, KeyNumber(_("Chậm tiến độ"), total(frozen, "count", "late"))],
        map=MapBlock(_("Bản đồ tình trạng")),
        notes="\n".join(
            f"{project['name']}: {why}" for project, why in zip(late, told, strict=True)
        ),
    )


def late_words(project: Mapping[str, Any]) -> str:
    """Why a project is late, in words; empty when it is not."""
    if project["late_reason"] == "overdue":
        return ngettext("Quá hạn %(num)s ngày", "Quá hạn %(num)s ngày", project["days_overdue"])
    if project["late_reason"] == "behind":
        points = formats.number(project["points_behind"], 1)
        return _("Chậm %(points)s điểm so với kế hoạch", points=points)
    return ""


def project(frozen: Frozen, found: Mapping[str, Any]) -> Slide:
    """A key project: where it is, how far, against the plan, what holds it up, what is asked."""
    code = found["code"]

    def said(name: str, kind: Kind) -> Number:
        return Number(found[name], kind, ("projects", code, name))

    numbers = [
        KeyNumber(_("Tiến độ thực hiện"), said("physical_percent", "percent")),
        KeyNumber(_("Kế hoạch"), said("planned_percent", "percent")),
        KeyNumber(_("Kế hoạch vốn %(year)s", year=frozen.year), said("plan_year", "money")),
        KeyNumber(_("Giải ngân %(year)s", year=frozen.year), said("disbursed_year", "money")),
    ]
    held_up = ", ".join(label(item, "OBSTACLES") for item in found["obstacles"])
    chart = curves.progress(found, frozen.as_of)
    words = [label(found["status"], "STATUSES")] + (
        [_("Vướng: %(what)s", what=held_up)] if held_up else []
    )
    asked = [
        item["text"]
        for item in frozen.petitions
        if item["kind"] == "petition" and item["project"] == code and not item["done_on"]
    ]
    asks = shortened(" ".join(asked), MOST_WORDS - sum(len(word.split()) for word in words))
    return Slide(
        f"project-{code}",
        found["name"],
        "project",
        words=words,
        numbers=[item for item in numbers if item.number.value is not None],
        charts=[chart] if chart else [],
        map=MapBlock(found["name"], (code,), (code,)) if found["geometry"] else None,
        photos=photos(found),
        asks=asks,
        notes="\n".join(part for part in (found["note"], *asked) if part),
        badge=late_words(found),
        project=code,
    )


def shortened(text: str, most: int) -> str:
    """At most so many words of a text; what is left out is for the notes."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[: max(1, most)]) + "…"


def photos(found: Mapping[str, Any]) -> list[Picture]:
    """The first picture and the last one, of another stage; fewer when there are not two."""
    pictures = found["photos"]
    chosen = pictures[:1] + (pictures[-1:] if len(pictures) > 1 else [])
    return [
        Picture(
            photo["digest"], photo["media_type"], photo["caption"], photo["stage"],
            bool(photo["illustrative"]),
        )
        for photo in chosen
    ]  # fmt: skip


def capital(frozen: Frozen) -> Slide | None:
    """Capital and disbursement of the year: the plan, what was paid month by month."""
    if not frozen.figure("total", "plan_year"):
        return None
    numbers = [
        KeyNumber(
            _("Kế hoạch vốn %(year)s", year=frozen.year), total(frozen, "money", "plan_year")
        ),
        KeyNumber(
            _("Giải ngân đến %(day)s", day=formats.day(frozen.as_of)),
            total(frozen, "money", "disbursed_year"),
            through_words(frozen),
        ),
        KeyNumber(_("Tỷ lệ giải ngân"), disbursed_share(frozen, "total")),
    ]
    expected = expected_disbursement(frozen)
    if expected.value is not None and frozen.year_is_open:
        name = _("Ước đến 31/01/%(year)s", year=frozen.year + 1)
        given, every = estimated_of(frozen)
        note = _("của %(given)s/%(every)s dự án có vốn", given=given, every=every)
        numbers.append(KeyNumber(name, expected, note))
    chart = curves.disbursement(frozen)
    return Slide(
        "capital",
        _("Vốn và giải ngân %(year)s", year=frozen.year),
        "chart" if chart else "numbers",
        numbers=numbers,
        charts=[chart] if chart else [],
    )


def examples(frozen: Frozen) -> Slide | None:
    """Good examples, as the secretariat put them together; else as offices wrote them."""
    told = [item for item in frozen.data["texts"] if item["part"] == "examples"]
    told = [item for item in told if item["office"] is None] or told
    if not told:
        return None
    words = [
        (f"{frozen.who(item['office'])}: " if item["office"] else "") + item["text"]
        for item in told
    ]
    return Slide("examples", _("Gương điển hình, cách làm hay"), "words", words=words)
