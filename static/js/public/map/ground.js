// The ground: plain with outlines, or tiles of another host after the visitor's own click.

import * as address from "map/address";
import { config, say } from "map/config";
import * as notices from "map/notices";

const { map, layers } = window.campaignMap;
const tiles = /** @type {L.TileLayer | undefined} */ (/** @type {unknown} */ (layers.tiles));
const KEY = "basemap";

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} value */
function remember(value) {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // A private window forgets it.
  }
}

const basemap = config.basemap ?? { name: "", host: "", default: false };
const allowed = () => basemap.default || remembered() === "osm";

/** The ground of the address; a link of somebody else does not make us ask another host. */
export function apply() {
  if (!tiles) return;
  const wanted = address.get("basemap")
    || remembered() || (basemap.default ? "osm" : "none");
  notices.hide("ground");
  if (wanted !== "osm") {
    if (map.hasLayer(tiles)) tiles.remove();
  } else if (allowed()) {
    if (!map.hasLayer(tiles)) tiles.addTo(map);
  } else {
    notices.show("ground", say("tiles_wanted", basemap), [
      [say("tiles_load", basemap), () => tiles.addTo(map)],
    ], "layers");
  }
}

export function start() {
  if (!tiles) return;
  tiles.on("add", () => {
    remember("osm");
    notices.hide("ground");
    map.getContainer().classList.add("has-tiles");
    address.set({ basemap: "osm" });
  });
  tiles.on("remove", () => {
    remember("none");
    notices.hide("tiles");
    map.getContainer().classList.remove("has-tiles");
    address.set({ basemap: basemap.default ? "none" : "" });
  });
  tiles.on("tileerror", () => notices.show("tiles", say("tiles_failed", basemap)));
  apply();
}
