"""The composed map: our own copies only, nonces, nothing inside that waits for data."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from folium.elements import JSCSSMixin

from layers import catalog, city_map
from layers.basemaps import Basemap

STATIC = Path(__file__).parents[2] / "static"
EXTENT = (105.61, 10.21, 105.83, 10.43)
LAYERS = catalog.NAMES
URLS = {name: f"/layers/{name}.geojson" for name in LAYERS}
WORDS = city_map.Words(
    **{field.name: f"<{field.name}>" for field in fields(city_map.Words) if field.name != "layers"},
    layers={name: f"<{name}>" for name in LAYERS},
)
TILES = Basemap(
    "https://{s}.tile.example.org/{z}/{x}/{y}.png", "Nền <thử>", "© <b>Người</b> vẽ & bạn"
)


def composed(basemap: Basemap | None = TILES) -> city_map.MapParts:
    return city_map.compose(EXTENT, URLS, WORDS, basemap)


def test_every_library_is_a_file_of_our_own():
    parts = composed()
    assert parts.sheets[0] == parts.libraries[0] == "vendor/leaflet/leaflet"
    assert (len(parts.sheets), len(parts.libraries)) == (4, 4)
    for names, suffix in ((parts.sheets, "css"), (parts.libraries, "js")):
        for name in names:
            assert (STATIC / f"{name}.{suffix}").is_file(), name


def test_head_links_nothing():
    assert not re.findall(r"(?:src|href)=", composed().head)


def test_no_other_host_is_named_but_the_tiles():
    parts = composed()
    hosts = re.findall(r"https?://([^/\"\\]+)", parts.head + parts.body + parts.script)
    assert set(hosts) == {"{s}.tile.example.org"}
    bare = composed(None)
    assert "http" not in bare.head + bare.body + bare.script


def test_each_script_and_style_bears_the_nonce():
    head = composed().with_nonce("abc").head
    inline = re.findall(r"<(?:script|style)\b(?![^>]*\bsrc=)[^>]*>", head)
    assert inline
    assert all('nonce="abc"' in tag for tag in inline)


def test_viewport_that_forbids_zooming_is_gone_and_no_style_attribute_is_there():
    parts = composed()
    assert "viewport" not in parts.head
    assert "user-scalable" not in parts.head
    assert 'style="' not in parts.body


def test_unknown_library_is_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        JSCSSMixin, "default_js", [("surprise", "https://cdn.example.org/surprise.js")]
    )
    monkeypatch.delattr(city_map.folium.Map, "default_js")
    with pytest.raises(city_map.UnknownLink, match="surprise"):
        composed()


def test_layers_carry_their_address_and_no_feature():
    script = composed().script
    for url in URLS.values():
        assert json.dumps(url) in script
    assert "coordinates" not in script
    assert "FeatureCollection" not in script


def test_bounds_and_zoom_are_those_of_the_extent():
    script = re.sub(r"\s+", "", composed().script)
    assert '"maxBounds":[[10.21,105.61,],[10.43,105.83,],]' in script
    assert '"minZoom":10' in script
    assert '"maxZoom":19' in script


def test_tiles_are_offered_but_not_shown():
    script = composed().script
    assert "tile_layer_ground = L.tileLayer" in script
    assert "tile_layer_ground.addTo" not in script
    assert '"referrerPolicy": "strict-origin-when-cross-origin"' in script


def test_attribution_of_the_operator_is_text():
    assert TILES.attribution_html == "© &lt;b&gt;Người&lt;/b&gt; vẽ &amp; bạn"
    osm = Basemap("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "OSM", "© OpenStreetMap")
    assert osm.host == "openstreetmap.org"
    assert 'href="https://www.openstreetmap.org/copyright"' in osm.attribution_html


def test_composing_twice_gives_the_same_bytes():
    assert composed() == composed()


def test_words_cannot_leave_the_script():
    script = composed().script
    assert "</script" not in script
    assert "<projects>" not in script
