// A day as people write it, dd/mm/yyyy; the browser's own calendar fills it in.

/**
 * ISO for a day as people write it (5/11/2026, 5/11/26, 05112026) or ISO; null for what is no day.
 * As `written_day` of the server reads it.
 * @param {string} text
 */
export function iso(text) {
  const plain = text.trim();
  const typed = /^(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)$/.exec(plain);
  const run = /^(\d\d)(\d\d)(2[01]\d\d)$/.exec(plain);
  let parts = plain.split("-");
  // A year of two digits after a hyphen may be a day: 24-11-05.
  if (typed && (typed[4].length === 4 || typed[2] !== "-")) {
    parts = [typed[4].length === 2 ? `20${typed[4]}` : typed[4], typed[3], typed[1]];
  } else if (run) {
    parts = [run[3], run[2], run[1]];
  }
  if (parts.length !== 3 || parts[0].length !== 4) return null;
  const [year, month, day] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1
    && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
}

/**
 * Whether a field holds a day that the server takes: its limits stand at the field.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
export function takes(field) {
  const day = iso(field.value);
  const { earliest = "", latest = "9999" } = field.dataset;
  return day !== null && earliest <= day && day <= latest;
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
