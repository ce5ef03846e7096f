// What went wrong and what to do next, over the map. One notice of a kind at a time.

import { words } from "map/config";
import { element } from "map/popup";
import { icon } from "map/symbols";

const box = document.getElementById("notices");
/** @type {Map<string, HTMLElement>} */
const shown = new Map();

/**
 * Show a notice; `actions` are [text, function] pairs.
 * @param {string} kind
 * @param {string} text
 * @param {[string, () => void][]} [actions]
 * @param {string} [picture]
 */
export function show(kind, text, actions = [], picture = "exclamation-triangle") {
  hide(kind);
  const notice = element("div", "notice", icon(picture), element("p", "", text));
  for (const [label, act] of actions) {
    const button = element("button", "button plain", label);
    button.type = "button";
    button.addEventListener("click", act);
    notice.append(button);
  }
  const close = element("button", "tool", icon("x-lg"));
  close.type = "button";
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => hide(kind));
  notice.append(close);
  shown.set(kind, notice);
  box.append(notice);
}

/** @param {string} kind */
export function hide(kind) {
  shown.get(kind)?.remove();
  shown.delete(kind);
}

/**
 * The loading state: a moving line on top of the map, and what is read aloud.
 * @param {boolean} is
 */
export function busy(is) {
  document.getElementById("loading").classList.toggle("is-on", is);
  document.getElementById("map-area").setAttribute("aria-busy", String(is));
}

/** @param {() => void} again */
export function watchNetwork(again) {
  const offline = () => show("network", words.offline, [[words.retry, again]], "wifi-off");
  addEventListener("offline", offline);
  addEventListener("online", () => {
    hide("network");
    again();
  });
  if (!navigator.onLine) offline();
}
