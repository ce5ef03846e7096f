"""Code lists. Codes are English (OC4IDS where it has one), labels are Vietnamese msgids.

Sources: OC4IDS 0.9 `projectStatus`; `suspended` is ours; the words are those of the trade
(Luật Đầu tư công, Nghị định 29/2021, Luật Thi đua, khen thưởng).
"""

from collections.abc import Sequence
from typing import NamedTuple


def N_(text: str) -> str:
    """Mark a msgid for extraction without translating it here."""
    return text


class Code(NamedTuple):
    """A code and its Vietnamese label (a gettext msgid)."""

    code: str
    label: str


STATUSES = (
    Code("identification", N_("Đề xuất chủ trương")),
    Code("preparation", N_("Chuẩn bị đầu tư")),
    Code("implementation", N_("Đang thi công")),
    Code("completion", N_("Nghiệm thu, bàn giao")),
    Code("maintenance", N_("Khai thác, bảo trì")),
    Code("suspended", N_("Tạm dừng")),
    Code("cancelled", N_("Dừng thực hiện")),
)
FINISHED = frozenset({"completion", "maintenance"})
ENDED = FINISHED | {"cancelled"}
TRANSITIONS = {
    "identification": ("preparation", "suspended", "cancelled"),
    "preparation": ("implementation", "suspended", "cancelled"),
    "implementation": ("completion", "suspended", "cancelled"),
    "completion": ("maintenance",),
    "maintenance": (),
    "suspended": ("preparation", "implementation", "cancelled"),
    "cancelled": (),
}
"""What may follow a status, beside the status itself; a mistake is mended by a correction."""

ACTIVE = frozenset({"identification", "preparation", "implementation", "suspended"})

CONTRIBUTION_KINDS = (
    Code("land", N_("Hiến đất")),
    Code("labour", N_("Ngày công")),
    Code("money", N_("Tiền")),
    Code("material", N_("Vật tư")),
    Code("equipment", N_("Trang thiết bị")),
    Code("idea", N_("Hiến kế")),
    Code("clearance", N_("Bàn giao mặt bằng")),
)
NATIVE_UNITS = {
    "land": "m²",
    "labour": "ngày",
    "money": "đồng",
    "idea": "ý kiến",
    "clearance": "m²",
}
"""Unit of measure of a kind; material and equipment name their own."""
UNPRICED_KINDS = ("idea", "clearance")
"""Kinds that are no money by their nature: their value is not asked for."""

