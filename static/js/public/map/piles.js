// Symbols that lie on one another: a click opens a list of them instead of the uppermost only.

import { config, say, words } from "map/config";
import { choose } from "map/features";
import { element } from "map/popup";
import { isFar, popupRoom, symbolSize, symbolsShown } from "map/shown";
import { contributionSymbol, projectSymbol } from "map/symbols";

const { map } = window.campaignMap;
// Nearer than this part of a symbol, two of them cover each other's inside.
const CLOSE = 0.55;
const DRAGGED = 6;
const DOT = 10;

/**
 * The width of a symbol on the screen. Dots of contributions pile up with dots alone.
 * @param {string} kind
 */
const sizeOf = (kind) => {
  if (kind === "projects") return symbolSize();
  return isFar() ? DOT : 28;
};

/** @typedef {ReturnType<typeof symbolsShown>[number]} Shown */

/**
 * What lies where the symbol of `code` lies, itself included; most urgent first.
 * @param {string | undefined} code
 */
export function pileOf(code) {
  const shown = symbolsShown();
  const middle = shown.find((one) => one.code === code);
  if (!middle) return [];
  const reach = CLOSE * sizeOf(middle.kind);
  return shown.filter(({ kind, at }) =>
    (kind === middle.kind || !isFar()) && at.distanceTo(middle.at) <= reach);
}

/** @param {Shown[]} pile */
function heading(pile) {
  const kinds = new Set(pile.map(({ kind }) => kind));
  const name = kinds.size > 1 ? "pile_mixed" : `pile_${[...kinds][0]}`;
  return say(name, { count: pile.length });
}

/**
 * @param {Shown} one
 * @returns {[SVGSVGElement, string, string]}
 */
function line({ kind, properties }) {
  if (kind === "projects") {
    const late = properties.late ? ` · ${words.late}` : "";
    return [projectSymbol(properties), properties.name, config.statuses[properties.status] + late];
  }
  return [contributionSymbol(properties), config.kinds[properties.kind],
    config.units[properties.unit] ?? ""];
}

/**
 * The list as an element; a button opens what it names.
 * @param {Shown[]} pile
 */
function list(pile) {
  const rows = element("ul", "pile-list");
  for (const one of pile) {
    const [symbol, name, more] = line(one);
    const button = element("button", "pile-row", symbol,
      element("span", "", name, element("small", "quiet", more)));
    button.type = "button";
    button.addEventListener("click", () => choose(one.code, { move: false }));
    rows.append(element("li", "", button));
  }
  return element("div", "popup pile", element("h3", "", heading(pile)), rows);
}

/**
 * @param {Shown[]} pile
 * @param {L.LatLng} at
 */
function open(pile, at) {
  const room = popupRoom();
  L.popup({ ...room, maxHeight: Math.min(280, map.getSize().y - 220), className: "pile-popup" })
    .setLatLng(at).setContent(list(pile)).openOn(map);
}

/**
 * Take a pointer's click on a pile before Leaflet does. A symbol that has the focus answers the
 * Enter key for itself alone: by keyboard each one is reached.
 */
export function watch() {
  const container = map.getContainer();
  /** @type {{ x: number, y: number } | null} */
  let from = null;
  container.addEventListener("pointerdown", ({ clientX, clientY }) => {
    from = { x: clientX, y: clientY };
  }, true);
  container.addEventListener("click", (event) => {
    const mark = /** @type {Element} */ (event.target).closest?.(".mark");
    if (!mark || event.detail === 0) return;
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > DRAGGED) return;
    const pile = pileOf(mark.dataset.code);
    const clicked = pile.find(({ code }) => code === mark.dataset.code);
    if (pile.length < 2 || !clicked) return;
    event.stopPropagation();
    open(pile, clicked.marker.getLatLng());
  }, true);
}
