"""Pieces of a folium map that folium does not have."""

from collections.abc import Mapping

from branca.element import MacroElement
from folium.map import Layer
from folium.template import Template


class RemoteGeoJson(Layer):
    """A layer whose features the browser fetches from `url`, when and as often as it needs.

    folium's own GeoJson reads the URL in Python, or emits a synchronous request. This one emits
    an empty `L.geoJSON` that carries its address; static/js fetches and draws.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.geoJSON(null);
            {{ this.get_name() }}.remote = {{ this.remote|tojavascript }};
        {% endmacro %}
        """
    )

    def __init__(self, code: str, url: str, name: str, *, show: bool = True) -> None:
        super().__init__(name=name, overlay=True, control=True, show=show)
        self._name = "RemoteGeoJson"
        self._id = code
        self.remote = {"id": code, "url": url}


class Adopt(MacroElement):
    """A Leaflet control made of an element that the page already has, such as the legend.

    So the element is there without JavaScript too, and it is translated with the page.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.control({ position: {{ this.position|tojson }} });
            {{ this.get_name() }}.onAdd = function () {
                var element = document.getElementById({{ this.element|tojson }});
                L.DomEvent.disableClickPropagation(element);
                L.DomEvent.disableScrollPropagation(element);
                return element;
            };
            {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, element: str, position: str) -> None:
        super().__init__()
        self._name = "Adopt"
        self._id = element
        self.element = element
        self.position = position


class HandOver(MacroElement):
    """Publishes the map and its layers to the page's modules as `window.campaignMap`; with a `key`
    as one of several, `window.campaignMaps[key]`."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {%- if this.key %}
            window.campaignMaps = window.campaignMaps || {};
            {%- endif %}
            {{ this.place }} = {
                map: {{ this._parent.get_name() }},
                layers: {
                    {%- for code, layer in this.layers.items() %}
                    {{ code|tojson }}: {{ layer.get_name() }},
                    {%- endfor %}
                },
            };
        {% endmacro %}
        """
    )

    def __init__(self, layers: Mapping[str, Layer], key: str | None = None) -> None:
        super().__init__()
        self._name = "HandOver"
        self._id = f"{key}_layers" if key else "layers"
        self.key = key
        self.place = f'window.campaignMaps["{key}"]' if key else "window.campaignMap"
        self.layers = layers


class Scale(MacroElement):
    """A metric scale bar; folium's own also shows miles."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            L.control.scale({ imperial: false, position: "bottomright" })
                .addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "Scale"
