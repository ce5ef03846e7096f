"""The one table from what went wrong to a status and a sentence that says what to do next."""

from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from geodata import errors
from geodata.vocabulary import N_
from webmap.http import json_body


@dataclass(frozen=True)
class Failure:
    """A kind of failure: status, slug of its type, title, what to do next; `detail` replaces what
    the error itself says when that is not for the public."""

    status: int
    slug: str
    title: str
    advice: str
    detail: str | None = None


UNEXPECTED = Failure(
    500,
    "unexpected",
    N_("Có lỗi ở máy chủ"),
    N_("Lỗi đã được ghi lại. Xin thử lại sau ít phút."),
    N_("Máy chủ gặp lỗi ngoài dự kiến."),
)
UNAVAILABLE = Failure(
    503,
    "store-unavailable",
    N_("Tạm thời chưa có dữ liệu"),
    N_("Xin thử lại sau ít phút. Người quản trị: chạy `flask --app app prepare`, xem /healthz."),
    N_("Chưa mở được kho dữ liệu."),
)
KINDS: dict[type[Exception], Failure] = {
    errors.BadInput: Failure(
        400,
        "bad-input",
        N_("Yêu cầu chưa đúng"),
        N_("Sửa lại địa chỉ theo các giá trị cho phép, hoặc trở về bản đồ."),
    ),
    json_body.BadBody: Failure(
        400,
        "bad-body",
        N_("Nội dung gửi lên chưa đúng"),
        N_("Sửa nội dung ở chỗ đã nêu rồi gửi lại."),
    ),
    errors.InvalidChange: Failure(
        422,
        "invalid-change",
        N_("Có trường chưa đúng"),
        N_("Sửa các trường đã nêu rồi gửi lại."),
        N_("Các trường chưa đúng được nêu kèm theo."),
    ),
    errors.NotFound: Failure(
        404,
        "not-found",
        N_("Không tìm thấy"),
        N_("Kiểm tra lại địa chỉ, hoặc tìm trên bản đồ."),
    ),
    errors.NotSignedIn: Failure(
        401,
        "not-signed-in",
        N_("Cần đăng nhập"),
        N_("Đăng nhập ở một thẻ khác rồi tải lại trang này: những gì đã nhập được gửi lại."),
    ),
    errors.Throttled: Failure(
        429,
        "too-many-attempts",
        N_("Thử quá nhiều lần"),
        N_("Chờ một lúc rồi thử lại, hoặc nhờ người quản trị đặt lại mật khẩu."),
    ),
    errors.Forbidden: Failure(
        403,
        "forbidden",
        N_("Không có quyền"),
        N_("Đăng nhập bằng tài khoản có quyền, hoặc hỏi người quản trị."),
    ),
    errors.Conflict: Failure(
        409,
        "conflict",
        N_("Dữ liệu vừa thay đổi"),
        N_("Mở lại trang để xem bản mới nhất rồi làm lại."),
    ),
    errors.StaleChange: Failure(
        409,
        "conflict",
        N_("Dữ liệu vừa thay đổi"),
        N_("Xem bản mới nhất rồi gửi lại; nội dung của bạn vẫn được giữ."),
    ),
    errors.StaleDescription: Failure(
        409,
        "conflict",
        N_("Dữ liệu vừa thay đổi"),
        N_("Mở lại trang để xem bản mới nhất rồi làm lại."),
    ),
    errors.Unconfirmed: Failure(
        409,
        "unconfirmed",
        N_("Cần xem lại trước khi lưu"),
        N_("Xem từng điều đã nêu; nếu đúng, xác nhận rồi gửi lại."),
    ),
    errors.ReusedKey: Failure(
        409,
        "reused-key",
        N_("Mã gửi đã dùng cho nội dung khác"),
        N_("Mở lại trang rồi nhập lại."),
    ),
    errors.BrokenFile: Failure(
        422, "broken-file", N_("Tệp chưa đúng"), N_("Sửa tệp ở chỗ đã nêu rồi gửi lại.")
    ),
    errors.StoreUnavailable: UNAVAILABLE,
    DBAPIError: UNAVAILABLE,
}
HTTP_KINDS: dict[int, Failure] = {
    400: Failure(
        400,
        "bad-request",
        N_("Yêu cầu chưa đúng"),
        N_("Sửa lại địa chỉ theo các giá trị cho phép, hoặc trở về bản đồ."),
        N_("Máy chủ không đọc được yêu cầu này."),
    ),
    404: Failure(
        404,
        "not-found",
        N_("Không tìm thấy"),
        N_("Kiểm tra lại địa chỉ, hoặc tìm trên bản đồ."),
        N_("Địa chỉ này không có gì."),
    ),
    405: Failure(
        405,
        "method-not-allowed",
        N_("Không dùng được cách gửi này"),
        N_("Mở địa chỉ bằng trình duyệt, hoặc dùng GET."),
        N_("Địa chỉ này chỉ để đọc."),
    ),
    413: Failure(
        413,
        "too-large",
        N_("Nội dung lớn quá"),
        N_("Gửi ít hơn mỗi lần."),
        N_("Nội dung gửi lên vượt giới hạn."),
    ),
}
OTHER_HTTP = Failure(
    0,
    "http-error",
    N_("Không thực hiện được"),
    N_("Trở về bản đồ rồi thử lại."),
    N_("Máy chủ không thực hiện được yêu cầu này."),
)
