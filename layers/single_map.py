"""The map of one thing's page: its features among the units' outlines, without switches."""

from collections.abc import Mapping

from folium import plugins
from folium.utilities import JsCode

from layers.city_map import MapParts, Words, ground, render
from layers.elements import HandOver, RemoteGeoJson, Scale

LAYERS = ("units", "projects", "contributions", "awards")


def compose_single(
    extent: tuple[float, float, float, float],
    urls: Mapping[str, str],
    words: Words,
) -> MapParts:
    """The map of one thing, rendered without nonce. `urls` gives the bare address of each of
    LAYERS; which question is asked of them the page's scripts know, so that one composed map
    serves every thing. Parameters as of `city_map.compose`."""
    city = ground(extent)
    remote = {name: RemoteGeoJson(name, urls[name], words.layers[name]) for name in LAYERS}
    for layer in remote.values():
        layer.add_to(city)
    plugins.Fullscreen(
        position="topright",
        title=words.full_screen,
        title_cancel=words.leave_full_screen,
        force_separate_button=True,
        fullscreen_element=JsCode('document.getElementById("map-area")'),
    ).add_to(city)
    Scale().add_to(city)
    HandOver(remote).add_to(city)
    return render(city)
