// The features on the map: drawn, named for the keyboard, lit and chosen. No fetching here.

import { config, words } from "map/config";
import { contributionParts, projectParts, sparing, standpoint } from "map/draw";
import { contributionPopup, element, projectPopup } from "map/popup";
import { breathe } from "map/pace";
import { contributionSymbol, mapIcon, projectSymbol } from "map/symbols";

const { map, layers } = window.campaignMap;
const pieces = { projects: new Map(), contributions: new Map() };
let honours = { projects: new Map(), contributions: new Map() };
const target = new EventTarget();

/** Listen: `light` (code or null, from the map) and `choose` (code or null, by a popup). */
export const on = (name, listener) =>
  target.addEventListener(name, (event) => listener(event.detail));
const tell = (name, detail) => target.dispatchEvent(new CustomEvent(name, { detail }));

/** Which awards honour what, from the awards' layer. */
function setAwards(collection) {
  honours = { projects: new Map(), contributions: new Map() };
  for (const { properties } of collection.features) {
    for (const what of ["projects", "contributions"]) {
      for (const code of properties[what]) {
        honours[what].set(code, [...(honours[what].get(code) ?? []), properties]);
      }
    }
  }
}

let changes = new Map();

/** The day of the newest fact of what changed lately, from its layer. */
function setChanges(collection) {
  changes = new Map(collection.features.map(({ id, properties }) => [id, properties.changed_on]));
}

/** What each layer of marks tells of the features that others draw. */
const MARKS = { awards: setAwards, changed: setChanges };

export const setMark = (name, collection) => MARKS[name](collection);

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

/** A feature's properties, with the day of its newest fact where that is of late. */
const withChange = ({ id, properties }) => ({ ...properties, changed_on: changes.get(id) ?? null });

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
    const mark = marker.getElement();
    mark.setAttribute("aria-label", how.name(properties).filter(Boolean).join(", "));
    mark.dataset.code = id;
    mark.classList.toggle("is-lit", id === lit);
    if (kind === "contributions") mark.tabIndex = isFar() ? -1 : 0;
    mark.addEventListener("focus", () => light(id, "map"));
    mark.addEventListener("blur", () => light(null, "map"));
  });
  return marker;
}

/** A popup keeps clear of the buttons on the right, the time bar and the sheet. */
export function popupRoom() {
  const narrow = map.getSize().x < 500;
  return {
    minWidth: narrow ? 200 : 240,
    maxWidth: narrow ? map.getSize().x - 110 : 320,
    // What is longer scrolls: its last line, the link, must not lie under the legend's button.
    maxHeight: Math.max(map.getSize().y - (narrow ? 310 : 170), 140),
    autoPanPaddingTopLeft: [12, 12],
    autoPanPaddingBottomRight: [68, narrow ? 235 : 90],
  };
}

