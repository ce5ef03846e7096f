// Copies a text by a button: to the clipboard where the browser lets us, else selected, to copy by
// hand. Without this script the text is there to be selected.

document.addEventListener("click", async (event) => {
  const button = /** @type {Element} */ (event.target).closest("button[data-copy]");
  if (!button) return;
  const { copy = "", done = "", byHand = "" } = button.dataset;
  const text = /** @type {HTMLInputElement} */ (document.getElementById(copy));
  const said = button.parentElement?.querySelector("[role=status]");
  text.focus();
  text.select();
  const copied = await toClipboard(text.value);
  if (said) said.textContent = copied ? done : byHand;
});

/** @param {string} text */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not over https, or not allowed
  }
}
