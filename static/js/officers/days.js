// A day as people write it, dd/mm/yyyy; the browser's own calendar fills it in.

/**
 * ISO for a day as people write it (or ISO); null for what is no day.
 * @param {string} text
 */
export function iso(text) {
  const typed = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  const parts = typed ? [typed[3], typed[2], typed[1]] : text.trim().split("-");
  if (parts.length !== 3) return null;
  const [year, month, day] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1
    && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
}

/** @param {HTMLElement} part */
export function days(part) {
  const field = /** @type {HTMLInputElement} */ (part.querySelector("input"));
  const picker = document.createElement("input");
  picker.type = "date";
  picker.className = "day-picker";
  picker.tabIndex = -1;
  picker.setAttribute("aria-hidden", "true");
  field.after(picker);

  /** @param {string} text */
  function set(text) {
    field.value = text;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  part.querySelector("[data-pick-day]")?.addEventListener("click", () => {
    picker.value = iso(field.value) ?? "";
    try {
      picker.showPicker();
    } catch {
      // A browser without a calendar of its own: the day is typed.
      field.focus();
    }
  });
  picker.addEventListener("change", () => {
    if (picker.value) set(picker.value.split("-").reverse().join("/"));
  });
  for (const button of part.querySelectorAll("[data-set-day]")) {
    button.addEventListener("click", () => set(button.dataset.setDay ?? ""));
  }
}
