"""A project's fact sheet: one A4 page of the frozen figures, with map, chart, photos, QR code."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from geodata.errors import NotFound
from geodata.vocabulary import N_
from webmap.documents import drawings, maps
from webmap.documents.annexes.projects import dates
from webmap.documents.behind import by_unit
from webmap.documents.context import Context
from webmap.documents.frozen import Frozen, day
from webmap.documents.originals import photo_bytes
from webmap.documents.slides.slides import project as project_slide
from webmap.documents.typesetting import pdf, qr
from webmap.language import formats
from webmap.language.i18n import label


def make(frozen: Frozen, code: str, context: Context) -> bytes:
    """The sheet as a tagged PDF. Raises NotFound for a project that the figures do not hold."""
    found = frozen.project_by_code.get(code)
    if found is None:
        raise NotFound(N_("Không có dự án mang mã %(code)s."), pointer="project", code=code)
    slide = project_slide(frozen, found)
    pictures = {"qr.png": qr(context.address)}
    if slide.map:
        pictures["map.png"] = maps.picture(frozen, slide.map, "og")
    if slide.charts:
        pictures["chart.png"] = drawings.png(slide.charts[0])
    photos = []
    for number, photo in enumerate(slide.photos):
        data = photo_bytes(context, photo)
        if data is not None:
            name = f"photo-{number}.{photo.media_type.split('/')[1]}"
            pictures[name] = data
            mark = f" ({_('minh họa')})" if photo.illustrative else ""
            photos.append({"file": name, "caption": photo.caption + mark})
    content = {
        "name": found["name"],
        "address": context.address,
        "subtitle": " · ".join(
            part
            for part in (
                label(found["status"], "STATUSES"),
                frozen.listed("sector", found["sector"]),
                ", ".join(frozen.who(uid) for uid in found["units"]),
            )
            if part
        ),
        "badge": slide.badge,
        "numbers": [{"title": item.title, "value": item.number.text} for item in slide.numbers],
        "map": bool(slide.map),
        "chart": bool(slide.charts),
        "facts": _facts(frozen, found),
        "obstacles": ", ".join(label(item, "OBSTACLES") for item in found["obstacles"]),
        "asks": slide.asks,
        "photos": photos,
        "words": _words(),
        "foot": _foot(frozen, found, context),
    }
    return pdf("sheet", content, pictures, frozen.as_of)


def _facts(frozen: Frozen, found: Mapping[str, Any]) -> list[list[str]]:
    """Name and value of what is known; what is not is left out."""
    cleared = found["clearance"][-1] if found["clearance"] else None
    parts = by_unit(frozen, found, found["total_investment"] or 0)
    several = len(parts) > 1 and found["total_investment"] is not None
    investment = _("Tổng mức đầu tư, trọn dự án") if several else _("Tổng mức đầu tư")
    facts = [
        (_("Mã"), found["code"]),
        (_("Chủ đầu tư"), frozen.who(found["agency"])),
        (_("Nhóm"), label(found["group"], "PROJECT_GROUPS") if found["group"] else ""),
        (_("Cấp công trình"), found["work_class"] or ""),
        (investment, _money(found["total_investment"])),
        (
            _("Trong đó phần của từng đơn vị"),
            "; ".join(f"{frozen.who(uid)}: {_money(part)}" for uid, part in parts.items())
            if several
            else "",
        ),
        (_("Khởi công – Hoàn thành"), dates(found)),
        (_("Lũy kế giải ngân"), _money(found["disbursed_total"])),
        (
            _("Giải phóng mặt bằng"),
            _(
                "%(done)s/%(total)s hộ",
                done=cleared["households_done"], total=cleared["households_total"],
            )
            if cleared
            else "",
        ),
        (
            _("Cập nhật gần nhất"),
            formats.day(day(found["observed_on"])) if found["observed_on"] else "",
        ),
        (_("Đóng góp của Nhân dân"), _contributions(frozen, found["code"])),
        (_("Tiêu chí thi đua"), ", ".join(found["criteria"])),
    ]  # fmt: skip
    return [[name, value] for name, value in facts if value]


def _money(amount: int | None) -> str:
    return "" if amount is None else formats.money(amount)


def _contributions(frozen: Frozen, code: str) -> str:
    given = [
        contribution for contribution in frozen.contributions if contribution["project"] == code
    ]
    if not given:
        return ""
    known = [contribution["value"] for contribution in given if contribution["value"] is not None]
    if not known:
        return _("%(count)s lượt", count=len(given))
    value = sum(known)
    return _("%(count)s lượt, trị giá %(money)s", count=len(given), money=formats.money(value))


def _words() -> dict[str, str]:
    return {
        "map": _("Vị trí"),
        "nowhere": _("Chưa có vị trí trên bản đồ."),
        "chart": _("Tiến độ: kế hoạch và thực hiện"),
        "chart_alt": _("Đường tiến độ kế hoạch và thực hiện, theo phần trăm."),
        "facts": _("Thông tin"),
        "obstacles": _("Khó khăn, vướng mắc"),
        "asks": _("Cần quyết định"),
        "photos": _("Hình ảnh"),
    }


def _foot(frozen: Frozen, found: Mapping[str, Any], context: Context) -> str:
    parts = [
        frozen.review["name"],
        _("Số liệu chốt ngày %(day)s", day=formats.day(frozen.as_of)),
        f"SHA-256 {frozen.digest[:16]}…",
        context.address,
        _("Ranh giới tham khảo."),
    ]
    if found["illustrative"]:
        what = ", ".join(label(mark, "ILLUSTRATIVE") for mark in found["illustrative"])
        parts.append(_("Số liệu minh họa: %(what)s.", what=what))
    return " · ".join(parts)
