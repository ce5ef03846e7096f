"""The words that the map's controls and the page's scripts use, in the visitor's language."""

from flask_babel import gettext as _

from layers import catalog, city_map
from layers.basemaps import OUTLINES_ATTRIBUTION, Basemap


def map_words(basemap: Basemap | None) -> city_map.Words:
    """The words of the map's controls; the tiles' name says which host they come from."""
    tiles = ""
    if basemap:
        tiles = _("Nền %(name)s (tải từ %(host)s)", name=basemap.name, host=basemap.host)
    return city_map.Words(
        layers={layer.id: _(layer.switch) for layer in catalog.LAYERS},
        other_units=_("Ranh giới thời kỳ khác"),
        group_features=_("Công trình và đóng góp"),
        group_units=_("Đơn vị hành chính"),
        group_ground=_("Nền bản đồ"),
        tiles=tiles,
        full_screen=_("Toàn màn hình"),
        leave_full_screen=_("Thoát toàn màn hình"),
        locate=_("Vị trí của tôi"),
        locate_failed=_("Bạn đang ở ngoài phạm vi bản đồ."),
    )


def script_words() -> dict[str, str]:
    """The words that the page's scripts use, in the visitor's language."""
    return {
        "late": _("chậm tiến độ"),
        "behind": _("chậm so với kế hoạch"),
        "overdue": _("quá hạn {days} ngày"),
        "awarded": _("có khen thưởng"),
        "changed": _("mới thay đổi"),
        "changed_on": _("Số liệu mới nhất"),
        "progress": _("Tiến độ"),
        "planned": _("kế hoạch"),
        "disbursed": _("Giải ngân năm {year}"),
        "unit": _("Đơn vị"),
        "sector": _("Lĩnh vực"),
        "investment": _("Tổng mức đầu tư"),
        "illustrative": _("Số liệu minh họa"),
        "illustrative_place": _("Vị trí minh họa"),
        "illustrative_both": _("Có vị trí, số liệu minh họa"),
        "illustrative_places": _("Có vị trí minh họa"),
        "illustrative_figures": _("Có số liệu minh họa"),
        "pile_projects": _("Có {count} công trình ở đây"),
        "pile_contributions": _("Có {count} đóng góp ở đây"),
        "pile_mixed": _("Có {count} mục ở đây"),
        "details": _("Xem chi tiết dự án"),
        "quantity": _("Số lượng"),
        "value": _("Trị giá"),
        "date": _("Ngày"),
        "project": _("Dự án"),
        "giver_individual": _("{count} cá nhân"),
        "giver_household": _("{count} hộ gia đình"),
        "giver_collective": _("{count} tập thể"),
        "giver": _("Người đóng góp"),
        "source": _("Nguồn"),
        "area": _("Diện tích"),
        "population": _("Dân số"),
        "valid": _("Thời gian"),
        "from_day": _("từ {day}"),
        "until_day": _("đến hết {day}"),
        "outside": _("Ngoài thành phố cũ"),
        "billion": _("{amount} tỷ đồng"),
        "million": _("{amount} triệu đồng"),
        "dong": _("{amount} đồng"),
        "people": _("{count} người"),
        "attribution": _(OUTLINES_ATTRIBUTION),
        "failed": _("Không tải được dữ liệu."),
        "offline": _("Mất kết nối mạng: đang hiện số liệu đã tải."),
        "retry": _("Thử lại"),
        "tiles_failed": _("Không tải được nền {name}. Ranh giới tham khảo vẫn dùng được."),
        "layers": _("Chọn lớp bản đồ"),
        "zoom_in": _("Phóng to"),
        "zoom_out": _("Thu nhỏ"),
        "close": _("Đóng"),
        "play": _("Chạy theo tháng"),
        "pause": _("Dừng"),
        "unplaced": _("Dự án này chưa có vị trí trên bản đồ."),
        "sheet_open": _("Mở bảng số liệu"),
        "sheet_close": _("Thu gọn bảng số liệu"),
        "map_help": _("Bản đồ: dùng phím mũi tên để di chuyển, + và - để phóng to, thu nhỏ"),
        "tiles_wanted": _("Liên kết này dùng nền {name}. Nền chỉ được tải khi bạn đồng ý."),
        "tiles_load": _("Tải từ {host}"),
    }
