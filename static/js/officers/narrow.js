// A long list is narrowed by typing a few letters, with or without accents.

/**
 * Small letters without accents.
 * @param {string} text
 */
function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
}

/** @param {HTMLElement} part */
export function narrows(part) {
  const list = /** @type {HTMLSelectElement} */ (
    document.getElementById(part.dataset.narrow ?? "")
  );
  const field = /** @type {HTMLInputElement} */ (part.querySelector("input"));
  const said = /** @type {HTMLElement} */ (part.querySelector("[role=status]"));
  const options = [...list.options];

  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    /** @param {HTMLOptionElement} option */
    const fits = (option) => words.every((word) => plain(`${option.text} ${option.value}`).includes(word));
    // The chosen one stays, whatever is typed.
    const left = options.filter((option) => !option.value || option.selected || fits(option));
    list.replaceChildren(...left);
    const found = left.filter((option) => option.value && fits(option));
    if (words.length && found.length === 1) found[0].selected = true;
    said.textContent = words.length && !found.length ? field.dataset.none ?? "" : "";
  });
}
