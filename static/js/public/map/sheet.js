// On a phone the panel is a sheet: peek, half, full. By buttons, by dragging, by keyboard.

import { words } from "map/config";

const panel = document.getElementById("panel");
const grip = document.getElementById("sheet-grip");
const handle = document.getElementById("sheet-handle");
const content = document.getElementById("panel-scroll");
const up = document.getElementById("sheet-up");
const down = document.getElementById("sheet-down");
const STOPS = ["peek", "half", "full"];
const phone = matchMedia("(max-width: 991.98px)");

const stop = () => panel.dataset.sheet ?? "";

/**
 * Put the sheet at one of its stops.
 * @param {string} name
 */
export function place(name) {
  panel.dataset.sheet = name;
  document.body.dataset.sheet = name;
  const open = name !== "peek";
  grip.setAttribute("aria-expanded", String(open));
  /** @type {Element} */ (grip.firstElementChild).textContent = open ? words.sheet_close : words.sheet_open;
  up.disabled = name === "full";
  down.disabled = name === "peek";
  // What is out of sight is no stop of the Tab key.
  content.inert = phone.matches && !open;
}

/** @param {1 | -1} by */
const step = (by) => {
  const next = Math.min(Math.max(STOPS.indexOf(stop()) + by, 0), STOPS.length - 1);
  place(STOPS[next]);
  // The button that was pressed may be of no more use: the focus must not get lost.
  const held = document.activeElement;
  if (held === document.body || (held instanceof HTMLButtonElement && held.disabled)) grip.focus();
};

function watchDrag() {
  /** @type {number | null} */
  let from = null;
  let height = 0;
  handle.addEventListener("pointerdown", (event) => {
    if (/** @type {Element} */ (event.target).closest(".tool")) return;
    from = event.clientY;
    height = panel.getBoundingClientRect().height;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(event.clientY - from) < 6) return;
    panel.classList.add("is-dragged");
    panel.style.height = `${height + from - event.clientY}px`;
  });
  /** @param {PointerEvent} event */
  const end = (event) => {
    if (from === null) return;
    const moved = from - event.clientY;
    const dragged = panel.classList.contains("is-dragged");
    from = null;
    panel.classList.remove("is-dragged");
    panel.style.height = "";
    if (!dragged) place(stop() === "peek" ? "half" : "peek");
    else {
      const wanted = (height + moved) / innerHeight;
      place(wanted > 0.68 ? "full" : wanted > 0.28 ? "half" : "peek");
    }
  };
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}

export function start() {
  grip.addEventListener("click", (event) => {
    // A pointer's click is handled where dragging is; this one is of the keyboard.
    if (event.detail === 0) place(stop() === "peek" ? "half" : "peek");
  });
  up.addEventListener("click", () => step(1));
  down.addEventListener("click", () => step(-1));
  watchDrag();
  const skip = document.querySelector('a.skip[href="#list-title"]');
  skip?.addEventListener("click", () => place("full"));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && phone.matches && stop() !== "peek") {
      place("peek");
      grip.focus();
    }
  });
  panel.addEventListener("chosen", () => {
    if (phone.matches) place("peek");
  });
  phone.addEventListener("change", () => place("peek"));
  place("peek");
}
