// The dark scheme for a dark meeting room: chosen by the visitor, remembered here.

const buttons = document.querySelectorAll("[data-scheme-switch]");
const root = document.documentElement;

function show(scheme) {
  root.dataset.scheme = scheme;
  for (const button of buttons) button.setAttribute("aria-pressed", String(scheme === "dark"));
}

show(root.dataset.scheme || "light");
for (const button of buttons) {
  button.addEventListener("click", () => {
    const scheme = root.dataset.scheme === "dark" ? "light" : "dark";
    show(scheme);
    try {
      localStorage.setItem("scheme", scheme);
    } catch {
      // A private window forgets it: nothing else depends on it.
    }
  });
}
