"""`/`: the map page; `/panel`: its panel alone, for the page's scripts."""

from functools import lru_cache

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.checks.written import written_day
from geodata.figures import filters
from geodata.queries import moment, snapshot
from geodata.vocabulary import CONTRIBUTION_KINDS, STATUSES
from layers import catalog, city_map, styles
from layers.basemaps import Basemap
from webmap.config import Settings
from webmap.http import application, query
from webmap.http.security import nonce
from webmap.language.i18n import label, language, local
from webmap.language.script_words import map_words, script_words
from webmap.pages.filter_choices import here
from webmap.public.map.choropleth import UNIT_WORDS
from webmap.public.map.panel import Panel
from webmap.public.map.scripts import MODULES

bp = Blueprint("map", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """The whole page: it works without JavaScript, but for the map itself."""
    iso = written_day(request.args.get("as_of", ""))
    if iso:
        return redirect(here(as_of=iso), 303)
    panel = _panel()
    return render_template(
        "public/map/map.html",
        **_drawing(panel),
        map=_map(panel).with_nonce(nonce()),
        sprite=styles.sprite(),
        modules={f"map/{n}": _static(f"js/public/map/{n}.js") for n in MODULES},
        config=_config(panel),
    )


@bp.get("/panel")
def fragment() -> ResponseReturnValue:
    """The panel's and the legend's HTML; its links lead to the page, not to the fragment."""
    return render_template("public/map/_fragment.html", **_drawing(_panel()))


def _panel() -> Panel:
    question = query.read(request.args, query.PAGE, strict=False)
    with application.store().reading() as session:
        when = moment(session, question.as_of, question.known_at, application.today())
        return Panel(snapshot(session, when), question)


def _drawing(panel: Panel) -> dict[str, object]:
    return {
        "panel": panel,
        "here": here,
        "styles": styles.STATUS,
        "status_ink": {code: style.icon or "" for code, style in styles.STATUS.items()},
        "ink": styles.INK,
        "given": styles.GIVEN,
        "given_area": styles.GIVEN_AREA,
        "late_colour": styles.LATE,
        "changed_label": catalog.CHANGED_LABEL,
    }


def _static(path: str) -> str:
    return url_for("static", filename=path)


def _basemap(settings: Settings) -> Basemap | None:
    if not settings.tiles_allowed:
        return None
    return Basemap(
        url=settings.basemap_url,
        name=settings.basemap_name,
        attribution=settings.basemap_attribution,
        default=settings.basemap_default == "osm",
    )


def _map(panel: Panel) -> city_map.MapParts:
    basemap = _basemap(application.settings())
    extent = panel.found.definition.extent
    return _composed(extent, basemap, language(), request.script_root)


@lru_cache(maxsize=16)
def _composed(
    extent: tuple[float, float, float, float],
    basemap: Basemap | None,
    _language: str,
    _root: str,
) -> city_map.MapParts:
    """Composing is the same for every visitor of a language; only the nonce is the request's."""
    return city_map.compose(
        extent,
        {name: url_for("layers.layer", name=name) for name in catalog.NAMES},
        map_words(basemap),
        basemap,
    )


def _config(panel: Panel) -> dict[str, object]:
    """What the page's scripts cannot know themselves: words, looks, addresses, days."""
    definition = panel.found.definition
    basemap = _basemap(application.settings())
    return {
        "language": language(),
        "today": panel.moment.today.isoformat(),
        "starts": panel.starts_on.isoformat(),
        "ends": panel.ends_on.isoformat(),
        "extent": definition.extent,
        "home": _home(panel),
        "urls": {
            "page": url_for("map.index"),
            "panel": url_for("map.fragment"),
            "icons": _static("vendor/icons/icons.svg"),
            "project": url_for("projects.show", code="CODE"),
        },
        "filters": filters.NAMES,
        "layers": [{"id": one.id, "drawn": one.drawn} for one in catalog.LAYERS],
        "fields": [row.name for row in filters.FILTERS if row.panel not in ("carried", "")],
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
        "generations": [
            {"day": g.day.isoformat(), "units": list(definition.units_on(g.day))}
            for g in panel.generations
        ],
        "starts_of_units": sorted({u.valid_from.isoformat() for u in definition.units.values()}),
        "basemap": {"name": basemap.name, "host": basemap.host, "default": basemap.default}
        if basemap
        else None,
        "words": script_words(),
    }


def _home(panel: Panel) -> list[list[float]]:
    """What the map shows first: the units of the campaign, without the margin around them."""
    boxes = [u.geometry.bounds for u in panel.found.definition.units.values() if u.in_campaign]
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return [[south, west], [north, east]]
