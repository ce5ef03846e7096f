// The map of a project's page: its features among the units' outlines, no state in the address.

import { config as handed, styles, words } from "map/config";
import * as features from "map/features";
import { setMark } from "map/marks";
import { watchZoom } from "map/shown";

const config = /** @type {ProjectMapConfig} */ (/** @type {unknown} */ (handed));
const { map, layers } = window.campaignMap;
const CLOSEST = 17;

/** @param {string} name */
async function json(name) {
  const response = await fetch(config.layers[name], { headers: { Accept: "application/geo+json" } });
  if (!response.ok) throw Object.assign(new Error(config.layers[name]), { status: response.status });
  return response.json();
}

/** @param {Placed<Unit>} feature */
function outline(feature) {
  return L.geoJSON(feature, {
    pane: "units",
    interactive: false,
    style: {
      className: `unit${feature.properties.in_campaign ? "" : " is-outside"}`,
      color: styles.ink, weight: 2, opacity: 0.75, fillColor: styles.paper, fillOpacity: 0.45,
    },
  });
}

function nameControls() {
  /**
   * @param {string} selector
   * @param {string} text
   */
  const name = (selector, text) => {
    for (const control of document.querySelectorAll(selector)) {
      control.title = text;
      control.setAttribute("aria-label", text);
      control.setAttribute("role", "button");
    }
  };
  name(".leaflet-control-zoom-in", words.zoom_in);
  name(".leaflet-control-zoom-out", words.zoom_out);
  map.attributionControl.setPrefix(false).addAttribution(words.attribution);
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map_help);
  // The page scrolls under the finger and the wheel; the map moves once it is chosen.
  map.scrollWheelZoom.disable();
  container.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  container.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  container.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
}

async function load() {
  const [units, awards, projects, contributions] = await Promise.all(
    ["units", "awards", "projects", "contributions"].map(json),
  );
  for (const feature of units.features) layers.units.addLayer(outline(feature));
  setMark("awards", awards);
  await features.draw("contributions", contributions);
  await features.draw("projects", projects);
}

function show() {
  map.fitBounds(config.bounds, { animate: false, padding: [40, 40], maxZoom: CLOSEST });
}

nameControls();
show();
watchZoom();
features.watchPopups();
new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
load().then(() => {
  document.documentElement.dataset.ready = config.today;
}, () => {
  const notices = document.getElementById("notices");
  notices.textContent = notices.dataset.failed ?? null;
});
