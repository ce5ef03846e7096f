// The features on the map: drawn, named for the keyboard, lit and chosen. No fetching here.

import { config, words } from "map/config";
import { contributionParts, projectParts, sparing, standpoint } from "map/draw";
import { honoursOf, withChange } from "map/marks";
import { contributionPopup, element, projectPopup } from "map/popup";
import { breathe } from "map/pace";
import { isFar, pieces, popupRoom } from "map/shown";
import { contributionSymbol, mapIcon, projectSymbol } from "map/symbols";

const { map, layers } = window.campaignMap;
const target = new EventTarget();

/**
 * Listen: `light` (code or null, from the map) and `choose` (code or null, by a popup).
 * @param {"light" | "choose"} name
 * @param {(code: string | null) => void} listener
 */
export const on = (name, listener) =>
  target.addEventListener(name, (event) => listener(/** @type {CustomEvent} */ (event).detail));
/**
 * @param {"light" | "choose"} name
 * @param {string | null} detail
 */
const tell = (name, detail) => target.dispatchEvent(new CustomEvent(name, { detail }));

/**
 * How a layer of symbols is drawn and named.
 * @typedef {object} Kind
 * @property {(feature: Placed<any>) => { shown: L.Path[], hit: L.Path | null }} parts
 * @property {(properties: any) => SVGSVGElement} symbol
 * @property {(properties: any, awards: Award[]) => HTMLElement} popup
 * @property {number} size
 * @property {(properties: any) => string} className
 * @property {(properties: any) => string[]} name
 */

/** @type {Record<string, Kind>} */
const KINDS = {
  projects: {
    parts: projectParts,
    symbol: projectSymbol,
    popup: projectPopup,
    size: 44,
    className: (project) => `mark-project is-${project.status}`,
    name: (project) => [
      project.name,
      config.statuses[project.status],
      project.late ? words.late : "",
      project.awards ? words.awarded : "",
      project.changed_on ? words.changed : "",
    ],
  },
  contributions: {
    parts: contributionParts,
    symbol: contributionSymbol,
    popup: contributionPopup,
    size: 32,
    className: (given) => `mark-given is-${given.kind}`,
    name: (given) => [config.kinds[given.kind], config.units[given.unit] ?? ""],
  },
};

/**
 * @param {string} kind
 * @param {Placed<any>} feature
 * @param {number} order
 */
function markerOf(kind, feature, order) {
  const { geometry, id } = feature;
  const properties = withChange(feature);
  const how = KINDS[kind];
  const [lon, lat] = standpoint(geometry);
  const marker = L.marker([lat, lon], {
    icon: mapIcon(how.symbol(properties), how.className(properties), how.size),
    keyboard: true,
    // The most urgent on top, wherever it lies (Leaflet adds the height on the screen, some
    // thousands at most); contributions below every project.
    zIndexOffset: (kind === "projects" ? 20_000 - order : -1 - order) * 10_000,
    riseOnHover: true,
    riseOffset: 500_000_000,
  });
  marker.on("add", () => {
    const mark = /** @type {HTMLElement} */ (marker.getElement());
    mark.setAttribute("aria-label", how.name(properties).filter(Boolean).join(", "));
    mark.dataset.code = id;
    mark.classList.toggle("is-lit", id === lit);
    if (kind === "contributions") mark.tabIndex = isFar() ? -1 : 0;
    mark.addEventListener("focus", () => light(id, "map"));
    mark.addEventListener("blur", () => light(null, "map"));
  });
  return marker;
}

/**
 * @param {string} kind
 * @param {Placed<any>} feature
 * @param {L.Path | L.Marker} part
 * @param {L.Marker} marker
 */
function wire(kind, feature, part, marker) {
  const { id } = feature;
  const properties = withChange(feature);
  part.bindPopup(() => KINDS[kind].popup(properties, honoursOf(kind, id)), popupRoom());
  const [name] = KINDS[kind].name(properties);
  part.bindTooltip(() => element("span", "", name), {
    direction: "top", offset: [0, -14], sticky: part !== marker, className: "name-tip",
  });
  part.on("mouseover", () => light(id, "map"));
  part.on("mouseout", () => light(null, "map"));
  part.on("popupopen", () => {
    part.closeTooltip();
    tell("choose", id);
  });
  part.on("popupclose", () => tell("choose", null));
}

/**
 * @param {Feature<any>} feature
 * @returns {feature is Placed<any>}
 */
const hasPlace = (feature) => feature.geometry !== null;

