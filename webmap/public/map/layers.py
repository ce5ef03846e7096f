"""`/layers`: the catalogue, and each layer as GeoJSON."""

from dataclasses import asdict

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext

from geodata.queries import Snapshot
from layers import catalog, features
from webmap.http import conditional, query
from webmap.http.answers import GEOJSON

bp = Blueprint("layers", __name__)


@bp.get("/layers")
def index() -> Response:
    """The catalogue: id, title, geometry, count, legend, link, parameters of every layer."""
    return conditional.data((*query.MOMENT, "units_on", "lang"), _catalogue)


@bp.get("/layers/<name>.geojson")
def layer(name: str) -> Response:
    """A layer as an RFC 7946 FeatureCollection."""
    shown = catalog.BY_ID.get(name)
    if shown is None:
        abort(404)

    def build(found: Snapshot, question: query.Question, language: str) -> object:
        built = shown.build(conditional.selected(found, question), language)
        return features.collection(found.moment, built)

    return conditional.data(parameters(name), build, GEOJSON)


def parameters(name: str) -> tuple[str, ...]:
    """The parameters that a layer takes."""
    return query.UNITS if name == "units" else query.LAYER


def _catalogue(found: Snapshot, question: query.Question, language: str) -> object:
    selection = conditional.selected(found, question)
    counts = catalog.counts(selection)
    legends = catalog.legends(selection, found.definition, gettext, language)
    return {
        "as_of": found.moment.as_of,
        "rev": found.moment.known_rev,
        "layers": [
            {
                "id": item.id,
                "title": gettext(item.title),
                "description": gettext(item.about),
                "geometry": list(item.geometry),
                "count": counts[item.id],
                "legend": [asdict(row) for row in legends[item.id]],
                "link": url_for("layers.layer", name=item.id),
                "parameters": list(parameters(item.id)),
            }
            for item in catalog.LAYERS
        ],
    }
