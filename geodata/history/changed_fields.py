"""Which columns of a project's rows are shown when something changed, and what replaces what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geodata.models.awards import AwardAchievement, AwardRevision, AwardStep
from geodata.models.base import Fact
from geodata.models.contributions import ContributionRevision
from geodata.models.evidence import CriterionLink
from geodata.models.photos import Photo
from geodata.models.projects import (
    CapitalPlan,
    Clearance,
    Disbursement,
    Milestone,
    Package,
    ProjectDecision,
    ProjectRevision,
    ResponsibleUnit,
    StatusUpdate,
)
from geodata.vocabulary import N_


@dataclass(frozen=True)
class Field:
    """A column whose changes are shown: its name (msgid), and how its values are to be
    read: text, money, percent, number, day, flag, or the name of a list of `geodata.vocabulary`."""

    column: str
    name: str
    kind: str = "text"


@dataclass(frozen=True)
class FieldChange:
    """A value before and after; `old` is None for what was not there."""

    name: str
    kind: str
    old: Any
    new: Any


@dataclass(frozen=True)
class ChangeTable:
    """Which changes of a table's rows are shown, and by what names."""

    model: type[Fact]
    what: str
    fields: tuple[Field, ...]
    same: Callable[[Any], Any] | None = None
    """What a later row of the same thing replaces; None: rows stand each for itself."""
    verdict: str | None = None


_MONEY = "money"


def _only(_row: Any) -> int:
    """A project has one at a time."""
    return 0


TABLES = (
    ChangeTable(
        ProjectRevision,
        N_("Thông tin dự án"),
        (
            Field("name", N_("Tên")),
            Field("agency", N_("Chủ đầu tư, cơ quan"), "office"),
            Field("total_investment", N_("Tổng mức đầu tư"), _MONEY),
            Field("planned_start", N_("Khởi công theo kế hoạch"), "day"),
            Field("planned_finish", N_("Hoàn thành theo kế hoạch"), "day"),
            Field("place_note", N_("Vị trí")),
            Field("place", N_("Vị trí trên bản đồ"), "place"),
        ),
        _only,
        "project_revision_id",
    ),
    ChangeTable(
        StatusUpdate,
        N_("Tiến độ"),
        (
            Field("status", N_("Tình trạng"), "STATUSES"),
            Field("physical_percent", N_("Tiến độ thực hiện"), "percent"),
            Field("forecast_finish", N_("Dự kiến hoàn thành"), "day"),
            Field("obstacles", N_("Khó khăn, vướng mắc"), "OBSTACLES"),
        ),
        _only,
        "status_update_id",
    ),
    ChangeTable(
        ProjectDecision,
        N_("Quyết định"),
        (
            Field("kind", N_("Nội dung"), "DECISION_KINDS"),
            Field("number", N_("Số")),
            Field("total_investment", N_("Tổng mức đầu tư"), _MONEY),
            Field("finish_on", N_("Hoàn thành"), "day"),
            Field("note", N_("Ghi chú")),
        ),
    ),
    ChangeTable(
        Milestone,
        N_("Mốc tiến độ"),
        (
            Field("name", N_("Mốc")),
            Field("planned_on", N_("Kế hoạch"), "day"),
            Field("extended_on", N_("Gia hạn"), "day"),
            Field("actual_on", N_("Thực tế"), "day"),
        ),
        lambda row: row.key,
    ),
    ChangeTable(
        Package,
        N_("Gói thầu"),
        (
            Field("name", N_("Tên")),
            Field("package_price", N_("Giá gói thầu"), _MONEY),
            Field("winning_price", N_("Giá trúng thầu"), _MONEY),
            Field("contractor", N_("Nhà thầu")),
            Field("contract_ends_on", N_("Hết hạn hợp đồng"), "day"),
        ),
        lambda row: row.key,
    ),
    ChangeTable(
        CapitalPlan,
        N_("Kế hoạch vốn"),
        (
            Field("budget_year", N_("Năm"), "year"),
            Field("capital_source", N_("Nguồn vốn"), "CAPITAL_SOURCES"),
            Field("kind", N_("Loại"), "CAPITAL_KINDS"),
            Field("amount", N_("Số tiền"), _MONEY),
            Field("runs_until", N_("Giải ngân đến hết ngày"), "day"),
        ),
        lambda row: (row.budget_year, row.capital_source, row.kind == "carried_over"),
    ),
    ChangeTable(
        Disbursement,
        N_("Giải ngân"),
        (
            Field("budget_year", N_("Năm"), "year"),
            Field("month", N_("Tháng"), "month"),
            Field("kind", N_("Loại"), "DISBURSEMENT_KINDS"),
            Field("amount", N_("Số tiền"), _MONEY),
        ),
    ),
    ChangeTable(
        Clearance,
        N_("Giải phóng mặt bằng"),
        (
            Field("households_done", N_("Số hộ đã bàn giao"), "number"),
            Field("households_total", N_("Tổng số hộ"), "number"),
            Field("area_m2", N_("Diện tích (m²)"), "number"),
            Field("paid", N_("Đã chi trả"), _MONEY),
            Field("stuck", N_("Vướng mắc")),
        ),
        _only,
    ),
    ChangeTable(
        ResponsibleUnit,
        N_("Đơn vị theo dõi hiện trường"),
        (Field("unit", N_("Đơn vị"), "office"), Field("ends_on", N_("Đến trước ngày"), "day")),
    ),
    ChangeTable(
        CriterionLink,
        N_("Tiêu chí thi đua"),
        (Field("evidence", N_("Minh chứng")),),
    ),
    ChangeTable(
        Photo,
        N_("Hình ảnh"),
        (Field("stage", N_("Giai đoạn"), "PHOTO_STAGES"), Field("caption", N_("Chú thích"))),
    ),
    ChangeTable(
        ContributionRevision,
        N_("Đóng góp"),
        (
            Field("kind", N_("Loại"), "CONTRIBUTION_KINDS"),
            Field("quantity", N_("Số lượng"), "number"),
            Field("value", N_("Trị giá"), _MONEY),
            Field("unit", N_("Đơn vị"), "office"),
        ),
        lambda row: row.contribution_id,
        "contribution_revision_id",
    ),
)


