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

// Keys belong to what is being written in, and to a table that can be scrolled; a clicker's keys
// (Page Up, Page Down) always turn the slide.
function ours(event) {
  if (["PageUp", "PageDown"].includes(event.key)) return true;
  if (event.target.closest?.("summary, input, textarea")) return false;
  const sheet = event.target.closest?.(".sheet");
  return !sheet || sheet.scrollHeight <= sheet.clientHeight + 2;
}

function say() {
  const { h } = deck.getIndices();
  channel?.postMessage({ kind: "at", key: sections[h].dataset.key, place: h + 1, count: sections.length });
}

function sides() {
  const source = document.getElementById("maps");
  if (!source) return;
  const { styles, sides: both } = JSON.parse(source.textContent);
  const drawn = [...document.querySelectorAll(".side")].map((element, n) => draw(element, both[n], styles));
  let moving = false;
  for (const [n, map] of drawn.entries()) {
    map.on("move", () => {
      if (moving) return;
      moving = true;
      drawn[1 - n].setView(map.getCenter(), map.getZoom(), { animate: false });
      moving = false;
    });
  }
  deck.on("slidechanged", () => {
    for (const map of drawn) map.invalidateSize();
    drawn[1]?.fitBounds(drawn[1].home, { animate: false });
  });
}

function draw(element, side, styles) {
  const map = L.map(element, { attributionControl: false, zoomSnap: 0.25, keyboard: false });
  map.home = L.geoJSON(side.units).getBounds();
  map.setView(map.home.getCenter(), 11);
  L.geoJSON(side.units, { interactive: false, style: { color: styles.ink, weight: 1.5, fillColor: token("--map-unit"), fillOpacity: 1 } }).addTo(map);
  for (const project of side.projects) {
    const style = styles.status[project.status];
    const point = project.geometry.type === "Point";
    if (!point) {
      L.geoJSON(project.geometry, { interactive: false, style: { color: project.late ? styles.late : styles.ink, weight: style.weight + 4, fill: false } }).addTo(map);
      L.geoJSON(project.geometry, { interactive: false, style: { color: style.colour, weight: style.weight, dashArray: style.dash, fill: false } }).addTo(map);
    }
    const at = point ? [project.geometry.coordinates[1], project.geometry.coordinates[0]] : L.geoJSON(project.geometry).getBounds().getCenter();
    L.circleMarker(at, { interactive: false, radius: 7, color: project.late ? styles.late : styles.ink, weight: project.late ? 4 : 1, fillColor: style.colour, fillOpacity: 1 }).addTo(map);
  }
  return map;
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
for (const link of document.querySelectorAll("a[data-rows]")) {
  link.target = "_blank";
  link.rel = "noopener";
}

await deck.initialize();
sides();
deck.on("slidechanged", say);
say();
root.dataset.ready = "true";
