// The state of the page is its address: read from there, written there, told to whoever listens.

import { config } from "map/config";

/** Parameters that change what the server answers; the others only change how it is seen. */
const ASKED = ["as_of", "known_at", "units_on", ...config.filters, "choropleth", "lang"];
const LAYER = new Set(ASKED.filter((name) => !["choropleth", "units_on"].includes(name)));
const target = new EventTarget();

export const read = () => new URLSearchParams(location.search);
/** @param {string} name */
export const get = (name) => read().get(name) || "";

/** The query of the panel's fragment: everything, for its links keep the whole state. */
export const panelQuery = () => location.search;

/** The query of a layer: the day and the filters. */
export function layerQuery() {
  const found = new URLSearchParams();
  for (const [name, value] of read()) {
    if (LAYER.has(name) && value) found.append(name, value);
  }
  return found.toString();
}

/** @param {URLSearchParams} query */
const asked = (query) => ASKED.map((name) => query.getAll(name).join(",")).join("|");

/**
 * @param {URLSearchParams} query
 * @param {{ push: boolean }} how
 */
function write(query, { push }) {
  const before = read();
  // Commas, colons and slashes are readable in a query and need no escape.
  const text = query.toString().replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%40/g, "@");
  const address = location.pathname + (text ? `?${text}` : "");
  if (address === location.pathname + location.search) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
  tell(before, "script");
}

/**
 * @param {URLSearchParams} before
 * @param {"script" | "history"} origin
 */
function tell(before, origin) {
  const now = read();
  const detail = { asked: asked(before) !== asked(now), origin };
  target.dispatchEvent(new CustomEvent("change", { detail }));
  shown = now;
}

let shown = read();

/**
 * Set parameters (an empty value takes one out). `push` makes a step for the back button.
 * @param {Record<string, string | null | undefined>} values
 * @param {{ push?: boolean }} [how]
 */
export function set(values, { push = false } = {}) {
  const query = read();
  for (const [name, value] of Object.entries(values)) {
    if (value === "" || value === null || value === undefined) query.delete(name);
    else query.set(name, value);
  }
  write(query, { push });
}

/**
 * Go to another address of this page, as a link does.
 * @param {string} href
 */
export function go(href) {
  write(new URL(href, location.href).searchParams, { push: true });
}

/**
 * Listen: `asked` says that the server has to be asked, `origin` is "script" or "history".
 * @param {(change: { asked: boolean, origin: "script" | "history" }) => void} listener
 */
export const onChange = (listener) =>
  target.addEventListener("change", (event) => listener(/** @type {CustomEvent} */ (event).detail));

addEventListener("popstate", () => tell(shown, "history"));
