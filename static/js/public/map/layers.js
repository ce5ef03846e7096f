// Fetching the layers, as one with the panel; switching layers on and off; the map's position.

import * as address from "map/address";
import { config } from "map/config";
import * as features from "map/features";
import { setMark } from "map/marks";

const { map, layers } = window.campaignMap;
/**
 * What of each layer is done: drawn as symbols, as outlines (by units.js), or as marks on symbols.
 * @param {MapConfig["layers"][number]["drawn"]} how
 */
const drawnAs = (how) => config.layers.filter(({ drawn }) => drawn === how).map(({ id }) => id);
const SYMBOLS = drawnAs("symbols");
const MARKS = drawnAs("mark");
const SWITCHED = [...SYMBOLS, ...MARKS, ...drawnAs("outlines"), "other_units"];

/**
 * JSON of an address, or an Error that bears the status.
 * @param {string} url
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function json(url, signal) {
  const response = await fetch(url, { signal, headers: { Accept: "application/geo+json" } });
  if (!response.ok) throw Object.assign(new Error(url), { status: response.status });
  return response.json();
}

/**
 * Fetch and draw what the address asks for.
 * @param {AbortSignal} signal
 */
export async function load(signal) {
  const query = new URLSearchParams(address.layerQuery());
  query.set("lang", config.language);
  /** @param {string} name */
  const url = (name) => `${layers[name].remote.url}?${query}`;
  /** @param {string[]} names */
  const named = (names) => Promise.all(names.map((name) => json(url(name), signal)));
  const [marks, symbols] = await Promise.all([named(MARKS), named(SYMBOLS)]);
  for (const [n, name] of MARKS.entries()) setMark(name, marks[n]);
  // What the table names first lies on top: it is drawn last.
  for (const [n, name] of [...SYMBOLS.entries()].reverse()) {
    await features.draw(name, symbols[n], signal);
  }
}

const hidden = () => new Set(address.get("layers").split(",").filter(Boolean));

/** Show and hide layers as the address says. */
export function applySwitches() {
  const off = hidden();
  for (const name of SWITCHED) {
    const wanted = !off.has(name);
    if (wanted !== map.hasLayer(layers[name])) {
      if (wanted) map.addLayer(layers[name]);
      else map.removeLayer(layers[name]);
    }
  }
  showMarks();
}

/** Marks belong to the features' symbols: their layer is a class. */
function showMarks() {
  for (const name of MARKS) {
    map.getContainer().classList.toggle(`no-${name}`, !map.hasLayer(layers[name]));
  }
}

export function watchSwitches() {
  map.on("overlayadd overlayremove", () => {
    showMarks();
    const off = SWITCHED.filter((name) => !map.hasLayer(layers[name]));
    address.set({ layers: off.join(",") });
  });
}

/**
 * What lies over the map's edges: the controls, the open legend, the time bar, the sheet.
 * @returns {{ paddingTopLeft: L.PointTuple, paddingBottomRight: L.PointTuple }}
 */
function clearance() {
  const area = map.getContainer().getBoundingClientRect();
  const legend = document.getElementById("legend");
  const left = legend.open ? legend.offsetWidth + 16 : 12;
  const bottom = area.bottom - document.getElementById("time").getBoundingClientRect().top + 12;
  return { paddingTopLeft: [left, 12], paddingBottomRight: [12, bottom] };
}

/** The bounds of the map are those of the ground: what is covered may lie beyond them. */
export function widenBounds() {
  const bounds = /** @type {L.LatLngBoundsLiteral} */ (map.options.maxBounds);
  map.setMaxBounds(L.latLngBounds(bounds).pad(0.5));
}

/** The position of the address, else the campaign's units. */
export function applyPosition() {
  const [zoom, lat, lon] = address.get("map").split("/").map(Number);
  if ([zoom, lat, lon].every(Number.isFinite) && address.get("map")) {
    map.setView([lat, lon], zoom, { animate: false });
  } else {
    map.fitBounds(config.home, { animate: false, ...clearance() });
  }
}

export function watchPosition() {
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    address.set({ map: [map.getZoom(), lat.toFixed(5), lng.toFixed(5)].join("/") });
  });
}
