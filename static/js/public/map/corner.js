// The note in the map's corner that something shown is illustrative; it leads to the panel's words.

import { words } from "map/config";
import { place } from "map/sheet";
import { symbolsShown } from "map/shown";

const { map } = window.campaignMap;
const note = document.getElementById("illustrative-corner");
const link = /** @type {HTMLAnchorElement} */ (note.querySelector("a"));
const IS_PLACE = new Set(["place", "project"]);

/** Say what of the things shown is not a verified fact; nothing when everything is. */
export function show() {
  const codes = symbolsShown().flatMap(({ properties }) => properties.illustrative ?? []);
  const places = codes.some((code) => IS_PLACE.has(code));
  const figures = codes.some((code) => code !== "place");
  note.hidden = !codes.length;
  if (!codes.length) return;
  if (places && figures) link.textContent = words.illustrative_both;
  else link.textContent = places ? words.illustrative_places : words.illustrative_figures;
}

/** @param {Event} event */
function explain(event) {
  const told = document.getElementById("illustrative-note");
  event.preventDefault();
  if (!told) return;
  place("full");
  told.scrollIntoView({ block: "center" });
  told.focus({ preventScroll: true });
}

export function watch() {
  map.attributionControl.getContainer()?.before(note);
  L.DomEvent.disableClickPropagation(note);
  link.addEventListener("click", explain);
  map.on("overlayadd overlayremove", show);
}