function wire(kind, feature, part, marker) {
  const { id } = feature;
  const properties = withChange(feature);
  part.bindPopup(() => KINDS[kind].popup(properties, honours[kind].get(id) ?? []), popupRoom());
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

/** Put one feature on its layer. */
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
 */
export async function draw(kind, collection, signal) {
  const layer = layers[kind];
  const first = !pieces[kind].size;
  const open = chosen && pieces[kind].has(chosen) ? chosen : null;
  quietly(() => layer.clearLayers());
  pieces[kind].clear();
  for (const [order, feature] of collection.features.entries()) {
    if (!feature.geometry) continue;
    if (first) await breathe(signal);
    sparing(feature, () => place(kind, feature, order));
  }
  if (lit) mark(lit, "is-lit", true);
  if (open && pieces[kind].has(open)) choose(open, { move: false });
}

let silent = false;

/** Do something that closes popups without telling that the visitor closed them. */
function quietly(action) {
  silent = true;
  action();
  silent = false;
}

const find = (code) => pieces.projects.get(code) ?? pieces.contributions.get(code);
export const has = (code) => Boolean(find(code));

let lit = null;

/** Light a feature up (null: none). `from` "map" is told to the list; from the list it is not. */
export function light(code, from = "list") {
  if (lit && lit !== code) mark(lit, "is-lit", false);
  if (code) mark(code, "is-lit", true);
  lit = code;
  if (from === "map") tell("light", code);
}

function mark(code, className, is) {
  const piece = find(code);
  if (!piece) return;
  piece.marker.getElement()?.classList.toggle(className, is);
  for (const part of piece.shown) part.getElement()?.classList.toggle(className, is);
}

let chosen = null;

/** Choose a feature: move there if asked, open its popup. False when it has no place here. */
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
  let opener = null;
  map.on("popupopen", ({ popup }) => {
    const box = popup.getElement();
    const close = box.querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", words.close);
    const from = document.activeElement;
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

/** From this zoom on contributions are hands; further out they are dots, and no Tab stops. */
const HANDS_FROM = 14;
const LINE_BOX = 8;
/** Pixels of a project's symbol below a zoom, on a wide map and on a phone's. */
const SCALES = [
  { below: 12.5, name: "city", wide: 28, narrow: 22 },
  { below: 13.5, name: "district", wide: 34, narrow: 30 },
  { below: Infinity, name: "street", wide: 40, narrow: 40 },
];

export const isFar = () => map.getZoom() < HANDS_FROM;

const scale = () => SCALES.find(({ below }) => map.getZoom() < below);

/** How wide the symbols of projects are on the screen now, in pixels. */
export const symbolSize = () => (map.getSize().x < 576 ? scale().narrow : scale().wide);

/** Symbols grow with the zoom: a dense core must not be one heap of them. */
export function watchZoom() {
  const apply = () => {
    const container = map.getContainer();
    container.classList.toggle("is-far", isFar());
    container.classList.toggle("is-narrow", map.getSize().x < 576);
    container.dataset.scale = scale().name;
    container.style.setProperty("--mark", `${symbolSize()}px`);
    for (const { marker } of pieces.contributions.values()) {
      const icon = marker.getElement();
      if (icon) icon.tabIndex = isFar() ? -1 : 0;
    }
  };
  map.on("zoomend resize", apply);
  apply();
}

/** The symbols that are shown: kind, code, marker, drawn parts, properties, point on the layer;
 * the most urgent first. */
export function symbolsShown() {
  return ["projects", "contributions"].filter((kind) => map.hasLayer(layers[kind]))
    .flatMap((kind) => [...pieces[kind]].map(([code, { marker, shown, properties }]) => ({
      kind, code, marker, shown, properties, at: map.latLngToLayerPoint(marker.getLatLng()),
    })));
}

/** What the symbols cover, as boxes of layer points. */
export function symbolBoxes() {
  const sizes = { projects: symbolSize() * 0.8, contributions: isFar() ? 8 : 26 };
  return symbolsShown().flatMap(({ kind, at, shown }) => [
    { ...boxAround(at, sizes[kind]), whole: kind === "projects" ? sizes[kind] ** 2 : 0 },
    ...shown.slice(0, 1).flatMap(lineBoxes),
  ]);
}

const boxAround = ({ x, y }, size) => ({
  left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2,
});

/** A drawn line as small boxes along it, as far apart as they are wide. */
function lineBoxes(part) {
  if (part instanceof L.Polygon) return [];
  const boxes = [];
  for (const line of L.LineUtil.isFlat(part.getLatLngs()) ? [part.getLatLngs()] : part.getLatLngs()) {
    const points = line.map((at) => map.latLngToLayerPoint(at));
    for (const [n, to] of points.slice(1).entries()) {
      const steps = Math.min(Math.ceil(to.distanceTo(points[n]) / LINE_BOX), 200);
      for (let step = 0; step < steps; step += 1) {
        const at = points[n].add(to.subtract(points[n]).multiplyBy(step / steps));
        boxes.push({ ...boxAround(at, LINE_BOX), line: true });
      }
    }
  }
  return boxes;
}
