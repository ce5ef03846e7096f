// Copies a text by a button: to the clipboard where the browser lets us, else selected, to copy by
// hand. Without this script the text is there to be selected.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  text.focus();
  text.select();
  said.textContent = (await toClipboard(text.value)) ? button.dataset.done : button.dataset.byHand;
});

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not over https, or not allowed
  }
}
