"""Base maps under the campaign's layers.

Plain ground with the reference outlines is always there and needs no network. Tiles of another
host are an offer: nothing is asked of that host before the visitor (or the operator) says so.
"""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from geodata.vocabulary import N_

OUTLINES_ATTRIBUTION = N_("Ranh giới tham khảo")


@dataclass(frozen=True)
class Basemap:
    """Raster tiles that may be switched on, as the operator set them.

    `url` is a Leaflet template, `name` and `attribution` are plain text; `default` means that
    the operator turned them on for everyone.
    """

    url: str
    name: str
    attribution: str
    default: bool = False
    max_zoom: int = 19

    @property
    def host(self) -> str:
        """The host that the browser will ask, as the page names it; empty for our own files."""
        netloc = urlsplit(self.url).netloc.replace("{s}.", "")
        return netloc.removeprefix("tile.").removeprefix("tiles.")

    @property
    def attribution_html(self) -> str:
        """The attribution as HTML, as Leaflet takes it; OpenStreetMap leads to its terms."""
        text = escape(self.attribution)
        if self.host.endswith("openstreetmap.org"):
            terms = '<a href="https://www.openstreetmap.org/copyright" rel="noopener">'
            return text.replace("OpenStreetMap", f"{terms}OpenStreetMap</a>", 1)
        return text
