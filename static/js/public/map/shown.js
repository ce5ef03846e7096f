// What stands on the map: the pieces drawn, how large they are at this zoom, and what they cover.

const { map, layers } = window.campaignMap;

/** @typedef {{ marker: L.Marker, shown: L.Path[], properties: any }} Piece */

/**
 * By layer and code; `map/features` puts them here.
 * @type {Record<string, Map<string, Piece>>}
 */
export const pieces = { projects: new Map(), contributions: new Map() };

/**
 * A popup keeps clear of the buttons on the right, the time bar and the sheet.
 * @returns {L.PopupOptions}
 */
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

const scale = () => SCALES.find(({ below }) => map.getZoom() < below) ?? SCALES[SCALES.length - 1];

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
  /** @type {Record<string, number>} */
  const sizes = { projects: symbolSize() * 0.8, contributions: isFar() ? 8 : 26 };
  return symbolsShown().flatMap(({ kind, at, shown }) => [
    { ...boxAround(at, sizes[kind]), whole: kind === "projects" ? sizes[kind] ** 2 : 0 },
    ...shown.slice(0, 1).flatMap(lineBoxes),
  ]);
}

/**
 * @param {{ x: number, y: number }} at
 * @param {number} size
 */
const boxAround = ({ x, y }, size) => ({
  left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2,
});

/**
 * A drawn line as small boxes along it, as far apart as they are wide.
 * @param {L.Path} part
 */
function lineBoxes(part) {
  if (part instanceof L.Polygon) return [];
  const boxes = [];
  const places = /** @type {any[]} */ (/** @type {L.Polyline} */ (part).getLatLngs());
  /** @type {L.LatLng[][]} */
  const lines = L.LineUtil.isFlat(places) ? [places] : places;
  for (const line of lines) {
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
