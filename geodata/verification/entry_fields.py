"""What of an entry is compared for the one who confirms it, by the names and kinds of
`changed_fields`, and beyond: `place`, `points`, `flag`, `lines`, `sector`, `project`, `agency`."""

from collections.abc import Mapping
from typing import Any

from geodata.history.changed_fields import Field
from geodata.history.project_changes import FieldChange
from geodata.vocabulary import N_

_MONEY = "money"

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "update": (
        Field("status", N_("Tình trạng"), "STATUSES"),
        Field("physical_percent", N_("Tiến độ thực hiện"), "percent"),
        Field("forecast_finish", N_("Dự kiến hoàn thành"), "day"),
        Field("obstacles", N_("Khó khăn, vướng mắc"), "OBSTACLES"),
        Field("note", N_("Ghi chú"), "lines"),
        Field("completed_on", N_("Ngày nghiệm thu, bàn giao"), "day"),
        Field("document_number", N_("Số biên bản, văn bản")),
    ),
    "contribution": (
        Field("kind", N_("Loại"), "CONTRIBUTION_KINDS"),
        Field("effective_on", N_("Ngày"), "day"),
        Field("quantity", N_("Số lượng"), "number"),
        Field("unit_of_measure", N_("Đơn vị tính")),
        Field("value", N_("Trị giá"), _MONEY),
        Field("value_basis", N_("Căn cứ tính trị giá")),
        Field("unit", N_("Đơn vị"), "office"),
        Field("hamlet", N_("Khóm, ấp")),
        Field("project", N_("Dự án"), "project"),
        Field("giver_kind", N_("Bên đóng góp"), "GIVER_KINDS"),
        Field("givers", N_("Số người, tập thể đóng góp"), "number"),
        Field("households", N_("Số hộ"), "number"),
        Field("mobilised_by", N_("Đơn vị vận động"), "office"),
        Field("minutes", N_("Biên bản")),
        Field("receipt", N_("Phiếu thu")),
        Field("stage", N_("Giai đoạn"), "LAND_STAGES"),
        Field("parcel", N_("Thửa đất")),
        Field("map_sheet", N_("Tờ bản đồ")),
        Field("certificate_corrected", N_("Đã chỉnh lý giấy chứng nhận"), "flag"),
        Field("place", N_("Vị trí"), "place"),
        Field("note", N_("Ghi chú"), "lines"),
    ),
    "revision": (
        Field("name", N_("Tên")),
        Field("effective_on", N_("Từ ngày"), "day"),
        Field("sector", N_("Lĩnh vực"), "sector"),
        Field("agency", N_("Chủ đầu tư, cơ quan"), "office"),
        Field("is_key", N_("Trọng điểm"), "flag"),
        Field("project_group", N_("Nhóm"), "PROJECT_GROUPS"),
        Field("work_class", N_("Loại, cấp công trình")),
        Field("treasury_code", N_("Mã kho bạc")),
        Field("national_code", N_("Mã quốc gia")),
        Field("total_investment", N_("Tổng mức đầu tư"), _MONEY),
        Field("planned_start", N_("Khởi công theo kế hoạch"), "day"),
        Field("planned_finish", N_("Hoàn thành theo kế hoạch"), "day"),
        Field("progress_plan", N_("Đường tiến độ kế hoạch"), "points"),
        Field("place_note", N_("Mô tả vị trí")),
        Field("place", N_("Vị trí trên bản đồ"), "place"),
    ),
}


TOLD_ONCE = frozenset({"completed_on", "document_number"})
"""Columns that a later row leaves empty without taking anything back."""


def differences(kind: str, old: Any | None, new: Any) -> tuple[FieldChange, ...]:
    """What an entry changes of the verified row that it follows; all that it says when there is
    none."""
    found = []
    for field in FIELDS[kind]:
        was = getattr(old, field.column) if old is not None else None
        now = getattr(new, field.column)
        if now is None and field.column in TOLD_ONCE:
            continue
        if was != now and not (old is None and now in (None, [], False)):
            found.append(FieldChange(field.name, field.kind, was, now))
    return tuple(found)