/**
 * Put one feature on its layer.
 * @param {string} kind
 * @param {Placed<any>} feature
 * @param {number} order
 */
function place(kind, feature, order) {
  const { shown, hit } = KINDS[kind].parts(feature);
  const marker = markerOf(kind, feature, order);
  for (const part of hit ? [hit, marker] : [marker]) wire(kind, feature, part, marker);
  layers[kind].addLayer(L.featureGroup([...shown, ...(hit ? [hit] : []), marker]));
  pieces[kind].set(feature.id, { marker, shown, properties: feature.properties });
}

/**
 * Replace what a layer shows by a new FeatureCollection. The first time in pieces; later all at
 * once, for a map that is looked at must not be seen half drawn.
 * @param {string} kind
 * @param {Collection<any>} collection
 * @param {AbortSignal} [signal]
 */
export async function draw(kind, collection, signal) {
  const layer = layers[kind];
  const first = !pieces[kind].size;
  const open = chosen && pieces[kind].has(chosen) ? chosen : null;
  quietly(() => layer.clearLayers());
  pieces[kind].clear();
  for (const [order, feature] of collection.features.entries()) {
    if (!hasPlace(feature)) continue;
    if (first) await breathe(signal);
    sparing(feature, () => place(kind, feature, order));
  }
  if (lit) mark(lit, "is-lit", true);
  if (open && pieces[kind].has(open)) choose(open, { move: false });
}

let silent = false;

/**
 * Do something that closes popups without telling that the visitor closed them.
 * @param {() => void} action
 */
function quietly(action) {
  silent = true;
  action();
  silent = false;
}

/** @param {string} code */
const find = (code) => pieces.projects.get(code) ?? pieces.contributions.get(code);
/** @param {string} code */
export const has = (code) => Boolean(find(code));

/** @type {string | null} */
let lit = null;

/**
 * Light a feature up (null: none). `from` "map" is told to the list; from the list it is not.
 * @param {string | null} code
 * @param {"list" | "map"} [from]
 */
export function light(code, from = "list") {
  if (lit && lit !== code) mark(lit, "is-lit", false);
  if (code) mark(code, "is-lit", true);
  lit = code;
  if (from === "map") tell("light", code);
}

/**
 * @param {string} code
 * @param {string} className
 * @param {boolean} is
 */
function mark(code, className, is) {
  const piece = find(code);
  if (!piece) return;
  piece.marker.getElement()?.classList.toggle(className, is);
  for (const part of piece.shown) part.getElement()?.classList.toggle(className, is);
}

/** @type {string | null} */
let chosen = null;

/**
 * Choose a feature: move there if asked, open its popup. False when it has no place here.
 * @param {string} code
 * @param {{ move?: boolean }} [how]
 */
export function choose(code, { move = true } = {}) {
  const piece = find(code);
  if (!piece) return false;
  const spot = piece.marker.getLatLng();
  if (move && (map.getZoom() < 15 || !map.getBounds().pad(-0.2).contains(spot))) {
    // Not animated: the popup that opens next measures where it stands.
    map.setView(spot, Math.max(map.getZoom(), 15), { animate: false });
  }
  if (!piece.marker.isPopupOpen()) piece.marker.openPopup();
  return true;
}

/** By keyboard the focus goes into the popup, and back to where it came from. */
export function watchPopups() {
  /** @type {HTMLElement | null} */
  let opener = null;
  map.on("popupopen", ({ popup }) => {
    const box = /** @type {HTMLElement} */ (popup.getElement());
    const close = /** @type {HTMLElement} */ (box.querySelector(".leaflet-popup-close-button"));
    close.setAttribute("aria-label", words.close);
    const from = /** @type {HTMLElement | null} */ (document.activeElement);
    opener = from?.matches(".mark:focus-visible, .project-name:focus-visible") ? from : null;
    if (opener) (box.querySelector(".popup a") ?? close).focus({ preventScroll: true });
  });
  map.on("popupclose", () => {
    if (opener?.isConnected && !silent) opener.focus({ preventScroll: true });
    opener = null;
  });
}

/** Close whatever popup is open. */
export const unchoose = () => map.closePopup();

on("choose", (code) => {
  if (silent) return;
  if (chosen) mark(chosen, "is-chosen", false);
  chosen = code;
  if (code) mark(code, "is-chosen", true);
});

/** Whether a change of what is chosen is the visitor's own doing. */
export const isQuiet = () => silent;
