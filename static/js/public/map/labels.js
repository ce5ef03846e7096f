// Labels of units: each finds a free place inside its unit, or waits for a closer view.

import { breathe } from "map/pace";
import { symbolBoxes } from "map/shown";

const { map, layers } = window.campaignMap;
const GRID = 15;
// A label may cross its unit's outline a little, and touch the rim of a symbol.
const MOST_OUTSIDE = 0.27;
// Covered: part of the label that lies on symbols; hidden: part of a symbol under the label.
const CAREFUL = { covered: 0.3, hidden: 0.35 };
// A unit this many times as large as its label is named in any case, if need be over a symbol.
const LARGE = 8;
const PRESSED = { covered: 0.34, hidden: 1 };
// What a label costs that lies outside of its unit, on symbols, on lines, off the middle.
const COSTS = { outside: 4, symbols: 4, lines: 2, aside: 0.5, narrow: 0.2 };
const GAP = 3;
// A label reaches this far beyond its unit, at most, in pixels.
const ROUND = 80;

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** @typedef {[number, number]} Spot */
/** @typedef {{ narrow: boolean, width: number, height: number }} Size */
/** @typedef {{ covered: number, hidden: number }} Limits */

/**
 * Signed distance of a point from the outline in pixels: above zero inside.
 * @param {Spot} spot
 * @param {L.Point[][]} rings
 */
function depth([x, y], rings) {
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings) {
    for (let n = 0, before = ring.length - 1; n < ring.length; before = n, n += 1) {
      const [a, b] = [ring[n], ring[before]];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
      const part = Math.min(Math.max(along, 0), 1);
      nearest = Math.min(nearest, Math.hypot(x - a.x - part * dx, y - a.y - part * dy));
    }
  }
  return inside ? nearest : -nearest;
}

/**
 * The outline on the screen: rings of layer points, without those that fall together.
 * @param {L.GeoJSON} shape
 */
function outline(shape) {
  /** @type {L.Point[][]} */
  const rings = [];
  /** @param {any} part a ring of places, or a list of what holds rings */
  const walk = (part) => {
    if (Array.isArray(part[0])) return part.forEach(walk);
    /** @type {L.Point[]} */
    const ring = [];
    for (const at of part) {
      const point = map.latLngToLayerPoint(at);
      if (!ring.length || point.distanceTo(ring[ring.length - 1]) > 2) ring.push(point);
    }
    return rings.push(ring);
  };
  shape.eachLayer((layer) => walk(/** @type {L.Polyline} */ (layer).getLatLngs()));
  return rings;
}

/**
 * Places to try: a grid over the unit and the deepest point of it, deepest first.
 * @param {L.Point[][]} rings
 */
function candidates(rings) {
  const box = L.bounds(rings.flat());
  const size = box.getSize();
  const min = box.getTopLeft();
  const found = [];
  for (let column = 1; column < GRID; column += 1) {
    for (let row = 1; row < GRID; row += 1) {
      /** @type {Spot} */
      const at = [min.x + (size.x * column) / GRID, min.y + (size.y * row) / GRID];
      const deep = depth(at, rings);
      if (deep > 0) found.push({ at, deep });
    }
  }
  return found.sort((a, b) => b.deep - a.deep);
}

/**
 * @param {Spot} at
 * @param {Size} size
 */
const boxAt = ([x, y], { width, height }) => ({
  left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
});

/**
 * @param {Box} a
 * @param {Box} b
 */
const shared = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left))
  * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/**
 * @param {Box} a
 * @param {Box} b
 */
const meet = (a, b) =>
  a.left < b.right + GAP && b.left < a.right + GAP && a.top < b.bottom + GAP
  && b.top < a.bottom + GAP;

/**
 * The part of a box that lies outside of the outline, by fifteen points of it.
 * @param {Box} box
 * @param {L.Point[][]} rings
 */
function partOutside(box, rings) {
  let outside = 0;
  for (const across of [0, 0.25, 0.5, 0.75, 1]) {
    for (const down of [0, 0.5, 1]) {
      /** @type {Spot} */
      const at = [
        box.left + across * (box.right - box.left), box.top + down * (box.bottom - box.top),
      ];
      if (depth(at, rings) < 0) outside += 1;
    }
  }
  return outside / 15;
}

/** @typedef {{ at: Spot, box: Box, cost: number }} Place */

