"""The fields of the owner's forms: one description serves a new entry and its correction.

A field's name is the name in the body of the programs' interface, so both are checked alike.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from geodata.vocabulary import N_
from webmap.language.formats import day as day_text
from webmap.language.formats import number


@dataclass(frozen=True)
class Field:
    """A field: name, label (a msgid), what is typed into it, whether it has to be.

    `kind`: text, long, money (đồng), number, percent, day, month, year, check, choice, place.
    `listing` names the choices: a list of geodata.vocabulary, or `sector`, `agency`, `unit`,
    `milestone`, which are the campaign's or the project's own.
    """

    name: str
    label: str
    kind: str = "text"
    needed: bool = False
    hint: str = ""
    listing: str = ""


@dataclass(frozen=True)
class Form:
    """A form of the desk: the kind of row that it makes, its title and button, its fields."""

    kind: str
    title: str
    button: str
    fields: tuple[Field, ...]
    intro: str = ""

    def field(self, name: str) -> Field | None:
        """The field of a name."""
        return next((one for one in self.fields if one.name == name), None)


DONG = N_("Bằng đồng, ví dụ 1.250.000.000")
FORMS = {
    form.kind: form
    for form in (
        Form(
            "disbursement",
            N_("Nhập giải ngân"),
            N_("Ghi số liệu"),
            (
                Field("budget_year", N_("Niên độ ngân sách"), "year", True),
                Field(
                    "month",
                    N_("Tháng"),
                    "month",
                    True,
                    N_("mm/yyyy; đến hết 31/01 năm sau, hay hạn ghi ở kế hoạch vốn"),
                ),
                Field("kind", N_("Loại"), "choice", True, listing="DISBURSEMENT_KINDS"),
                Field("amount", N_("Số tiền"), "money", True, DONG),
                Field("effective_on", N_("Ngày số liệu Kho bạc"), "day", True),
                Field("source", N_("Nguồn số liệu"), hint=N_("Ví dụ: bảng đối chiếu Kho bạc")),
            ),
        ),
        Form(
            "capital_plan",
            N_("Nhập kế hoạch vốn"),
            N_("Ghi số liệu"),
            (
                Field("budget_year", N_("Niên độ ngân sách"), "year", True),
                Field("capital_source", N_("Nguồn vốn"), "choice", True, listing="CAPITAL_SOURCES"),
                Field("kind", N_("Loại"), "choice", True, listing="CAPITAL_KINDS"),
                Field("amount", N_("Số tiền"), "money", True, DONG),
                Field("effective_on", N_("Ngày quyết định"), "day", True),
                Field("decision_number", N_("Số quyết định")),
                Field(
                    "runs_until",
                    N_("Giải ngân đến hết ngày"),
                    "day",
                    hint=N_("Bỏ trống: 31/01 năm sau; vốn bổ sung sau 30/9: 31/12 năm sau"),
                ),
            ),
            N_(
                "Điều chỉnh: nhập mức mới của nguồn ấy trong năm, không phải phần chênh lệch. "
                "Chuyển nguồn cộng thêm vào kế hoạch của năm."
            ),
        ),
        Form(
            "clearance",
            N_("Nhập giải phóng mặt bằng"),
            N_("Ghi số liệu"),
            (
                Field("effective_on", N_("Tính đến ngày"), "day", True),
                Field("households_total", N_("Tổng số hộ"), "number", True),
                Field("households_done", N_("Số hộ đã bàn giao"), "number", True),
                Field("area_m2", N_("Diện tích đã bàn giao (m²)"), "number"),
                Field("paid", N_("Đã chi trả"), "money", hint=DONG),
                Field("stuck", N_("Vướng mắc"), "long", hint=N_("Không ghi tên người dân")),
            ),
        ),
        Form(
            "milestone",
            N_("Nhập mốc tiến độ"),
            N_("Ghi số liệu"),
            (
                Field("key", N_("Mốc"), "choice", True, listing="milestone"),
                Field("name", N_("Tên mốc"), needed=True),
                Field("effective_on", N_("Ngày ghi nhận"), "day", True),
                Field("planned_on", N_("Theo kế hoạch"), "day"),
                Field("extended_on", N_("Gia hạn đến"), "day"),
                Field("actual_on", N_("Thực tế"), "day"),
            ),
        ),
        Form(
            "decision",
            N_("Nhập quyết định, gia hạn"),
            N_("Ghi số liệu"),
            (
                Field("kind", N_("Nội dung"), "choice", True, listing="DECISION_KINDS"),
                Field("number", N_("Số, ký hiệu"), needed=True),
                Field("effective_on", N_("Ngày ký"), "day", True),
                Field("signer", N_("Cơ quan ký"), hint=N_("Tên cơ quan, không ghi tên người")),
                Field("total_investment", N_("Tổng mức đầu tư"), "money", hint=DONG),
                Field(
                    "finish_on",
                    N_("Ngày hoàn thành"),
                    "day",
                    hint=N_("Gia hạn: ngày hoàn thành mới; chậm hay không tính theo ngày này"),
                ),
            ),
        ),
        Form(
            "package",
            N_("Nhập gói thầu"),
            N_("Ghi số liệu"),
            (
                Field("key", N_("Mã gói thầu"), needed=True, hint=N_("Ví dụ: XL-01")),
                Field("name", N_("Tên gói thầu"), needed=True),
                Field("effective_on", N_("Từ ngày"), "day", True),
                Field("package_price", N_("Giá gói thầu"), "money", hint=DONG),
                Field("winning_price", N_("Giá trúng thầu"), "money", hint=DONG),
                Field("contractor", N_("Nhà thầu")),
                Field("contract_number", N_("Số hợp đồng")),
                Field("contract_ends_on", N_("Hết hạn hợp đồng"), "day"),
            ),
        ),
        Form(
            "responsible_unit",
            N_("Chọn đơn vị theo dõi hiện trường"),
            N_("Ghi số liệu"),
            (
                Field("unit", N_("Đơn vị"), "choice", True, listing="unit"),
                Field("effective_on", N_("Từ ngày"), "day", True),
                Field("ends_on", N_("Đến trước ngày"), "day"),
            ),
            N_("Chỉ đơn vị có tên ở đây mới cập nhật được hiện trường của dự án."),
        ),
    )
}
"""Kind of row to the form that enters it; the kinds of `records.append`."""

REASON = Field(
    "reason",
    N_("Lý do đính chính"),
    "long",
    True,
    N_("Dòng cũ vẫn còn trong nhật ký; số mới thay số cũ từ lúc ghi."),
)
CURVE = Field(
    "progress_plan",
    N_("Đường tiến độ kế hoạch"),
    "curve",
    hint=N_(
        "Mỗi dòng một ngày và phần trăm, ví dụ 30/06/2026 80; để trống thì tính đều từ khởi công "
        "đến hoàn thành"
    ),
)
UNITS = Field(
    "units",
    N_("Địa bàn, khi chưa có vị trí"),
    "several",
    listing="unit",
    hint=N_("Số liệu của dự án tính cho các đơn vị này"),
)
CODE = Field(
    "code",
    N_("Mã dự án"),
    needed=True,
    hint=N_("Chữ hoa không dấu, số, gạch nối; ví dụ DUONG-N8"),
)
ACCEPTANCE = Form(
    "acceptance",
    N_("Nghiệm thu, bàn giao đưa vào sử dụng"),
    N_("Ghi số liệu"),
    (
        Field("completed_on", N_("Ngày nghiệm thu, bàn giao"), "day", True),
        Field("document_number", N_("Số biên bản, văn bản"), needed=True),
        Field("note", N_("Ghi chú"), "long"),
    ),
    N_("Tình trạng thành “Nghiệm thu, bàn giao”, tiến độ 100%, khi mục này được xác nhận."),
)
REVISION = Form(
    "revision",
    N_("Sửa mô tả dự án"),
    N_("Gửi thường trực xác nhận"),
    (
        Field("name", N_("Tên dự án, công trình"), needed=True),
        Field("sector", N_("Lĩnh vực"), "choice", True, listing="sector"),
        Field("agency", N_("Chủ đầu tư"), "choice", True, listing="agency"),
        Field("effective_on", N_("Áp dụng từ ngày"), "day", True),
        Field("project_group", N_("Nhóm dự án"), "choice", listing="PROJECT_GROUPS"),
        Field("work_class", N_("Loại, cấp công trình")),
        Field("is_key", N_("Công trình trọng điểm"), "check"),
        Field("total_investment", N_("Tổng mức đầu tư"), "money", hint=DONG),
        Field("planned_start", N_("Khởi công theo kế hoạch"), "day"),
        Field("planned_finish", N_("Hoàn thành theo kế hoạch"), "day"),
        Field("treasury_code", N_("Mã dự án tại Kho bạc")),
        Field("national_code", N_("Mã dự án quốc gia")),
        Field("place_note", N_("Địa điểm (bằng lời)")),
        Field("place", N_("Vị trí: GeoJSON hoặc WKT"), "place"),
        UNITS,
        CURVE,
    ),
    N_("Mô tả mới chờ thường trực xác nhận; đến lúc ấy công khai vẫn là mô tả đang có."),
)
WHY_REVISED = Field("reason", N_("Lý do điều chỉnh"), "long", True)
REGISTRATION = Form(
    "registration",
    N_("Đăng ký dự án mới"),
    N_("Gửi thường trực xác nhận"),
    (CODE, *REVISION.fields),
    N_("Dự án hiện công khai khi thường trực xác nhận. Đơn vị theo dõi hiện trường giao sau đó."),
)


def shown(one: Field, value: object) -> str:
    """A row's value as the page's language writes it in the field."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if one.kind == "month" and isinstance(value, dt.date):
        return f"{value.month:02d}/{value.year:04d}"
    if isinstance(value, dt.date):
        return day_text(value)
    if one.kind != "year" and isinstance(value, int | Decimal):
        return number(value, 3)
    return str(value)
