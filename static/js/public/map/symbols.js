// Symbols on the map, made of the sprite that the page carries (layers/styles.py draws it).

import { config, styles } from "map/config";

const SVG = "http://www.w3.org/2000/svg";

function use(href, place = {}) {
  const element = document.createElementNS(SVG, "use");
  element.setAttribute("href", href);
  for (const [name, value] of Object.entries(place)) element.setAttribute(name, value);
  return element;
}

function drawing(parts) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 40 40");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.append(...parts);
  return svg;
}

/** An icon of the page's set, as an element. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use(`${config.urls.icons}#${name}`));
  return svg;
}

// The set draws in `color`.
const picture = (name, x, y, size, color) =>
  use(`${config.urls.icons}#${name}`, { x, y, width: size, height: size, color });

/** A part that the style sheet knows by its class. */
function known(part, className) {
  part.setAttribute("class", className);
  return part;
}

const star = () => known(use("#award-star"), "star");

/** A project's symbol: the status's shape, the sector inside, halo and clock when it is late. */
export function projectSymbol(project) {
  const parts = [];
  if (project.late) parts.push(use("#late-halo"));
  parts.push(use(`#st-${project.status}`));
  const ink = styles.status[project.status]?.icon;
  const sector = config.sectors[project.sector]?.icon;
  if (ink && sector) parts.push(known(picture(sector, 13.5, 13.5, 13, ink), "sector"));
  if (project.late) parts.push(known(use("#late-clock"), "clock"));
  if (project.awards) parts.push(star());
  if (project.changed_on) parts.push(known(use("#changed-dot"), "changed-dot"));
  return drawing(parts);
}

/** A contribution's symbol: a hand, and above it what was given. */
export function contributionSymbol(given) {
  const parts = [use("#hand"), picture(styles.kindIcons[given.kind], 13, 7, 14, styles.given)];
  if (given.awards) parts.push(star());
  return drawing(parts);
}

/** A Leaflet icon around a symbol, with room for a finger. */
export function mapIcon(symbol, className, size) {
  return L.divIcon({
    html: symbol,
    className: `mark ${className}`,
    iconSize: [size, size],
    iconAnchor: [size / 2, size / 2],
    popupAnchor: [0, -size / 2 + 4],
  });
}
