// The header of every page: the dark scheme, the menu of a narrow screen, `/` for search, the
// network's state.

// The dark scheme for a dark meeting room: chosen by the visitor, remembered here.
const buttons = document.querySelectorAll("[data-scheme-switch]");
const root = document.documentElement;

/** @param {string} scheme */
function show(scheme) {
  root.dataset.scheme = scheme;
  for (const button of buttons) button.setAttribute("aria-pressed", String(scheme === "dark"));
}

show(root.dataset.scheme || "light");
for (const button of buttons) {
  button.addEventListener("click", () => {
    const scheme = root.dataset.scheme === "dark" ? "light" : "dark";
    show(scheme);
    try {
      localStorage.setItem("scheme", scheme);
    } catch {
      // A private window forgets it: nothing else depends on it.
    }
  });
}

const button = document.getElementById("menu");
const menu = document.getElementById("site-nav");

/** @param {boolean} is */
function open(is) {
  button?.setAttribute("aria-expanded", String(is));
  menu?.classList.toggle("is-open", is);
}

if (button && menu) {
  button.addEventListener("click", () => {
    const opening = button.getAttribute("aria-expanded") !== "true";
    open(opening);
    if (opening) menu.querySelector("a")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.classList.contains("is-open")) {
      open(false);
      button.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    const at = /** @type {Node} */ (event.target);
    if (!menu.contains(at) && !button.contains(at)) open(false);
  });
  menu.addEventListener("focusout", (event) => {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !menu.contains(next) && next !== button) open(false);
  });
}

const form = document.getElementById("site-search");
if (form) {
  const field = document.getElementById("site-q");
  field.addEventListener("focus", async () => {
    const { start } = await import("./public/search.js");
    start(field);
  }, { once: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) return;
    event.preventDefault();
    const shown = field.offsetParent !== null ? field : document.getElementById("search-q");
    if (shown) {
      shown.focus();
      shown.select();
    } else {
      location.assign(form.action);
    }
  });
}

// Map pages tell it over the map, with a button to try again.
const note = document.getElementById("offline-note");
if (note && !document.body.classList.contains("map-page")) {
  const tell = () => {
    note.textContent = navigator.onLine ? "" : note.dataset.text ?? null;
  };
  addEventListener("offline", tell);
  addEventListener("online", tell);
  tell();
}

// Inside another site's page, links leave for a new tab, but for those that stay in this one.
if (document.body.classList.contains("embedded")) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("a[href]");
  for (const link of links) {
    const stays = link.hash && link.pathname === location.pathname && link.search === location.search;
    if (stays || link.pathname === location.pathname) link.target = "_self";
  }
}
