// One question a screen. The form is whole without this script; here its sections are shown one by
// one, the phone's own back key leads to the question before, and the last screen tells what changed.

import { iso } from "./days.js";
import { typed } from "./percent.js";
import { summary } from "./summary.js";

export function steps(form) {
  const sections = [...form.querySelectorAll(".step")];
  const counter = document.querySelector(".steps-count");
  const toEnd = form.querySelector("[data-to-end]");
  const next = form.querySelector("[data-next]");
  const back = form.querySelector("[data-back]");
  let at = 0;

  const last = () => at === sections.length - 1;
  const name = (number) => sections[number].dataset.step;

  function show(number, { focus = true } = {}) {
    at = number;
    sections.forEach((section, n) => { section.hidden = n !== at; });
    counter.textContent = counter.dataset.count
      .replace("{step}", at + 1).replace("{steps}", sections.length);
    back.hidden = at === 0;
    next.hidden = last();
    toEnd.hidden = at >= sections.length - 2;
    if (last()) summary(form);
    if (focus) {
      sections[at].querySelector("h2").focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
  }

  function go(number) {
    history.pushState({ step: number }, "", `#${name(number)}`);
    show(number);
  }

  function forward(number) {
    if (right(sections[at])) go(number);
  }

  next.addEventListener("click", () => forward(at + 1));
  toEnd.addEventListener("click", () => forward(sections.length - 1));
  back.addEventListener("click", () => history.back());
  form.querySelector("[data-keep]")?.addEventListener("click", () => {
    const field = form.elements.physical_percent;
    field.value = sections[at].dataset.last;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    forward(at + 1);
  });
  form.addEventListener("keydown", (event) => {
    // Enter in a field means "go on" until the last screen, where it sends.
    if (event.key !== "Enter" || last() || event.target.matches("textarea, button")) return;
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

/** What is wrong with the question shown, told beside its field; true when nothing is. */
function right(section) {
  const wrong = [...section.querySelectorAll("input:not([type=radio], [type=checkbox]), textarea")]
    .map((field) => [field, complaint(field)])
    .filter(([field, text]) => tell(field, text));
  wrong[0]?.[0].focus();
  return wrong.length === 0;
}

function complaint(field) {
  const text = field.value.trim();
  const percent = field.closest("[data-percent]");
  if (percent && field.type !== "range" && text) {
    const value = typed(text);
    return value >= 0 && value <= 100 ? "" : percent.dataset.wrong;
  }
  return field.dataset.wrongDay && text && !iso(text) ? field.dataset.wrongDay : "";
}

/** Write a complaint at its field, or take it away; whether there is one. */
function tell(field, text) {
  const place = field.form.querySelector(`[data-error="${field.name}"]`);
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
