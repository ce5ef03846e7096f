// The presenter's window: follows the slides, tells the time, keeps what was decided until it is sent.

const path = location.pathname.replace(/\/notes$/, "");
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`present:${path}`) : null;
const articles = [...document.querySelectorAll("article")];
const form = document.getElementById("decide");
const KEPT = `decided:${path}`;
let began = Date.now();

function show({ key, place, count }) {
  for (const article of articles) article.hidden = Number(article.dataset.place) !== place;
  document.getElementById("place").textContent = `${place}/${count}`;
  document.getElementById("lonely").hidden = true;
  if (form) form.elements.slide.value = key;
}

function tick() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const spent = Math.floor((now - began) / 1000);
  document.getElementById("clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  document.getElementById("spent").textContent = `${Math.floor(spent / 60)}:${two(spent % 60)}`;
}

/** A key of a note (UUID version 4): sent again when no answer came, it is kept once. Written out,
    since `randomUUID` is not there on a page that came without https. */
function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const kept = () => JSON.parse(localStorage.getItem(KEPT) || "[]");
const keep = (items) => localStorage.setItem(KEPT, JSON.stringify(items));

async function send(item) {
  const body = new URLSearchParams({ ...item, csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function sendKept() {
  const said = document.getElementById("decide-said");
  for (const item of kept()) {
    try {
      await send(item);
    } catch {
      said.textContent = form.dataset.kept;
      return;
    }
    keep(kept().slice(1));
    said.textContent = form.dataset.sent;
  }
}

channel?.addEventListener("message", ({ data }) => data.kind === "at" && show(data));
channel?.postMessage({ kind: "where" });
for (const [id, step] of [["previous", -1], ["next", 1]]) {
  document.getElementById(id).addEventListener("click", () => channel?.postMessage({ kind: "go", step }));
}
document.addEventListener("keydown", (event) => {
  if (event.target.closest("textarea")) return;
  if (["ArrowRight", "PageDown", " "].includes(event.key)) channel?.postMessage({ kind: "go", step: 1 });
  if (["ArrowLeft", "PageUp"].includes(event.key)) channel?.postMessage({ kind: "go", step: -1 });
});
document.getElementById("restart").addEventListener("click", () => { began = Date.now(); tick(); });
setInterval(tick, 1000);
tick();
if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { slide, text } = form.elements;
    keep([...kept(), { client_uuid: key(), slide: slide.value, text: text.value }]);
    form.elements.text.value = "";
    sendKept();
  });
  window.addEventListener("online", sendKept);
  sendKept();
}
document.documentElement.dataset.ready = "true";
