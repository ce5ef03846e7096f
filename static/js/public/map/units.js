// Administrative units: both generations are fetched once; the day decides which one leads.

import * as address from "map/address";
import { addDays, config, dayText, styles } from "map/config";
import * as labels from "map/labels";
import { json } from "map/layers";
import { breathe } from "map/pace";
import { element, unitPopup } from "map/popup";
import { popupRoom } from "map/shown";

const { map, layers } = window.campaignMap;
/** @type {PlacedCollection<Unit>[]} */
let generations = [];

/**
 * Fetch every generation's outlines; they do not change with the day.
 * @param {AbortSignal} signal
 */
export async function load(signal) {
  if (generations.length) return;
  /** @param {string} day */
  const query = (day) => new URLSearchParams({ units_on: day, lang: config.language });
  generations = await Promise.all(config.generations.map(({ day }) =>
    json(`${layers.units.remote.url}?outside=true&${query(day)}`, signal)));
}

function leading() {
  const day = address.get("units_on") || address.get("as_of") || config.today;
  const index = config.starts_of_units.findLastIndex((start) => start <= day);
  return Math.max(index, 0);
}

/**
 * The shading as the panel's table tells it: unit id → class, short text.
 * @returns {Map<string | undefined, Shade>}
 */
function shading() {
  const rows = document.querySelectorAll("#region-figures [data-unit]");
  const name = document.getElementById("by-unit-title")?.textContent;
  return new Map([...rows].map((row) => [
    row.dataset.unit,
    { index: Number(row.dataset.class), value: row.dataset.short, name },
  ]));
}

/**
 * @param {Unit} unit
 * @param {Shade | undefined} shade
 */
function label(unit, shade) {
  return element("span", "", unit.name, shade?.index ? element("b", "", shade.value) : null);
}

/**
 * @param {Placed<Unit>} feature
 * @param {Map<string | undefined, Shade>} shades
 */
function leadingUnit(feature, shades) {
  const unit = feature.properties;
  const shade = shades.get(feature.id);
  const chosen = address.get("unit").split(",").includes(feature.id);
  /** @type {UnitShape["options"]} */
  const options = {
    pane: "units",
    // Units of the campaign are named before their neighbours.
    first: Number(unit.in_campaign),
    style: {
      className: `unit${shade ? " is-shaded" : ""}${unit.in_campaign ? "" : " is-outside"}`,
      color: styles.ink,
      weight: chosen ? 4 : 2,
      opacity: 0.75,
      fillColor: shade ? styles.choropleth[shade.index] : styles.paper,
      fillOpacity: shade ? 0.72 : 0.45,
    },
  };
  const shape = L.geoJSON(feature, options);
  shape.bindTooltip(() => label(unit, shade), {
    permanent: true, direction: "center", className: "unit-label", interactive: false,
    pane: "labels",
  });
  const until = unit.valid_to ? addDays(unit.valid_to, -1) : "";
  shape.bindPopup(() => unitPopup({ ...unit, until: until && dayText(until) }, shade),
    popupRoom());
  return shape;
}

/**
 * Draw the leading generation with labels, and the lines of the others thin; in pieces at first.
 * @param {AbortSignal} signal
 */
export async function draw(signal) {
  if (!generations.length) return;
  const first = !layers.units.getLayers().length;
  const lead = leading();
  const shades = shading();
  layers.units.clearLayers();
  layers.other_units.clearLayers();
  for (const feature of generations[lead].features) {
    if (first) await breathe(signal);
    layers.units.addLayer(leadingUnit(feature, shades));
  }
  for (const [index, generation] of generations.entries()) {
    if (index === lead) continue;
    layers.other_units.addLayer(L.geoJSON(generation, {
      pane: "units",
      interactive: false,
      style: { color: styles.ink, weight: 1, opacity: 0.6, dashArray: "4 4", fill: false,
        className: "other-unit" },
    }));
  }
  await labels.place();
  map.getContainer().dataset.units = String(generations[lead].features
    .filter((feature) => feature.properties.in_campaign).length);
}
