// What is typed as an amount is said back in digits and words. The server reads it, as it will when
// the form is sent; without a network nothing is said.

const PAUSE = 300;

/** @param {HTMLElement} part */
export function amounts(part) {
  const field = /** @type {HTMLInputElement} */ (part.querySelector("input"));
  const unit = part.querySelector("select");
  const said = /** @type {HTMLElement} */ (part.querySelector("[data-said]"));
  let asked = 0;
  let timer = 0;

  /** @param {string} amount */
  async function answer(amount) {
    const query = new URLSearchParams({ amount, unit: unit?.value ?? "dong" });
    try {
      const response = await fetch(`${said.dataset.said}?${query}`, {
        headers: { Accept: "application/json" },
      });
      return response.ok && !response.redirected ? (await response.json()).said : "";
    } catch {
      return "";
    }
  }

  async function ask() {
    asked += 1;
    const mine = asked;
    const amount = field.value.trim();
    const words = amount ? await answer(amount) : "";
    // An answer that a later one overtook says nothing.
    if (mine === asked) said.textContent = words;
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  field.addEventListener("input", soon);
  unit?.addEventListener("change", soon);
  if (field.value) soon();
}
