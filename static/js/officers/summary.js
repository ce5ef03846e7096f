// The last screen of an update: each answer, and how it differs from last time.

/**
 * Answers by question: what is said now, what was said last (null: nothing to compare with).
 * @param {HTMLFormElement} form
 * @returns {[string, string, string | null][]}
 */
function answers(form) {
  /** @param {string} name */
  const field = (name) => {
    const found = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
    return found?.value?.trim() ?? "";
  };
  /** @param {string} name */
  const last = (name) => form.querySelector(`[data-step="${name}"]`)?.dataset.last ?? "";
  /** @param {NodeListOf<HTMLElement>} inputs */
  const words = (inputs) => [...inputs].map((input) => {
    const span = /** @type {HTMLElement} */ (input.closest("label")?.querySelector("span")?.cloneNode(true));
    span.querySelector(".optional")?.remove();
    return span.textContent.trim();
  }).join(", ");
  /** @param {string} name */
  const chosen = (name) => words(form.querySelectorAll(`[name=${name}]:checked`));
  /** @param {string} name */
  const before = (name) => words(form.querySelectorAll(`[name=${name}][data-last]`));
  /** @param {string} text */
  const percent = (text) => (text ? `${text}%` : "");
  return [
    ["physical_percent", percent(field("physical_percent")), percent(last("physical_percent"))],
    ["status", chosen("status"), before("status")],
    ["obstacles", chosen("obstacles"), before("obstacles")],
    ["note", field("note"), null],
    ["forecast_finish", field("forecast_finish"), last("forecast_finish")],
    ["observed_on", field("observed_on"), null],
    ["position", form.querySelector("[data-place-said]")?.textContent ?? "", null],
    ["reason", field("reason"), null],
  ];
}

/** @param {HTMLFormElement} form */
export function summary(form) {
  const list = /** @type {HTMLElement} */ (form.querySelector("[data-sum]"));
  const { none = "", before = "", unchanged = "" } = list.dataset;
  list.replaceChildren();
  for (const [name, now, last] of answers(form)) {
    if (last === null && !now) continue;
    const changed = last !== null && now !== last;
    const term = document.createElement("dt");
    term.textContent = list.getAttribute(`data-name-${name}`);
    const told = document.createElement("dd");
    told.dataset.answer = name;
    told.classList.toggle("is-changed", changed);
    const value = document.createElement("b");
    value.textContent = now || none;
    told.append(value);
    if (last !== null) {
      const quiet = document.createElement("span");
      quiet.className = "quiet";
      quiet.textContent = changed ? before.replace("{value}", last || none) : unchanged;
      told.append(" ", quiet);
    }
    list.append(term, told);
  }
}
