// The queue: how many are chosen, and choosing a whole page at once.

const form = /** @type {HTMLFormElement} */ (document.getElementById("decide"));
const boxes = /** @type {HTMLInputElement[]} */ (
  [...form.querySelectorAll('input[name="entry"]')]
);
const all = /** @type {HTMLElement} */ (form.querySelector("[data-choose-all]"));
const told = /** @type {HTMLElement} */ (form.querySelector("[data-chosen]"));

function tell() {
  const count = boxes.filter((box) => box.checked).length;
  told.textContent = (told.dataset.words ?? "").replace("{count}", String(count));
}

all.addEventListener("click", () => {
  const wanted = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = wanted;
  tell();
});
form.addEventListener("change", tell);
tell();
document.getElementById("outcome")?.focus();
