"""The folium map of the city: its panes, layers and controls, without any feature inside.

folium composes; the browser fetches the data itself. Three things differ from folium's own
`render`: its links lead to our own copies of the libraries (nothing is asked of another host),
its scripts and styles carry the request's nonce, and its viewport, which forbids zooming, is left
out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import folium
from branca.element import CssLink, Figure, JavascriptLink
from folium import plugins
from folium.map import CustomPane, Layer
from folium.utilities import JsCode

from layers.basemaps import Basemap
from layers.catalog import LAYERS
from layers.elements import Adopt, HandOver, RemoteGeoJson, Scale

MIN_ZOOM = 10
MAX_ZOOM = 19

VENDOR: Mapping[str, str | None] = {
    "leaflet": "leaflet/leaflet",
    "leaflet_css": "leaflet/leaflet",
    "leaflet.groupedlayercontrol.min.js": (
        "leaflet-groupedlayercontrol/leaflet.groupedlayercontrol.min"
    ),
    "leaflet.groupedlayercontrol.min.css": (
        "leaflet-groupedlayercontrol/leaflet.groupedlayercontrol.min"
    ),
    "Control.Fullscreen.js": "leaflet.fullscreen/Control.FullScreen",
    "Control.FullScreen.css": "leaflet.fullscreen/Control.FullScreen",
    "Control_locate_min_js": "leaflet.locatecontrol/L.Control.Locate.min",
    "Control_locate_min_css": "leaflet.locatecontrol/L.Control.Locate.min",
    # Links that folium always adds and this map has no use for: every page has Bootstrap's ground.
    "jquery": None,
    "bootstrap": None,
    "bootstrap_css": None,
    "awesome_markers": None,
    "glyphicons_css": None,
    "awesome_markers_font_css": None,
    "awesome_markers_css": None,
    "awesome_rotate_css": None,
}
"""folium's name of a link to our copy under static/vendor/ (its suffix is .js or .css), None = left
out."""

PANES = (("units", 350), ("areas", 410), ("lines", 420), ("hits", 430), ("labels", 640))
"""Panes from below: data arrives out of order, what is drawn over what must not depend on it."""


class UnknownLink(RuntimeError):
    """folium asks for a library that has no local copy in `VENDOR`."""


@dataclass(frozen=True)
class MapParts:
    """The parts of a composed map, to be placed by the page's template; what it needs of the
    libraries are names under static/ without their suffix, in their order."""

    sheets: tuple[str, ...]
    libraries: tuple[str, ...]
    head: str
    body: str
    script: str

    def with_nonce(self, nonce: str) -> "MapParts":
        """The parts with the nonce on each script and style that folium wrote."""
        head = re.sub(r"<(script|style)>", rf'<\1 nonce="{nonce}">', self.head)
        return replace(self, head=head)


@dataclass(frozen=True)
class Words:
    """The words of the map's controls, in the visitor's language."""

    layers: Mapping[str, str]
    """Each layer of the catalogue in the layer control, by its id."""
    other_units: str
    group_features: str
    group_units: str
    group_ground: str
    tiles: str
    full_screen: str
    leave_full_screen: str
    locate: str
    locate_failed: str


def compose(
    extent: tuple[float, float, float, float],
    urls: Mapping[str, str],
    words: Words,
    basemap: Basemap | None,
) -> MapParts:
    """The map with its panes, layers and controls, rendered without nonce.

    `extent` is minx, miny, maxx, maxy in degrees and bounds what can be shown; `urls` gives the
    address of each layer of the catalogue. Raises UnknownLink when folium wants a library without
    local copy.
    """
    city = ground(extent)
    remote = {
        "units": RemoteGeoJson("units", urls["units"], words.layers["units"]),
        "other_units": RemoteGeoJson("other_units", urls["units"], words.other_units),
    }
    shown = [layer.id for layer in LAYERS if layer.drawn != "outlines"]
    for name in shown:
        remote[name] = RemoteGeoJson(name, urls[name], words.layers[name])
    for layer in remote.values():
        layer.add_to(city)
    groups: dict[str, list[Layer]] = {
        words.group_features: [remote[name] for name in shown],
        words.group_units: [remote[c] for c in ("units", "other_units")],
    }
    handed: dict[str, Layer] = dict(remote)
    if basemap:
        handed["tiles"] = _tiles(basemap, words)
        handed["tiles"].add_to(city)
        groups[words.group_ground] = [handed["tiles"]]
    _controls(city, groups, words)
    HandOver(handed).add_to(city)
    return render(city)


def ground(extent: tuple[float, float, float, float], key: str = "campaign") -> folium.Map:
    """An empty map with its panes, bound to `extent`; `key` names it when a page has several."""
    minx, miny, maxx, maxy = extent
    city = folium.Map(
        location=[(miny + maxy) / 2, (minx + maxx) / 2],
        zoom_start=12,
        tiles=None,
        control_scale=False,
        zoom_control="topright",
        max_bounds=True,
        min_lat=miny,
        max_lat=maxy,
        min_lon=minx,
        max_lon=maxx,
        max_bounds_viscosity=0.8,
        zoom_snap=0.25,
        # A popup that is drawn anew with its layer must not fade out and in.
        fade_animation=False,
    )
    # folium keeps these two for its own tile layer, which this map does not have.
    city.options |= {"min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM}
    # folium makes up a name for each element: fixed ones give the same bytes every time.
    city._id = key
    for name, z_index in PANES:
        pane = CustomPane(name, z_index=z_index, pointer_events=True)
        pane._id = name if key == "campaign" else f"{key}_{name}"
        pane.add_to(city)
    return city


def _tiles(basemap: Basemap, words: Words) -> folium.TileLayer:
    tiles = folium.TileLayer(
        tiles=basemap.url,
        attr=basemap.attribution_html,
        name=words.tiles,
        max_zoom=basemap.max_zoom,
        overlay=True,
        show=False,
        # The terms of OpenStreetMap's tiles want to know which site asks.
        referrer_policy="strict-origin-when-cross-origin",
    )
    tiles._id = "ground"
    return tiles


def _controls(city: folium.Map, groups: dict[str, list[Layer]], words: Words) -> None:
    plugins.Fullscreen(
        position="topright",
        title=words.full_screen,
        title_cancel=words.leave_full_screen,
        force_separate_button=True,
        # With the time bar and the notices, which lie beside the map's own element.
        fullscreen_element=JsCode('document.getElementById("map-area")'),
    ).add_to(city)
    locate = plugins.LocateControl(
        position="topright",
        showPopup=False,
        strings={"title": words.locate, "outsideMapBoundsMsg": words.locate_failed},
    )
    locate._id = "me"
    locate.add_to(city)
    plugins.GroupedLayerControl(
        groups, exclusive_groups=False, collapsed=True, position="topright"
    ).add_to(city)
    Adopt("legend", "bottomleft").add_to(city)
    Scale().add_to(city)


def render(city: folium.Map) -> MapParts:
    """The parts of a map, its libraries named as our own copies. Raises UnknownLink."""
    figure = city.get_root()
    assert isinstance(figure, Figure)  # folium puts each map into one
    for child in list(figure._children.values()):
        child.render()
    sheets: list[str] = []
    libraries: list[str] = []
    head: list[str] = []
    for name, element in figure.header._children.items():
        if isinstance(element, JavascriptLink | CssLink):
            if name not in VENDOR:
                raise UnknownLink(f"no local copy of {name}: {element.url}")
            path = VENDOR[name]
            if path is not None:
                listed = sheets if isinstance(element, CssLink) else libraries
                listed.append(f"vendor/{path}")
        else:
            head.append(element.render())
    return MapParts(
        tuple(sheets),
        tuple(libraries),
        _clean_head("\n".join(head)),
        figure.html.render(),
        figure.script.render(),
    )


def _clean_head(head: str) -> str:
    """Without folium's <meta> tags: the page has its own, which let people zoom."""
    return re.sub(r"<meta\b[^>]*>", "", head)