AWARD_TABLES = (
    ChangeTable(
        AwardRevision,
        N_("Hồ sơ khen thưởng"),
        (
            Field("form", N_("Hình thức"), "award_form"),
            Field("year", N_("Năm"), "year"),
            Field("recipients", N_("Số tập thể, cá nhân, hộ"), "number"),
            Field("unit", N_("Đơn vị"), "office"),
            Field("money", N_("Tiền thưởng"), _MONEY),
        ),
        _only,
    ),
    ChangeTable(
        AwardStep,
        N_("Bước khen thưởng"),
        (
            Field("step", N_("Bước"), "AWARD_STEPS"),
            Field("number", N_("Số")),
            Field("office", N_("Cơ quan"), "office"),
        ),
    ),
    ChangeTable(AwardAchievement, N_("Thành tích được khen"), ()),
)
"""Tables of an award; criteria are linked to it as to any feature. Who was honoured is not told:
naming follows the consent of today, and these lines are printed and kept."""


def fields_changed(table: ChangeTable, old: Any, new: Any) -> tuple[FieldChange, ...]:
    """What of a row differs from the one before it (`old`, or None), in the table's order. What
    names the thing is told even when it stays as it was."""
    found = []
    for field in table.fields:
        was = getattr(old, field.column) if old is not None else None
        is_ = getattr(new, field.column)
        if was != is_ or (old is not None and _names(table, field)):
            found.append(FieldChange(field.name, field.kind, was, is_))
    return tuple(found)


def _names(table: ChangeTable, field: Field) -> bool:
    return table.same is not None and field.column in ("name", "budget_year", "capital_source")
