"""`/compare`: two days or two units side by side, on two maps that move as one."""

from functools import cached_property

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.vocabulary import STATUSES
from layers import styles
from layers.city_map import MapParts
from layers.side_maps import LAYERS, compose_sides
from webmap.http.assets import version
from webmap.http.security import nonce
from webmap.language.i18n import label, language, local
from webmap.pages import page
from webmap.public.compare.page import ComparePage

bp = Blueprint("compare", __name__)
MODULES = ("config", "draw", "symbols")


class WithMaps(ComparePage):
    """The comparison with its two maps."""

    @cached_property
    def maps(self) -> dict[str, MapParts]:
        """The composed map of each side."""
        made = compose_sides(
            self.definition.extent,
            {s.key: {name: self.layer(s, name) for name in LAYERS} for s in self.sides},
        )
        return {key: parts.with_nonce(nonce()) for key, parts in made.items()}

    @property
    def modules(self) -> dict[str, str]:
        """The import map: the map page's own drawing."""
        return {f"map/{n}": url_for("static", filename=f"js/public/map/{n}.js") for n in MODULES}

    @property
    def config(self) -> dict[str, object]:
        """What the page's scripts cannot know themselves."""
        icons = "vendor/icons/icons.svg"
        built = version(current_app.static_folder, icons)
        return {
            "language": language(),
            "home": self._home(),
            "urls": {
                "icons": url_for("static", filename=icons, v=built),
                "project": url_for("projects.show", code="CODE"),
            },
            "query": {side.key: side.query["as_of"] for side in self.sides},
            "styles": styles.as_config(),
            "sectors": {
                code: {"name": local(item, "name"), "icon": item.attrs.get("icon", "")}
                for code, item in self.definition.sectors.items()
            },
            "statuses": {item.code: label(item.code, "STATUSES") for item in STATUSES},
            "words": {
                "late": _("chậm tiến độ"),
                "failed": _("Không tải được dữ liệu."),
                "zoom_in": _("Phóng to"),
                "zoom_out": _("Thu nhỏ"),
                "attribution": _("Ranh giới tham khảo"),
            },
        }

    def _home(self) -> list[list[float]]:
        units = [self.definition.units[s.unit] for s in self.sides if s.unit] or self.units
        boxes = [unit.geometry.bounds for unit in units]
        west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
        east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
        return [[south, west], [north, east]]


@bp.get("/compare")
def show() -> ResponseReturnValue:
    """Two maps, the figures of both and their difference; a form to choose what to compare."""
    return page.show(("a", "b"), WithMaps, "public/compare/compare.html")
