// The map page: the address changes, the panel and the layers follow.

import * as address from "map/address";
import { config, words } from "map/config";
import * as corner from "map/corner";
import * as features from "map/features";
import * as ground from "map/ground";
import * as labels from "map/labels";
import * as layers from "map/layers";
import * as notices from "map/notices";
import * as panel from "map/panel";
import * as paper from "map/paper";
import * as piles from "map/piles";
import * as sheet from "map/sheet";
import * as shown from "map/shown";
import * as time from "map/time";
import * as units from "map/units";

const { map } = window.campaignMap;
let current = new AbortController();

/**
 * Ask the server for what the address says; a newer question stops an older one.
 * @param {{ first?: boolean }} [how]
 */
async function refresh({ first = false } = {}) {
  current.abort();
  const mine = new AbortController();
  current = mine;
  notices.busy(true);
  try {
    await Promise.all([
      first ? null : panel.load(mine.signal),
      layers.load(mine.signal),
      units.load(mine.signal),
    ]);
    await units.draw(mine.signal);
    corner.show();
    notices.hide("data");
    choose();
  } catch (error) {
    if (mine.signal.aborted) return;
    notices.show("data", words.failed, [[words.retry, () => refresh()]]);
    throw error;
  } finally {
    if (!mine.signal.aborted) notices.busy(false);
  }
}

/** @param {{ first?: boolean }} [how] */
const again = (how) => {
  const done = refresh(how);
  time.settle(done);
  // The visitor has the notice; a player has been stopped.
  return done.catch(() => {});
};

function choose() {
  const code = address.get("selected");
  if (code) features.choose(code, { move: !address.get("map") });
}

/** @param {{ asked: boolean, origin: "script" | "history" }} change */
function follow({ asked, origin }) {
  time.show();
  if (origin === "history") {
    panel.showSearch();
    layers.applySwitches();
    layers.applyPosition();
    ground.apply();
    if (!address.get("selected")) features.unchoose();
    else if (!asked) choose();
  }
  if (asked) again();
}

/** Names for Leaflet's own buttons, and the words of this page's language. */
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
  name(".leaflet-control-layers-toggle", words.layers);
  name(".leaflet-control-zoom-in", words.zoom_in);
  name(".leaflet-control-zoom-out", words.zoom_out);
  map.attributionControl.setPrefix(false).addAttribution(words.attribution);
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map_help);
  const chooser = document.querySelector(".leaflet-control-layers");
  chooser?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    chooser.classList.remove("leaflet-control-layers-expanded");
    // Its own button would open it again.
    container.focus();
  });
  container.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
}

function start() {
  nameControls();
  document.getElementById("legend").open = matchMedia("(min-width: 992px)").matches;
  sheet.start();
  layers.widenBounds();
  layers.applyPosition();
  layers.applySwitches();
  layers.watchSwitches();
  panel.start();
  time.start();
  ground.start();
  paper.start();
  shown.watchZoom();
  features.watchPopups();
  labels.watch();
  piles.watch();
  corner.watch();
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
  address.onChange(follow);
  notices.watchNetwork(() => again());
  again({ first: true }).then(() => {
    layers.watchPosition();
    document.documentElement.dataset.ready = config.today;
  });
}

start();
