// Two maps that move as one: each fetches and draws its own day or unit.

import { config, words } from "map/config";
import { projectParts, sparing, standpoint } from "map/draw";
import { mapIcon, projectSymbol } from "map/symbols";

const sides = window.campaignMaps;
const keys = Object.keys(sides);

/** @param {string} url */
async function json(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.json();
}

/**
 * @param {L.GeoJSON} layer
 * @param {GeoJSON.FeatureCollection} collection
 */
function drawUnits(layer, collection) {
  layer.addLayer(L.geoJSON(collection, {
    pane: "units",
    interactive: false,
    style: { className: "unit", color: config.styles.ink, weight: 2, fillColor: config.styles.paper, fillOpacity: 0.45 },
  }));
}

/**
 * @param {L.GeoJSON} layer
 * @param {Feature<Project>} feature
 * @param {number} order
 * @param {string} day
 */
function drawProject(layer, feature, order, day) {
  const { properties, id, geometry } = feature;
  if (!geometry) return;
  for (const part of projectParts({ ...feature, geometry }).shown) layer.addLayer(part);
  const [lon, lat] = standpoint(geometry);
  const marker = L.marker([lat, lon], {
    icon: mapIcon(projectSymbol(properties), `mark-project is-${properties.status}`, 44),
    zIndexOffset: 2000 - order,
  });
  const name = [properties.name, config.statuses[properties.status], properties.late ? words.late : ""]
    .filter(Boolean).join(", ");
  marker.on("add", () => {
    const mark = /** @type {HTMLElement} */ (marker.getElement());
    mark.setAttribute("aria-label", name);
    mark.setAttribute("role", "link");
    mark.dataset.code = id;
  });
  marker.bindTooltip(name);
  const open = () => {
    const url = new URL(config.urls.project.replace("CODE", id), location.href);
    url.searchParams.set("as_of", day);
    location.assign(url);
  };
  marker.on("click", open);
  // Leaflet fires it for markers too; its types tell it of the map alone.
  const keyed = /** @type {L.Evented} */ (marker);
  keyed.on("keypress", (event) => {
    if (/** @type {L.LeafletKeyboardEvent} */ (event).originalEvent.key === "Enter") open();
  });
  layer.addLayer(marker);
}

/** @param {string} key */
async function load(key) {
  const { layers } = sides[key];
  const [units, projects] = await Promise.all([
    json(layers.units.remote.url), json(layers.projects.remote.url),
  ]);
  drawUnits(layers.units, units);
  /** @type {Feature<Project>[]} */
  const features = projects.features;
  features.forEach((feature, n) =>
    sparing(feature, () => drawProject(layers.projects, feature, n, config.query[key])));
}

/** What one map does the others do at once, without answering back. */
function together() {
  let leading = false;
  for (const key of keys) {
    const { map } = sides[key];
    map.on("move zoom", () => {
      if (leading) return;
      leading = true;
      for (const other of keys) {
        if (other !== key) {
          sides[other].map.setView(map.getCenter(), map.getZoom(), { animate: false });
        }
      }
      leading = false;
    });
  }
}

/** @param {string} key */
function nameControls(key) {
  const container = sides[key].map.getContainer();
  const title = /** @type {HTMLElement} */ (document.getElementById(`side-${key}`)).textContent.trim();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", title);
  for (const [selector, text] of [["in", words.zoom_in], ["out", words.zoom_out]]) {
    const button = /** @type {HTMLElement} */ (
      container.querySelector(`.leaflet-control-zoom-${selector}`)
    );
    button.title = text;
    button.setAttribute("aria-label", `${text}: ${title}`);
  }
  sides[key].map.attributionControl.setPrefix(false).addAttribution(words.attribution);
}

/** On paper the maps are drawn at the paper's width, showing what they show now. */
function watchPrinting() {
  /** @type {L.LatLngBounds | null} */
  let bounds = null;
  /**
   * @param {boolean} printed
   * @param {L.LatLngBounds} seen
   */
  const lay = (printed, seen) => {
    document.body.classList.toggle("is-printed", printed);
    for (const key of keys) sides[key].map.invalidateSize({ animate: false, pan: false });
    sides[keys[0]].map.fitBounds(seen, { animate: false });
  };
  addEventListener("beforeprint", () => {
    bounds ??= sides[keys[0]].map.getBounds();
    lay(true, bounds);
  });
  addEventListener("afterprint", () => {
    if (bounds) lay(false, bounds);
    bounds = null;
  });
}

async function start() {
  for (const key of keys) {
    const { map } = sides[key];
    nameControls(key);
    const most = /** @type {L.LatLngBoundsLiteral} */ (map.options.maxBounds);
    map.setMaxBounds(L.latLngBounds(most).pad(0.5));
    map.invalidateSize({ pan: false });
    map.fitBounds(config.home, { animate: false });
  }
  together();
  watchPrinting();
  try {
    await Promise.all(keys.map(load));
    document.documentElement.dataset.ready = "compare";
  } catch (error) {
    document.getElementById("compare-error").textContent = words.failed;
    throw error;
  }
}

start();
