// Two pictures as one, with a line between them that a range moves: by key, by finger, by mouse.
// Without this script they stand side by side.

const frame = document.getElementById("photo-compare");
const range = document.getElementById("photo-range");
const stack = /** @type {HTMLElement} */ (frame.querySelector(".photo-stack"));

function show() {
  stack.style.setProperty("--cut", `${range.value}%`);
  range.setAttribute("aria-valuetext", (range.dataset.text ?? "").replace("{part}", String(100 - Number(range.value))));
}

/**
 * The pictures themselves are a handle too.
 * @param {PointerEvent} event
 */
function follow(event) {
  const box = stack.getBoundingClientRect();
  const part = (event.clientX - box.left) / box.width;
  range.value = String(Math.round(Math.min(Math.max(part, 0), 1) * 100));
  show();
}

frame.classList.add("is-sliding");
range.addEventListener("input", show);
stack.addEventListener("pointerdown", (event) => {
  stack.setPointerCapture(event.pointerId);
  follow(event);
});
stack.addEventListener("pointermove", (event) => {
  if (stack.hasPointerCapture(event.pointerId)) follow(event);
});
show();
