// The slides: reveal.js with keys of our own, the notes' window beside it, two maps that move as one.
// Everything is in the page; nothing is fetched.

const root = document.documentElement;
const sections = [...document.querySelectorAll(".slides > section")];
/** @param {string} name */
const token = (name) => getComputedStyle(root).getPropertyValue(name).trim();
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`present:${location.pathname}`) : null;

const deck = new Reveal(document.getElementById("deck"), {
  width: 1366,
  height: 768,
  margin: 0.02,
  minScale: 0.2,
  maxScale: 3,
  hash: true,
  slideNumber: "c/t",
  transition: "none",
  backgroundTransition: "none",
  center: false,
  keyboardCondition: ours,
  keyboard: {
    68: () => dark(),
    78: () => notes(),
    83: null,
  },
});

function dark() {
  const on = root.dataset.scheme !== "dark";
  root.dataset.scheme = on ? "dark" : "light";
  document.getElementById("dark").setAttribute("aria-pressed", String(on));
}

function notes() {
  const link = document.getElementById("open-notes");
  if (link) window.open(link.href, "notes", "width=900,height=700");
}

/**
 * Keys belong to what is being written in, and to a table that can be scrolled; a clicker's keys
 * (Page Up, Page Down) always turn the slide.
 * @param {KeyboardEvent} event
 */
function ours(event) {
  if (["PageUp", "PageDown"].includes(event.key)) return true;
  const target = /** @type {Element} */ (event.target);
  if (target.closest?.("summary, input, textarea")) return false;
  const sheet = target.closest?.(".sheet");
  return !sheet || sheet.scrollHeight <= sheet.clientHeight + 2;
}

function say() {
  const { h } = deck.getIndices();
  channel?.postMessage({ kind: "at", key: sections[h].dataset.key, place: h + 1, count: sections.length });
}

function sides() {
  const source = document.getElementById("maps");
  if (!source) return;
  /** @type {PresentedMaps} */
  const { styles, sides: both } = JSON.parse(source.textContent);
  const drawn = [...document.querySelectorAll(".side")].map((element, n) => draw(element, both[n], styles));
  let moving = false;
  for (const [n, { map }] of drawn.entries()) {
    map.on("move", () => {
      if (moving) return;
      moving = true;
      drawn[1 - n].map.setView(map.getCenter(), map.getZoom(), { animate: false });
      moving = false;
    });
  }
  deck.on("slidechanged", () => {
    for (const { map } of drawn) map.invalidateSize();
    drawn[1]?.map.fitBounds(drawn[1].home, { animate: false });
  });
}

/**
 * @param {HTMLElement} element
 * @param {PresentedSide} side
 * @param {Styles} styles
 */
function draw(element, side, styles) {
  const map = L.map(element, { attributionControl: false, zoomSnap: 0.25, keyboard: false });
  // Leaflet takes a list too; its types do not tell.
  const units = /** @type {GeoJSON.GeoJsonObject} */ (/** @type {unknown} */ (side.units));
  const home = L.geoJSON(units).getBounds();
  map.setView(home.getCenter(), 11);
  L.geoJSON(units, { interactive: false, style: { color: styles.ink, weight: 1.5, fillColor: token("--map-unit"), fillOpacity: 1 } }).addTo(map);
  for (const project of side.projects) {
    const style = styles.status[project.status];
    const place = project.geometry;
    const point = place.type === "Point";
    if (!point) {
      L.geoJSON(project.geometry, { interactive: false, style: { color: project.late ? styles.late : styles.ink, weight: style.weight + 4, fill: false } }).addTo(map);
      L.geoJSON(project.geometry, { interactive: false, style: { color: style.colour, weight: style.weight, dashArray: style.dash ?? undefined, fill: false } }).addTo(map);
    }
    const at = place.type === "Point"
      ? L.latLng(place.coordinates[1], place.coordinates[0]) : L.geoJSON(place).getBounds().getCenter();
    L.circleMarker(at, { interactive: false, radius: 7, color: project.late ? styles.late : styles.ink, weight: project.late ? 4 : 1, fillColor: style.colour, fillOpacity: 1 }).addTo(map);
  }
  return { map, home };
}

channel?.addEventListener("message", ({ data }) => {
  if (data.kind === "go") (data.step > 0 ? deck.next() : deck.prev());
  if (data.kind === "where") say();
});
document.getElementById("full").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen?.();
});
document.getElementById("dark").addEventListener("click", dark);
document.getElementById("open-notes")?.addEventListener("click", (event) => {
  event.preventDefault();
  notes();
});

// The rows behind a number open beside the slides, which stay when the network is gone.
/** @type {NodeListOf<HTMLAnchorElement>} */
const rows = document.querySelectorAll("a[data-rows]");
for (const link of rows) {
  link.target = "_blank";
  link.rel = "noopener";
}

await deck.initialize();
sides();
deck.on("slidechanged", say);
say();
root.dataset.ready = "true";