/**
 * The best place of a label of this size, or null. Lower cost: free of symbols, then central.
 * @param {{ at: Spot, deep: number }[]} spots
 * @param {L.Point[][]} rings
 * @param {Size} size
 * @param {Box[]} taken
 * @param {(Box & { line?: boolean, whole?: number })[]} symbols
 * @param {Limits} limits
 * @returns {Place | null}
 */
function bestPlace(spots, rings, size, taken, symbols, limits) {
  /** @type {Place | null} */
  let best = null;
  const area = size.width * size.height;
  const deepest = spots[0]?.deep ?? 1;
  for (const { at, deep } of spots) {
    const box = boxAt(at, size);
    if (taken.some((other) => meet(box, other))) continue;
    /** @param {boolean} line */
    const covered = (line) => symbols.filter((one) => Boolean(one.line) === line)
      .reduce((sum, one) => sum + shared(box, one), 0) / area;
    const bySymbols = covered(false);
    if (bySymbols > limits.covered) continue;
    if (symbols.some((one) => one.whole && shared(box, one) > limits.hidden * one.whole)) continue;
    const cost = COSTS.symbols * bySymbols + COSTS.lines * covered(true)
      + COSTS.aside * (1 - deep / deepest) + (size.narrow ? COSTS.narrow : 0);
    if (best && cost >= best.cost) continue;
    const outside = partOutside(box, rings);
    if (outside > MOST_OUTSIDE) continue;
    const whole = cost + COSTS.outside * outside;
    if (!best || whole < best.cost) best = { at, box, cost: whole };
  }
  return best;
}

/**
 * Width and height of each label in both of its forms: on few lines, and narrow. Form by form,
 * for measuring after each change would lay the page out anew each time.
 * @param {HTMLElement[]} labels
 */
function measure(labels) {
  const sizes = labels.map(() => /** @type {Size[]} */ ([]));
  for (const narrow of [false, true]) {
    for (const label of labels) label.classList.toggle("is-narrow", narrow);
    for (const [n, label] of labels.entries()) {
      sizes[n].push({ narrow, width: label.offsetWidth, height: label.offsetHeight });
    }
  }
  return sizes;
}

/** @param {L.Point[][]} rings */
const extent = (rings) => {
  const size = L.bounds(rings.flat()).getSize();
  return size.x * size.y;
};

let latest = 0;

/** Give every label its place, in pieces; units of the campaign before others, large before small. */
export async function place() {
  latest += 1;
  const mine = latest;
  const found = [];
  for (const shape of /** @type {UnitShape[]} */ (layers.units.getLayers())) {
    const tooltip = shape.getTooltip();
    const label = tooltip?.getElement();
    if (!tooltip || !label) continue;
    const rings = outline(shape);
    found.push({ tooltip, label, rings, first: shape.options.first ?? 0, extent: extent(rings) });
  }
  found.sort((a, b) => b.first - a.first || b.extent - a.extent);
  /** @type {Box[]} */
  const taken = [];
  const symbols = symbolBoxes();
  const measured = measure(found.map(({ label }) => label));
  for (const [n, { tooltip, label, rings }] of found.entries()) {
    await breathe();
    // The map has moved on: a newer round places them.
    if (mine !== latest) return;
    const spots = candidates(rings);
    const whole = L.bounds(rings.flat());
    const [min, max] = [whole.getTopLeft(), whole.getBottomRight()];
    const near = symbols.filter((one) => shared(one, {
      left: min.x - ROUND, right: max.x + ROUND, top: min.y - ROUND, bottom: max.y + ROUND,
    }));
    const sizes = measured[n];
    /** @param {Limits} limits */
    const fit = (limits) => sizes
      .flatMap((form) => {
        const spot = bestPlace(spots, rings, form, taken, near, limits);
        return spot ? [{ ...form, spot }] : [];
      })
      .sort((a, b) => a.spot.cost - b.spot.cost);
    const isLarge = extent(rings) > LARGE * sizes[0].width * sizes[0].height;
    let fitting = fit(CAREFUL);
    if (!fitting.length && isLarge) fitting = fit(PRESSED);
    label.classList.toggle("is-hidden", !fitting.length);
    if (!fitting.length) continue;
    const [{ narrow, spot }] = fitting;
    label.classList.toggle("is-narrow", narrow);
    taken.push(spot.box);
    tooltip.setLatLng(map.layerPointToLatLng(spot.at));
  }
}

let asked = 0;

/** Place the labels anew, once, when what else is going on is done. */
export function placeSoon() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(place);
}

/** Watch what moves labels or symbols: zoom, size of the map, layers that come and go. */
export const watch = () => map.on("zoomend resize overlayadd overlayremove", placeSoon);
