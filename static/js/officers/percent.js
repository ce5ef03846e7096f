// The percent of a site: a number, a slider and two buttons that say the same.

const DECIMAL = document.documentElement.lang === "en" ? "." : ",";
// Three digits after the other mark would be thousands.
const NUMBER = new RegExp(`^(\\d{1,3}([.,]\\d{1,2}|[${DECIMAL}]\\d{3})?) ?%?$`);

/**
 * The number that was typed, with a comma or a point, with a percent sign or without;
 * NaN for anything else.
 * @param {string} text
 */
export function typed(text) {
  const found = NUMBER.exec(text.trim());
  return found ? Number(found[1].replace(",", ".")) : NaN;
}

/** @param {HTMLElement} part */
export function percents(part) {
  const field = /** @type {HTMLInputElement} */ (part.querySelector("[name=physical_percent]"));
  const range = /** @type {HTMLInputElement} */ (part.querySelector("input[type=range]"));

  function follow() {
    const value = typed(field.value);
    range.value = String(Number.isNaN(value) ? 0 : value);
    const { valueText = "" } = range.dataset;
    range.setAttribute("aria-valuetext", valueText.replace("{percent}", field.value || "0"));
  }

  /** @param {number} value */
  function set(value) {
    const within = Math.min(Math.max(value, 0), 100);
    field.value = String(Math.round(within * 1000) / 1000).replace(".", DECIMAL);
    follow();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  range.addEventListener("input", () => set(Number(range.value)));
  field.addEventListener("input", follow);
  for (const button of part.querySelectorAll("[data-step-by]")) {
    button.addEventListener("click", () => {
      set((typed(field.value) || 0) + Number(button.dataset.stepBy));
    });
  }
  follow();
}
