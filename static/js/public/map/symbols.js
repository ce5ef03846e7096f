// Symbols on the map, made of the sprite that the page carries (layers/styles.py draws it).

import { config, styles } from "map/config";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} href
 * @param {Record<string, string | number>} [place]
 */
function use(href, place = {}) {
  const element = document.createElementNS(SVG, "use");
  element.setAttribute("href", href);
  for (const [name, value] of Object.entries(place)) element.setAttribute(name, String(value));
  return element;
}

/** @param {Element[]} parts */
function drawing(parts) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 40 40");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.append(...parts);
  return svg;
}

/**
 * An icon of the page's set, as an element.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use(`${config.urls.icons}#${name}`));
  return svg;
}

/**
 * The set draws in `color`.
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {string} color
 */
const picture = (name, x, y, size, color) =>
  use(`${config.urls.icons}#${name}`, { x, y, width: size, height: size, color });

/**
 * A part that the style sheet knows by its class.
 * @param {Element} part
 * @param {string} className
 */
function known(part, className) {
  part.setAttribute("class", className);
  return part;
}

const star = () => known(use("#award-star"), "star");

/** What makes a symbol hollow: after today it is the plan. */
function hollow() {
  const inside = document.createElementNS(SVG, "circle");
  const place = { cx: 20, cy: 20, r: 9.5, fill: styles.paper };
  for (const [name, value] of Object.entries(place)) inside.setAttribute(name, String(value));
  return known(inside, "planned");
}

/**
 * A project's symbol: the status's shape, the sector inside, halo and clock when it is late,
 * hollow when it is the plan.
 * @param {Project} project
 */
export function projectSymbol(project) {
  const parts = [];
  if (project.late) parts.push(use("#late-halo"));
  parts.push(use(`#st-${project.status}`));
  const planned = project.basis === "planned";
  if (planned) parts.push(hollow());
  const ink = planned ? styles.ink : styles.status[project.status]?.icon;
  const sector = config.sectors[project.sector]?.icon;
  if (ink && sector) parts.push(known(picture(sector, 13.5, 13.5, 13, ink), "sector"));
  if (project.late) parts.push(known(use("#late-clock"), "clock"));
  if (project.awards) parts.push(star());
  if (project.changed_on) parts.push(known(use("#changed-dot"), "changed-dot"));
  return drawing(parts);
}

/**
 * A contribution's symbol: a hand, and above it what was given.
 * @param {Contribution} given
 */
export function contributionSymbol(given) {
  /** @type {Element[]} */
  const parts = [use("#hand"), picture(styles.kindIcons[given.kind], 13, 7, 14, styles.given)];
  if (given.awards) parts.push(star());
  return drawing(parts);
}

/**
 * A Leaflet icon around a symbol, with room for a finger.
 * @param {SVGSVGElement} symbol
 * @param {string} className
 * @param {number} size
 */
export function mapIcon(symbol, className, size) {
  return L.divIcon({
    // Leaflet takes any element; its types speak of HTML's alone.
    html: /** @type {HTMLElement} */ (/** @type {unknown} */ (symbol)),
    className: `mark ${className}`,
    iconSize: [size, size],
    iconAnchor: [size / 2, size / 2],
    popupAnchor: [0, -size / 2 + 4],
  });
}
