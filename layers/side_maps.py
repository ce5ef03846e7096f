"""Two maps side by side: the same ground and layers, each with its own question."""

from collections.abc import Mapping

from layers.city_map import MapParts, ground, render
from layers.elements import HandOver, RemoteGeoJson, Scale

LAYERS = ("units", "projects")
"""What such a map shows; the browser fetches and draws it (static/js/public/compare.js)."""


def compose_sides(
    extent: tuple[float, float, float, float],
    sides: Mapping[str, Mapping[str, str]],
) -> dict[str, MapParts]:
    """A map for each side, by its key (a lower-case word), without nonce.

    `sides` gives the address of each of LAYERS per side, with the side's whole question. The
    scripts publish each map as `window.campaignMaps[key]`. One head serves all sides. Raises
    UnknownLink when folium wants a library without local copy.
    """
    return {key: _side(extent, key, urls) for key, urls in sides.items()}


def _side(
    extent: tuple[float, float, float, float],
    key: str,
    urls: Mapping[str, str],
) -> MapParts:
    city = ground(extent, key)
    remote = {name: RemoteGeoJson(f"{key}_{name}", urls[name], name) for name in LAYERS}
    for layer in remote.values():
        layer.add_to(city)
    scale = Scale()
    scale._id = f"{key}_scale"
    scale.add_to(city)
    HandOver(remote, key).add_to(city)
    return render(city)
