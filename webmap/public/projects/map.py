"""The map of a project's page: what the browser fetches, what its scripts know, and a sketch."""

from functools import lru_cache

from flask import request, url_for
from flask_babel import gettext as _

from geodata.queries import ProjectState, Snapshot
from geodata.vocabulary import CONTRIBUTION_KINDS, STATUSES
from layers import single_map, styles
from layers.city_map import MapParts
from layers.sketch import Sketch, sketch
from webmap.language.i18n import label, language, local
from webmap.language.script_words import map_words, script_words
from webmap.pages import links
from webmap.public.map.choropleth import UNIT_WORDS
from webmap.public.map.scripts import MODULES

OWN = {"project/map": "js/public/projects/map.js"}


def layer_urls(code: str) -> dict[str, str]:
    """The address of each layer of one project's map, at the request's moment."""
    asked = links.carried() | {"lang": language()}
    whole = {
        name: url_for("layers.layer", name=name, project=code, **asked)
        for name in ("projects", "contributions", "awards")
    }
    return whole | {"units": url_for("layers.layer", name="units", outside="true", **asked)}


def parts(found: Snapshot) -> MapParts:
    """The composed map, without nonce."""
    return _composed(found.definition.extent, language(), request.script_root)


@lru_cache(maxsize=16)
def _composed(
    extent: tuple[float, float, float, float],
    _language: str,
    _root: str,
) -> MapParts:
    return single_map.compose_single(
        extent,
        {name: url_for("layers.layer", name=name) for name in single_map.LAYERS},
        map_words(None),
    )


def modules() -> dict[str, str]:
    """The import map of the page: name to address."""
    paths = {f"map/{name}": f"js/public/map/{name}.js" for name in MODULES} | OWN
    return {name: url_for("static", filename=path) for name, path in paths.items()}


def config(found: Snapshot, state: ProjectState) -> dict[str, object]:
    """What the page's scripts cannot know themselves."""
    definition = found.definition
    return {
        "language": language(),
        "today": found.moment.today.isoformat(),
        "code": state.code,
        "bounds": _bounds(found, state),
        "layers": layer_urls(state.code),
        "urls": {
            "icons": url_for("static", filename="vendor/icons/icons.svg"),
            "project": url_for("projects.show", code="CODE", **links.carried()),
        },
        "styles": styles.as_config(),
        "sectors": {
            code: {"name": local(item, "name"), "icon": item.attrs.get("icon", "")}
            for code, item in definition.sectors.items()
        },
        "statuses": {item.code: label(item.code, "STATUSES") for item in STATUSES},
        "kinds": {i.code: label(i.code, "CONTRIBUTION_KINDS") for i in CONTRIBUTION_KINDS},
        "forms": {code: local(item, "name") for code, item in definition.award_forms.items()},
        "measures": {unit: _(unit) for unit in UNIT_WORDS},
        "units": {uid: local(unit, "name") for uid, unit in definition.units.items()},
        "words": script_words(),
    }


def _bounds(found: Snapshot, state: ProjectState) -> list[list[float]]:
    """What the map shows first: the project, else the units that it touches, else all."""
    shapes = [state.geometry] if state.geometry is not None else []
    units = found.definition.units
    shapes = shapes or [units[uid].geometry for uid in state.units if uid in units]
    shapes = shapes or [unit.geometry for unit in units.values() if unit.in_campaign]
    boxes = [shape.bounds for shape in shapes]
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return [[south, west], [north, east]]


def still(found: Snapshot, state: ProjectState) -> Sketch | None:
    """The same map drawn by the server; None for a project without a place."""
    day = found.moment.as_of
    units = [(local(u, "name"), u.geometry) for u in found.definition.units_on(day).values()]
    given = found.contribution_by_code
    contributions = [given[code].geometry for code in state.contributions if code in given]
    return sketch(units, contributions, [state.geometry])
