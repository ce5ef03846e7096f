// The presenter's window: follows the slides, tells the time, keeps what was decided until it is sent.

const path = location.pathname.replace(/\/notes$/, "");
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`present:${path}`) : null;
const articles = [...document.querySelectorAll("article")];
const form = document.getElementById("decide");
/** @typedef {{ client_uuid: string, slide: string, text: string }} Note */

/**
 * @param {string} name
 * @returns {HTMLInputElement}
 */
const inputOf = (name) => /** @type {any} */ (form?.elements.namedItem(name));
const KEPT = `decided:${path}`;
let began = Date.now();

/** @param {{ key: string, place: number, count: number }} at */
function show({ key, place, count }) {
  for (const article of articles) article.hidden = Number(article.dataset.place) !== place;
  document.getElementById("place").textContent = `${place}/${count}`;
  document.getElementById("lonely").hidden = true;
  if (form) inputOf("slide").value = key;
}

function tick() {
  const now = new Date();
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  const spent = Math.floor((now.getTime() - began) / 1000);
  document.getElementById("clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  document.getElementById("spent").textContent = `${Math.floor(spent / 60)}:${two(spent % 60)}`;
}

/** @returns {Note[]} */
const kept = () => JSON.parse(localStorage.getItem(KEPT) || "[]");
/** @param {Note[]} items */
const keep = (items) => localStorage.setItem(KEPT, JSON.stringify(items));

/**
 * @param {HTMLFormElement} form
 * @param {Note} item
 */
async function send(form, item) {
  const body = new URLSearchParams({ ...item, csrf_token: inputOf("csrf_token").value });
  return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
}

// A key of each note, so that it is kept once when it is sent again for want of an answer.
// crypto.randomUUID is there over https only; offices also use plain addresses of their network.
const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
  (Number(digit) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(digit) / 4)))).toString(16));
/** @param {string} id */
const without = (id) => keep(kept().filter((item) => item.client_uuid !== id));

// One after the other, and only once at a time: what is noted meanwhile waits its turn. What the
// server refuses comes back into the field to be mended; what did not reach it stays kept.
let sending = false;
async function sendKept() {
  if (sending || !form) return;
  sending = true;
  const said = document.getElementById("decide-said");
  try {
    for (let [item] = kept(); item; [item] = kept()) {
      const answer = await send(form, item);
      if (answer.status >= 500 || [401, 403, 408, 429].includes(answer.status)) throw new Error(String(answer.status));
      without(item.client_uuid);
      if (!answer.ok) {
        const text = inputOf("text");
        text.value = [item.text, text.value].filter(Boolean).join("\n");
        said.textContent = form.dataset.refused ?? null;
        return;
      }
      said.textContent = form.dataset.sent ?? null;
    }
  } catch {
    said.textContent = form.dataset.kept ?? null;
  } finally {
    sending = false;
  }
}

channel?.addEventListener("message", ({ data }) => data.kind === "at" && show(data));
channel?.postMessage({ kind: "where" });
for (const [id, step] of /** @type {const} */ ([["previous", -1], ["next", 1]])) {
  document.getElementById(id).addEventListener("click", () => channel?.postMessage({ kind: "go", step }));
}
document.addEventListener("keydown", (event) => {
  if (/** @type {Element} */ (event.target).closest("textarea")) return;
  if (["ArrowRight", "PageDown", " "].includes(event.key)) channel?.postMessage({ kind: "go", step: 1 });
  if (["ArrowLeft", "PageUp"].includes(event.key)) channel?.postMessage({ kind: "go", step: -1 });
});
document.getElementById("restart").addEventListener("click", () => { began = Date.now(); tick(); });
setInterval(tick, 1000);
tick();
if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = inputOf("text");
    keep([...kept(), { client_uuid: uuid(), slide: inputOf("slide").value, text: text.value }]);
    text.value = "";
    sendKept();
  });
  window.addEventListener("online", sendKept);
  sendKept();
}
document.documentElement.dataset.ready = "true";
