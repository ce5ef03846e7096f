// Features to Leaflet: cased lines, areas, symbols, wide hit areas. A feature's parts stay together.

import { styles } from "map/config";

const HIT_WIDTH = 26;
/** How deep the lists of places of a geometry lie in one another. */
const DEPTHS = { Point: 0, MultiPoint: 0, LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };

/**
 * The coordinates of a GeoJSON line or polygon as Leaflet takes them.
 * @param {Geometry} geometry
 * @returns {any[]} places, or lists of them as deep as the geometry's
 */
const latlngs = (geometry) =>
  L.GeoJSON.coordsToLatLngs(
    geometry.coordinates,
    DEPTHS[geometry.type],
  );

/** @param {Geometry} geometry */
const isArea = (geometry) => geometry.type.endsWith("Polygon");
/** @param {Geometry} geometry */
const isPoint = (geometry) => geometry.type.endsWith("Point");

/** @param {GeoJSON.Position[]} points */
function middleOfLine(points) {
  const steps = points.slice(1).map((point, n) => Math.hypot(
    point[0] - points[n][0], point[1] - points[n][1],
  ));
  let rest = steps.reduce((sum, step) => sum + step, 0) / 2;
  for (const [n, step] of steps.entries()) {
    if (rest <= step && step > 0) {
      const part = rest / step;
      return points[n].map((value, axis) => value + part * (points[n + 1][axis] - value));
    }
    rest -= step;
  }
  return points[0];
}

/**
 * A point inside a ring: the middle of the widest stretch at half its height.
 * @param {GeoJSON.Position[]} ring
 * @returns {GeoJSON.Position}
 */
function insideRing(ring) {
  const ys = ring.map((point) => point[1]);
  const y = (Math.min(...ys) + Math.max(...ys)) / 2 + 1e-9;
  const crossings = [];
  for (let n = 1; n < ring.length; n += 1) {
    const [a, b] = [ring[n - 1], ring[n]];
    if (a[1] < y !== b[1] < y) crossings.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
  }
  crossings.sort((a, b) => a - b);
  let best = [ring[0][0], ring[0][0]];
  for (let n = 0; n + 1 < crossings.length; n += 2) {
    if (crossings[n + 1] - crossings[n] > best[1] - best[0]) best = [crossings[n], crossings[n + 1]];
  }
  return [(best[0] + best[1]) / 2, y];
}

/** @param {GeoJSON.Position[][]} parts */
const longest = (parts) => parts.reduce((a, b) => (b.length > a.length ? b : a));

/**
 * Where the symbol of a feature stands: [lon, lat] on the line or inside the area.
 * @param {Geometry} geometry
 * @returns {GeoJSON.Position}
 */
export function standpoint(geometry) {
  const { type, coordinates } = geometry;
  if (type === "Point") return coordinates;
  if (type === "MultiPoint") return coordinates[0];
  if (type === "LineString") return middleOfLine(coordinates);
  if (type === "MultiLineString") return middleOfLine(longest(coordinates));
  if (type === "Polygon") return insideRing(coordinates[0]);
  return insideRing(longest(coordinates.map((polygon) => polygon[0])));
}

/**
 * @param {any[]} shape
 * @param {string} pane
 * @param {L.PolylineOptions} options
 */
function line(shape, pane, options) {
  return L.polyline(shape, {
    pane, interactive: false, lineJoin: "round", lineCap: "butt", ...options,
  });
}

/**
 * @param {any[]} shape
 * @param {StatusStyle} style
 * @param {boolean} late
 * @param {boolean} planned drawn hollow
 */
function lineParts(shape, style, late, planned) {
  /** @type {L.Path[]} */
  const parts = [];
  /** @param {L.PolylineOptions} options */
  const add = (options) => parts.push(line(shape, "lines", options));
  if (late) {
    add({ color: styles.late, weight: style.weight + 10, opacity: 0.85, lineCap: "round",
      className: "halo" });
  }
  add({ color: styles.ink, weight: style.weight + 2, lineCap: "round", className: "casing" });
  if (style.dash) add({ color: styles.paper, weight: style.weight, lineCap: "round" });
  add({
    color: style.colour,
    weight: style.weight,
    dashArray: style.dash ?? undefined,
    lineCap: style.dash && !style.dash.startsWith("0") ? "butt" : "round",
  });
  if (planned) add({ color: styles.paper, weight: Math.max(style.weight - 2, 1), className: "planned" });
  if (style.crossed) add({ color: styles.ink, weight: 9, dashArray: "1.5 9" });
  return parts;
}

/**
 * @param {any[]} shape
 * @param {StatusStyle} style
 * @param {boolean} late
 * @param {string} name
 */
function areaParts(shape, style, late, name) {
  const options = { pane: "areas", interactive: false };
  const fills = {
    none: { fill: false },
    hatch: { fillColor: `url(#hatch-${name})`, fillOpacity: 1 },
    solid: { fillColor: style.colour, fillOpacity: style.fill_opacity },
  };
  const parts = [];
  if (late) parts.push(L.polygon(shape, { ...options, fill: false, color: styles.late, weight: 9 }));
  parts.push(L.polygon(shape, {
    ...options, ...fills[style.fill], color: styles.ink, weight: style.weight > 2 ? 4 : 3,
  }));
  parts.push(L.polygon(shape, {
    ...options, fill: false, color: style.colour, weight: 2, dashArray: style.dash ?? undefined,
  }));
  return parts;
}

/**
 * An unseen wide stroke (and the area's inside) that takes the pointer.
 * @param {Geometry} geometry
 * @param {any[]} shape
 */
function hit(geometry, shape) {
  const options = { pane: "hits", weight: HIT_WIDTH, opacity: 0, className: "hit" };
  if (isArea(geometry)) return L.polygon(shape, { ...options, weight: 12, fillOpacity: 0 });
  return L.polyline(shape, { ...options, fill: false });
}

/**
 * Draw a feature; one that cannot be drawn must not take the others with it.
 * @param {{ id: string }} feature
 * @param {() => void} draw
 */
export function sparing(feature, draw) {
  try {
    draw();
  } catch (error) {
    console.warn(`${feature.id} cannot be drawn: ${error instanceof Error ? error.message : error}`);
  }
}

/** @typedef {{ shown: L.Path[], hit: L.Path | null }} Parts */

/**
 * The parts of a project that are no point: drawn by its status.
 * @param {Placed<Project>} feature
 * @returns {Parts}
 */
export function projectParts(feature) {
  const { geometry, properties } = feature;
  if (isPoint(geometry)) return { shown: [], hit: null };
  const style = styles.status[properties.status];
  const shape = latlngs(geometry);
  const shown = isArea(geometry)
    ? areaParts(shape, style, properties.late, properties.status)
    : lineParts(shape, style, properties.late, properties.basis === "planned");
  return { shown, hit: hit(geometry, shape) };
}

/**
 * A contribution that is no point: a green strip of land.
 * @param {Placed<Contribution>} feature
 * @returns {Parts}
 */
export function contributionParts(feature) {
  const { geometry } = feature;
  if (isPoint(geometry)) return { shown: [], hit: null };
  const shape = latlngs(geometry);
  const look = { pane: "areas", interactive: false, color: styles.given, weight: 2 };
  const shown = isArea(geometry)
    ? [L.polygon(shape, { ...look, fillColor: styles.givenArea, fillOpacity: 0.6 })]
    : [line(shape, "areas", { ...look, color: styles.givenArea, weight: 6 })];
  return { shown, hit: hit(geometry, shape) };
}
