"""One .html with the whole map inside: it opens from a USB stick, without network or server.

Everything is in the file: folium's map, Leaflet, the letters, the figures, the months. Its policy
lets nothing be asked of anybody.
"""

import base64
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
import shapely
from flask import render_template
from flask_babel import gettext as _

from geodata.vocabulary import CONTRIBUTION_KINDS, STATUSES, codes
from layers import offline_map, styles
from webmap.config import PROJECT_ROOT
from webmap.documents import timeline
from webmap.documents.context import Context, Progress
from webmap.documents.frozen import Frozen
from webmap.documents.shapes import geometry
from webmap.documents.slides.slides import in_figures, late_words
from webmap.language import formats
from webmap.language.i18n import label

STATIC = PROJECT_ROOT / "static"
FONT = STATIC / "vendor" / "be-vietnam-pro"
FONTS = tuple(
    f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    for weight in (400, 600)
    for subset in ("vietnamese", "latin")
)
MARGIN = 0.05
"""Degrees around the units that the map may be moved to."""


def make(frozen: Frozen, _earlier: Frozen | None, context: Context, progress: Progress) -> bytes:
    """The file. Under 5 MB for the sample; grows with the features in the figures."""
    progress(_("Tính từng tháng"), 0, 2)
    data = content(frozen, context)
    progress(_("Ghép bản đồ"), 1, 2)
    parts = offline_map.compose(_extent(frozen), _layer_names())
    page = render_template(
        "documents/offline_map.html",
        frozen=frozen,
        address=context.address,
        qr=segno.make(context.address, error="m").png_data_uri(scale=6, border=2),
        sprite=styles.sprite(),
        statuses=[(code, label(code, "STATUSES")) for code in codes(STATUSES)],
        numbers=in_figures(frozen).numbers,
        months=data["days"],
        sheets=[_sheet(name) for name in (*parts.sheets, "css/documents/offline_map")],
        fonts=_fonts(),
        libraries=[_script(STATIC / f"{name}.js") for name in parts.libraries],
        head=parts.head,
        body=parts.body,
        map_script=parts.script,
        script=_script(STATIC / "js" / "documents" / "offline_map.js"),
        data=_json(data),
    )
    progress(_("Xong"), 2, 2)
    return page.encode()


def _layer_names() -> dict[str, str]:
    return {
        "units": _("Đơn vị hành chính"),
        "projects": _("Dự án"),
        "contributions": _("Đóng góp"),
        "awards": _("Khen thưởng"),
    }


def _extent(frozen: Frozen) -> tuple[float, float, float, float]:
    minx, miny, maxx, maxy = shapely.union_all(frozen.home()).bounds
    return minx - MARGIN, miny - MARGIN, maxx + MARGIN, maxy + MARGIN


def content(frozen: Frozen, context: Context) -> dict[str, Any]:
    """What the file's script reads: features with their places, months, words."""
    return {
        "days": [when.isoformat() for when in timeline.days(frozen)],
        "labels": [formats.day(when) for when in timeline.days(frozen)],
        "units": [_unit(frozen, unit) for unit in frozen.data["units"] if unit["in_campaign"]],
        "projects": [_project(frozen, project) for project in frozen.projects],
        "contributions": [
            _contribution(frozen, contribution) for contribution in frozen.contributions
        ],
        "awards": [_award(frozen, award) for award in frozen.awards],
        "sectors": {i["code"]: i["name_vi"] for i in frozen.data["lists"].get("sector", ())},
        "statuses": {item.code: label(item.code, "STATUSES") for item in STATUSES},
        "kinds": {i.code: label(i.code, "CONTRIBUTION_KINDS") for i in CONTRIBUTION_KINDS},
        "styles": styles.as_config(),
        "address": context.address,
        "words": {
            "late": _("Chậm tiến độ"),
            "none": _("Không có dự án phù hợp"),
            "counted": _("{count} dự án · {late} chậm"),
            "percent": _("Tiến độ thực hiện"),
            "owner": _("Chủ đầu tư"),
            "investment": _("Tổng mức đầu tư"),
            "place": _("Chưa có vị trí trên bản đồ."),
            "play": _("Chạy theo thời gian"),
            "pause": _("Dừng"),
            "illustrative": _("Số liệu minh họa"),
            "value": _("Trị giá"),
        },
    }


def _unit(frozen: Frozen, unit: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": unit["id"],
        "name": frozen.who(unit["id"]),
        "from": unit["valid_from"],
        "to": unit["valid_to"],
        "geometry": unit["geometry"],
    }


def _project(frozen: Frozen, project: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": project["code"],
        "name": project["name"],
        "sector": project["sector"],
        "units": frozen.holders(project["shares"]),
        "owner": frozen.who(project["agency"]),
        "investment": formats.money(project["total_investment"]),
        "late": late_words(project),
        "months": timeline.changes(timeline.stands(frozen, project)),
        "illustrative": bool(project["illustrative"]),
        "geometry": project["geometry"],
    }


def _contribution(frozen: Frozen, contribution: Mapping[str, Any]) -> dict[str, Any]:
    quantity = contribution["quantity"]
    project = frozen.project_by_code.get(contribution["project"])
    return {
        "kind": contribution["kind"],
        "date": contribution["date"],
        "quantity": ""
        if quantity is None
        else f"{formats.number(quantity, 3)} {contribution['unit_of_measure'] or ''}".strip(),
        "value": formats.money(contribution["value"]) if contribution["value"] is not None else "",
        "unit": frozen.who(contribution["unit"]),
        "project": project["name"] if project else "",
        "illustrative": bool(contribution["illustrative"]),
        "geometry": _point(contribution["geometry"]),
    }


def _award(frozen: Frozen, award: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "form": frozen.listed("award_form", award["form"]),
        "recipient": award["recipient"],
        "achievement": award["achievement"],
        "date": award["decided_on"],
        "illustrative": bool(award["illustrative"]),
        "geometry": _point(award["geometry"]),
    }


def _point(place: Mapping[str, Any] | None) -> list[float] | None:
    """Where a symbol stands: [longitude, latitude]."""
    shape = geometry(place)
    if shape is None:
        return None
    point = shape.representative_point()
    return [round(point.x, 6), round(point.y, 6)]


# ── Putting files inside ─────────────────────────────────────────────────────────────────────


def _sheet(name: str) -> str:
    """A style sheet without anything that would be fetched: pictures that it names are left out."""
    text = (STATIC / f"{name}.css").read_text("utf-8")
    return re.sub(r"url\((?!data:)[^)]*\)", "none", text).replace("</", r"<\/")


def _script(path: Path) -> str:
    return _inside_script(path.read_text("utf-8").split("//# sourceMappingURL", 1)[0])


def _json(data: Any) -> str:
    """JSON that cannot end the <script> that it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c")


def _inside_script(text: str) -> str:
    """A text that cannot end the <script> that it stands in."""
    return text.replace("</", r"<\/").replace("<!--", r"<\!--")


def _fonts() -> list[dict[str, Any]]:
    ranges = _ranges()
    return [
        {
            "weight": name.split("-")[-2],
            "range": ranges[name],
            "data": base64.b64encode((FONT / name).read_bytes()).decode(),
        }
        for name in FONTS
    ]


def _ranges() -> dict[str, str]:
    """The letters that each font file is for, as the built style sheet says."""
    sheet = (FONT / "fonts.css").read_text("utf-8")
    rules = re.findall(r'url\("([^"]+)"\).*?unicode-range: ([^;]+);', sheet, re.DOTALL)
    return dict(rules)
