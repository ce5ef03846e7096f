// One question a screen. The form is whole without this script; here its sections are shown one by
// one, the phone's own back key leads to the question before, and the last screen tells what changed.

import { takes } from "./days.js";
import { typed } from "./percent.js";
import { summary } from "./summary.js";

/** @param {HTMLFormElement} form */
export function steps(form) {
  const sections = [...form.querySelectorAll(".step")];
  const counter = /** @type {HTMLElement} */ (document.querySelector(".steps-count"));
  const toEnd = /** @type {HTMLElement} */ (form.querySelector("[data-to-end]"));
  const next = /** @type {HTMLElement} */ (form.querySelector("[data-next]"));
  const back = /** @type {HTMLElement} */ (form.querySelector("[data-back]"));
  let at = 0;

  const last = () => at === sections.length - 1;
  /** @param {number} number */
  const name = (number) => sections[number].dataset.step;

  /**
   * @param {number} number
   * @param {{ focus?: boolean }} [how]
   */
  function show(number, { focus = true } = {}) {
    at = number;
    sections.forEach((section, n) => { section.hidden = n !== at; });
    counter.textContent = (counter.dataset.count ?? "")
      .replace("{step}", String(at + 1)).replace("{steps}", String(sections.length));
    back.hidden = at === 0;
    next.hidden = last();
    toEnd.hidden = at >= sections.length - 2;
    if (last()) summary(form);
    if (focus) {
      sections[at].querySelector("h2")?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
  }

  /** @param {number} number */
  function go(number) {
    history.pushState({ step: number }, "", `#${name(number)}`);
    show(number);
  }

  /** @param {number} number */
  function forward(number) {
    if (right(sections[at])) go(number);
  }

  next.addEventListener("click", () => forward(at + 1));
  toEnd.addEventListener("click", () => forward(sections.length - 1));
  back.addEventListener("click", () => history.back());
  form.querySelector("[data-keep]")?.addEventListener("click", () => {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("physical_percent"));
    field.value = sections[at].dataset.last ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    forward(at + 1);
  });
  form.addEventListener("keydown", (event) => {
    // Enter in a field means "go on" until the last screen, where it sends.
    if (event.key !== "Enter" || last()) return;
    if (/** @type {Element} */ (event.target).matches("textarea, button")) return;
    event.preventDefault();
    forward(at + 1);
  });
  addEventListener("popstate", (event) => {
    if (form.isConnected) show(event.state?.step ?? 0);
  });

  form.classList.add("is-stepped");
  const wrong = sections.findIndex((section) => section.querySelector("[aria-invalid=true]"));
  const first = Math.max(wrong, 0);
  history.replaceState({ step: first }, "", `${location.pathname}${location.search}`);
  show(first, { focus: false });
}

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/**
 * What is wrong with the question shown, told beside its field; true when nothing is.
 * @param {HTMLElement} section
 */
function right(section) {
  /** @type {NodeListOf<Field>} */
  const fields = section.querySelectorAll("input:not([type=radio], [type=checkbox]), textarea");
  const wrong = [...fields].filter((field) => tell(field, complaint(field)));
  wrong[0]?.focus();
  return wrong.length === 0;
}

/** @param {Field} field */
function complaint(field) {
  const text = field.value.trim();
  const percent = field.closest("[data-percent]");
  if (percent && field.type !== "range" && text) {
    const value = typed(text);
    return value >= 0 && value <= 100 ? "" : percent.dataset.wrong ?? "";
  }
  return field.dataset.wrongDay && text && !takes(field) ? field.dataset.wrongDay : "";
}

/**
 * Write a complaint at its field, or take it away; whether there is one.
 * @param {Field} field
 * @param {string} text
 */
function tell(field, text) {
  const place = field.form?.querySelector(`[data-error="${field.name}"]`);
  if (!place) return false;
  if (text) {
    place.textContent = text;
    field.setAttribute("aria-invalid", "true");
  } else if (field.getAttribute("aria-invalid")) {
    place.textContent = "";
    field.removeAttribute("aria-invalid");
  }
  return Boolean(text);
}
