"""What pages of a review say of a figure: its name in words, and where its rows are."""

from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _

from geodata.vocabulary import CONTRIBUTION_KINDS, STATUSES, codes
from webmap.documents.content import Number
from webmap.documents.frozen import Frozen
from webmap.documents.numbers import EVERY
from webmap.language.i18n import label

SEPARATOR = "/"
EARLIER = "earlier"
"""Head of a path into the review that this one is compared with."""


def rows_address(code: str, number: Number, earlier: str | None = None) -> str | None:
    """Where the rows behind a number are; None for one that says nothing. `earlier`: the code of
    the review that it is compared with, where the asker may see that."""
    if number.value is None:
        return None
    paths = [number.path or number.listed] if number.path or number.listed else list(number.of)
    own = [SEPARATOR.join(path) for path in paths if path[0] != EARLIER]
    if own:
        return url_for("reviews.rows", code=code, path=own)
    if paths and earlier is not None:
        before = [SEPARATOR.join(path[1:]) for path in paths]
        return url_for("reviews.rows", code=earlier, path=before)
    return None


def figure_title(frozen: Frozen, path: Sequence[str]) -> str:
    """A figure's path in words: of which group, what is measured."""
    words = _measures() | {code: label(code, "STATUSES") for code in codes(STATUSES)}
    words |= {code: label(code, "CONTRIBUTION_KINDS") for code in codes(CONTRIBUTION_KINDS)}
    words[EVERY] = _("Các dự án đã ước")
    if path[0] in ("projects", "estimates") and path[1] in frozen.project_by_code:
        words[path[1]] = frozen.project_by_code[path[1]]["name"]
    told = []
    for place, name in enumerate(path):
        if name in (
            "groups",
            "kinds",
            "by_unit",
            "by_sector",
            "by_agency",
            "by_criterion",
            "by_kind",
        ):
            continue
        group = frozen.figure(*path[: place + 1])
        if isinstance(group, Mapping) and "label_vi" in group:
            told.append(frozen.label(group))
        elif name in words:
            told.append(words[name])
        elif name.count("-") == 2:
            continue  # the day that names a generation
        else:
            told.append(name)
    return " · ".join(told)


def _measures() -> dict[str, str]:
    return {
        "total": _("Toàn phong trào"),
        "projects": _("Dự án"),
        "contributions": _("Đóng góp"),
        "awards": _("Khen thưởng"),
        "proposals": _("Khen thưởng chờ quyết định"),
        "recipients": _("Số tập thể, cá nhân, hộ"),
        "estimates": _("Ước thực hiện"),
        "late": _("Chậm tiến độ"),
        "stale": _("Quá hạn cập nhật"),
        "key_projects": _("Công trình trọng điểm"),
        "by_status": _("Tình trạng"),
        "total_investment": _("Tổng mức đầu tư"),
        "plan_year": _("Kế hoạch vốn năm"),
        "disbursed_year": _("Giải ngân trong năm"),
        "disbursed_total": _("Lũy kế giải ngân"),
        "physical_percent": _("Tiến độ thực hiện"),
        "planned_percent": _("Tiến độ theo kế hoạch"),
        "quantity": _("Số lượng"),
        "households": _("Số hộ"),
        "count": _("Số lượt"),
        "value": _("Trị giá"),
        "quantities": _("Số lượng"),
        "givers": _("Số người, hộ, tập thể"),
        "unplaced": _("Chưa có vị trí"),
        "none": _("Không thuộc nhóm nào"),
    }
