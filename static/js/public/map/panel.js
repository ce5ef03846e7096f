// The panel: the server writes it, this swaps it in region by region and keeps the focus.

import * as address from "map/address";
import { config, words } from "map/config";
import * as features from "map/features";
import * as notices from "map/notices";

const panel = document.getElementById("panel");
const form = document.getElementById("filters");
const search = document.getElementById("f-q");
const FIELDS = [...config.fields, "units_on", "choropleth"];
const TYPING_PAUSE = 350;

/**
 * Fetch the panel's fragment for the address and swap it in.
 * @param {AbortSignal} signal
 */
export async function load(signal) {
  const response = await fetch(config.urls.panel + address.panelQuery(), { signal });
  if (!response.ok) throw Object.assign(new Error("panel"), { status: response.status });
  swap(await response.text());
}

/** @param {string} html */
function swap(html) {
  const fresh = document.createElement("template");
  // Our own template wrote it and escaped what people typed.
  fresh.innerHTML = html;
  const focused = document.activeElement?.id;
  const open = new Set([...document.querySelectorAll("details[open]")].map((box) => box.id));
  for (const region of fresh.content.querySelectorAll("[data-region]")) {
    const old = document.getElementById(region.id);
    if (!old) continue;
    for (const box of region.querySelectorAll("details")) box.open = open.has(box.id) || box.open;
    old.replaceChildren(...region.childNodes);
  }
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
  const count = document.querySelector("#region-count p");
  document.getElementById("announce").textContent =
    (count?.textContent ?? "").replace(/\s+/g, " ").trim();
  const short = document.querySelectorAll("#region-count b, #region-count .late-word");
  const parts = [...short].map((part) => part.cloneNode(true));
  document.getElementById("sheet-count").replaceChildren(
    ...parts.flatMap((part, n) => (n ? [" · ", part] : [part])),
  );
}

/** The form's fields as the address has them. */
function fromForm() {
  const found = new FormData(form);
  return Object.fromEntries(FIELDS.map((name) => [
    name, found.getAll(name).filter(Boolean).join(","),
  ]));
}

/** The search field, after the back button; the other fields come with the panel. */
export function showSearch() {
  if (document.activeElement !== search) search.value = address.get("q");
}

/** @param {string} code */
const rowOf = (code) => panel.querySelector(`.project[data-code="${CSS.escape(code)}"]`);

/**
 * @param {string | null} code
 * @param {string} className
 * @param {{ scroll: boolean }} how
 */
function lightRow(code, className, { scroll }) {
  for (const row of panel.querySelectorAll(`.project.${className}`)) row.classList.remove(className);
  const row = code ? rowOf(code) : null;
  row?.classList.add(className);
  if (row && scroll) row.scrollIntoView({ block: "nearest" });
}

function watchList() {
  /** @param {Event} event */
  const codeAt = (event) => /** @type {Element} */ (event.target).closest?.(".project")?.dataset.code ?? null;
  for (const name of ["pointerover", "focusin"]) {
    panel.addEventListener(name, (event) => features.light(codeAt(event)));
  }
  panel.addEventListener("pointerleave", () => features.light(null));
  const under = panel.querySelector(".project:hover");
  if (under) features.light(under.dataset.code ?? null);
  panel.addEventListener("focusout", () => features.light(null));
  panel.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const target = /** @type {Element} */ (event.target);
    const row = target.closest(".project");
    if (!row || target.closest("a:not([data-select])")) return;
    const { code } = row.dataset;
    if (code && features.has(code)) {
      event.preventDefault();
      features.choose(code);
      panel.dispatchEvent(new CustomEvent("chosen"));
    } else if (target.closest("a") === null) {
      notices.show("unplaced", words.unplaced, [], "geo-alt");
    }
  });
  features.on("light", (code) => lightRow(code, "is-lit", { scroll: false }));
  features.on("choose", (code) => {
    if (features.isQuiet()) return;
    lightRow(code, "selected", { scroll: true });
    address.set({ selected: code });
  });
}

function watchForm() {
  let pause = 0;
  /** @param {boolean} push */
  const apply = (push) => {
    clearTimeout(pause);
    address.set(fromForm(), { push });
  };
  document.addEventListener("change", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.form === form && FIELDS.includes(field.name)) apply(true);
  });
  search.addEventListener("input", (event) => {
    // A Vietnamese letter takes several keys: wait until it is put together.
    clearTimeout(pause);
    if (!event.isComposing) pause = setTimeout(() => apply(false), TYPING_PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply(true);
  });
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest?.("a[data-state]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // The server wrote the link before the map moved: these two are the page's own.
    const goal = new URL(link.href);
    for (const name of ["map", "layers", "selected", "basemap"]) {
      if (address.get(name)) goal.searchParams.set(name, address.get(name));
      else goal.searchParams.delete(name);
    }
    address.go(goal.href);
    if (!address.get("q")) search.value = "";
  });
}

/** The language links carry the state as it is now. */
function watchLanguages() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("a[data-lang]");
  for (const link of links) {
    link.addEventListener("click", () => {
      const query = address.read();
      query.set("lang", link.dataset.lang ?? "");
      link.href = `?${query}`;
    });
  }
}

export function start() {
  watchList();
  watchForm();
  watchLanguages();
}