GIVER_KINDS = (
    Code("individual", N_("Cá nhân")),
    Code("household", N_("Hộ gia đình")),
    Code("collective", N_("Tập thể")),
)
CONSENT_LEVELS = (
    Code("none", N_("Không nêu tên")),
    Code("ward", N_("Nêu tên trong phường, xã")),
    Code("public", N_("Nêu tên công khai")),
    Code("parcel", N_("Nêu tên và thửa đất công khai")),
)
"""What a giver or a recipient agrees to; pages of the public name by the last two alone, and show
the exact place of a contribution by the last alone."""
LAND_STAGES = (
    Code("pledged", N_("Đăng ký hiến")),
    Code("minuted", N_("Đã lập biên bản")),
    Code("handed_over", N_("Đã bàn giao")),
    Code("registered", N_("Đã chỉnh lý giấy chứng nhận")),
)
OBSTACLES = (
    Code("clearance", N_("Mặt bằng")),
    Code("capital", N_("Vốn")),
    Code("contractor", N_("Nhà thầu")),
    Code("weather", N_("Thời tiết")),
    Code("procedure", N_("Thủ tục")),
    Code("material", N_("Vật liệu")),
    Code("other", N_("Khác")),
)
ILLUSTRATIVE = (
    Code("project", N_("toàn bộ dự án")),
    Code("place", N_("vị trí")),
    Code("total_investment", N_("tổng mức đầu tư")),
    Code("dates", N_("thời gian")),
    Code("progress", N_("tiến độ")),
    Code("capital", N_("vốn, giải ngân")),
    Code("clearance", N_("giải phóng mặt bằng")),
    Code("quantity", N_("số lượng")),
    Code("value", N_("trị giá")),
    Code("unit", N_("đơn vị hành chính")),
    Code("givers", N_("người đóng góp")),
    Code("award", N_("khen thưởng")),
    Code("photo", N_("hình ảnh")),
)
PHOTO_STAGES = (
    Code("before", N_("Trước khi làm")),
    Code("during", N_("Đang thi công")),
    Code("after", N_("Sau khi xong")),
)
PROJECT_GROUPS = (
    Code("A", N_("Nhóm A")),
    Code("B", N_("Nhóm B")),
    Code("C", N_("Nhóm C")),
)
CAPITAL_SOURCES = (
    Code("central_budget", N_("Ngân sách Trung ương")),
    Code("province_budget", N_("Ngân sách tỉnh")),
    Code("city_budget", N_("Ngân sách thành phố")),
    Code("local_budget", N_("Ngân sách phường, xã")),
    Code("lottery", N_("Xổ số kiến thiết")),
    Code("land_use", N_("Tiền sử dụng đất")),
    Code("contribution", N_("Nhân dân đóng góp")),
    Code("other", N_("Nguồn khác")),
)
CAPITAL_KINDS = (
    Code("assigned", N_("Giao đầu năm")),
    Code("adjusted", N_("Điều chỉnh")),
    Code("carried_over", N_("Chuyển nguồn")),
)
DISBURSEMENT_KINDS = (
    Code("advance", N_("Tạm ứng")),
    Code("payment", N_("Thanh toán")),
    Code("recovery", N_("Thu hồi tạm ứng")),
    Code("reduction", N_("Giảm theo kết luận thanh tra, kiểm toán")),
)
DEDUCTED = frozenset({"recovery", "reduction"})
"""Kinds of disbursement that a sum takes off."""
DECISION_KINDS = (
    Code("policy", N_("Chủ trương đầu tư")),
    Code("approval", N_("Phê duyệt dự án")),
    Code("adjustment", N_("Điều chỉnh dự án")),
    Code("extension", N_("Gia hạn")),
    Code("suspension", N_("Tạm dừng")),
    Code("resumption", N_("Tiếp tục thực hiện")),
    Code("acceptance", N_("Nghiệm thu, bàn giao")),
    Code("settlement", N_("Quyết toán")),
)
AWARD_STEPS = (
    Code("proposed", N_("Đề nghị")),
    Code("received", N_("Tiếp nhận")),
    Code("appraised", N_("Thẩm định")),
    Code("council", N_("Hội đồng Thi đua - Khen thưởng")),
    Code("submitted", N_("Trình")),
    Code("decided", N_("Quyết định khen thưởng")),
    Code("declined", N_("Không khen thưởng")),
    Code("presented", N_("Trao tặng")),
    Code("revoked", N_("Hủy, thu hồi")),
)
UNIT_KINDS = (
    Code("phường", N_("Phường")),
    Code("xã", N_("Xã")),
    Code("ngoài thành phố", N_("Ngoài thành phố cũ")),
)
AGENCY_LEVELS = (
    Code("province", N_("Tỉnh")),
    Code("city", N_("Thành phố")),
    Code("ward", N_("Phường")),
    Code("commune", N_("Xã")),
)
VERDICTS = (
    Code("verified", N_("Đã xác nhận")),
    Code("returned", N_("Trả lại")),
    Code("asked", N_("Hỏi thêm")),
    Code("withdrawn", N_("Rút lại")),
)
ENTRY_STATES = (
    Code("waiting", N_("Chờ xác nhận")),
    *VERDICTS,
)
"""Where an entry stands that counts once confirmed: without a verdict it waits."""
REVIEW_KINDS = (
    Code("annual", N_("Báo cáo năm")),
    Code("midterm", N_("Sơ kết")),
    Code("final", N_("Tổng kết")),
    Code("own", N_("Sơ kết của đơn vị")),
)
REPORT_PARTS = (
    Code("direction", N_("I. Công tác chỉ đạo, triển khai")),
    Code("results", N_("II. Kết quả thực hiện")),
    Code("strengths", N_("III.1. Ưu điểm")),
    Code("weaknesses", N_("III.2. Hạn chế, nguyên nhân")),
    Code("lessons", N_("III.3. Bài học kinh nghiệm")),
    Code("plans", N_("IV. Phương hướng, nhiệm vụ")),
    Code("petitions", N_("V. Kiến nghị, đề xuất")),
    Code("examples", N_("Gương điển hình, cách làm hay")),
)
"""Narrative parts of a report (the outline that offices use), and good examples for the slides."""
PETITION_KINDS = (
    Code("difficulty", N_("Khó khăn, vướng mắc")),
    Code("petition", N_("Kiến nghị, đề xuất")),
)
ENTRY_KINDS = (
    Code("update", N_("Cập nhật tiến độ")),
    Code("contribution", N_("Đóng góp")),
    Code("revision", N_("Thông tin dự án")),
)
"""What counts once confirmed."""
WARNINGS = (
    Code("progress_fell", N_("Tiến độ giảm so với lần xác nhận trước")),
    Code("progress_jumped", N_("Tiến độ tăng hơn 40 điểm")),
    Code("progress_before_start", N_("Có tiến độ khi chưa thi công")),
    Code("status_skipped", N_("Tình trạng nhảy bước")),
    Code("far_from_site", N_("Vị trí ghi xa công trình")),
    Code("coarse_position", N_("Vị trí ghi kém chính xác")),
    Code("position_left_out", N_("Vị trí ghi không dùng được, đã bỏ ra")),
    Code("over_budget", N_("Giải ngân vượt tổng mức hoặc kế hoạch vốn năm")),
    Code("over_contract", N_("Giải ngân vượt giá trị hợp đồng")),
    Code("over_investment", N_("Vượt tổng mức đầu tư")),
    Code("thousandfold", N_("Số tiền có thể thừa hoặc thiếu ba số không")),
    Code("twin_payment", N_("Có thể trùng với dòng giải ngân đã nhập")),
    Code("cumulative_fell", N_("Lũy kế giải ngân giảm")),
    Code("personal", N_("Có thể cho biết một người là ai")),
    Code("same_project", N_("Trùng tên với dự án cùng địa bàn")),
    Code("small_money", N_("Số tiền nhỏ bất thường")),
    Code("duplicate", N_("Có thể trùng với đóng góp đã nhập")),
    Code("for_predecessor", N_("Nhập thay cho đơn vị trước sáp nhập")),
    Code("backdated", N_("Ghi muộn hơn 30 ngày")),
    Code("outdated", N_("Đã có số liệu xác nhận của ngày sau")),
)
"""Warnings about an entry for who confirms it; it may still be right."""
ROLES = (
    Code("ward", N_("Cán bộ phường, xã")),
    Code("owner", N_("Cán bộ chủ đầu tư")),
    Code("finance", N_("Cán bộ tài chính")),
    Code("secretariat", N_("Thường trực phong trào")),
    Code("leader", N_("Lãnh đạo")),
    Code("administrator", N_("Quản trị")),
)
FIGURE_GROUPS = ("unit", "sector", "agency", "criterion", "kind")
NO_GROUP_LABEL = {
    "unit": N_("Chưa xác định vị trí"),
    "sector": N_("Không gắn với dự án"),
    "agency": N_("Không gắn với chủ đầu tư"),
    "criterion": N_("Chưa gắn tiêu chí"),
    "kind": N_("Dự án (không phải đóng góp)"),
}
FORMER_NO_PLACE = "Chưa có vị trí trong thế hệ đơn vị này"
"""What reviews frozen before say of what has no place."""


def codes(items: Sequence[Code]) -> tuple[str, ...]:
    """The codes of a list, in its order."""
    return tuple(item.code for item in items)


def labels(items: Sequence[Code]) -> dict[str, str]:
    """Code to Vietnamese msgid, in the list's order."""
    return {item.code: item.label for item in items}


USUAL_WORDS = frozenset(
    {
        *(N_("Khởi công"), N_("Hoàn thành, nghiệm thu"), N_("Xong phần kết cấu"), N_("Quyết toán")),
        *(N_("Số liệu minh họa"),),
    }
)
"""What is stored as a text and usually says this: names of milestones, a source."""
