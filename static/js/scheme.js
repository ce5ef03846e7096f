// The dark scheme for a dark meeting room: chosen by the visitor, remembered here.

const button = document.getElementById("scheme");
const root = document.documentElement;

function show(scheme) {
  root.dataset.scheme = scheme;
  button.setAttribute("aria-pressed", String(scheme === "dark"));
}

if (button) {
  show(root.dataset.scheme || "light");
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
