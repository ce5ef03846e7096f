"""The map to take away: folium's map with empty layers, for a file that holds everything itself."""

import folium
from folium.map import Layer

from layers.city_map import MapParts, ground, render
from layers.elements import Adopt, HandOver, Scale

LAYERS = ("units", "projects", "contributions", "awards")


def compose(extent: tuple[float, float, float, float], names: dict[str, str]) -> MapParts:
    """The map with a switch for each of LAYERS, called by `names`; the file's own script fills
    them. `extent` as of `city_map.compose`. Raises UnknownLink."""
    city = ground(extent)
    layers: dict[str, Layer] = {}
    for code in LAYERS:
        layer = folium.FeatureGroup(name=names[code], overlay=True, control=True)
        layer._id = code
        layer.add_to(city)
        layers[code] = layer
    switch = folium.LayerControl(position="topright", collapsed=True)
    switch._id = "switch"
    switch.add_to(city)
    Adopt("legend", "bottomleft").add_to(city)
    Scale().add_to(city)
    HandOver(layers).add_to(city)
    return render(city)
