// Where the officer stands, when asked to note it; never by itself.

/** @typedef {"lon" | "lat" | "accuracy"} Part */

/** @type {Record<Part, "longitude" | "latitude" | "accuracy">} */
const PARTS = { lon: "longitude", lat: "latitude", accuracy: "accuracy" };
const PLACES = { lon: 7, lat: 7, accuracy: 1 };

/** @param {HTMLElement} part */
export function places(part) {
  const said = /** @type {HTMLElement} */ (part.querySelector("[data-place-said]"));
  const forget = /** @type {HTMLElement} */ (part.querySelector("[data-forget]"));
  const fields = /** @type {Part[]} */ (Object.keys(PARTS)).flatMap((name) => {
    /** @type {HTMLInputElement | null} */
    const field = part.querySelector(`[name="position.${name}"]`);
    return field ? [/** @type {const} */ ([name, field])] : [];
  });

  /** @param {string} text */
  function show(text) {
    said.textContent = text;
    forget.hidden = fields[0][1].value === "";
    fields[0][1].dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {number} metres */
  const found = (metres) => (part.dataset.found ?? "").replace("{metres}", String(Math.round(metres)));

  part.querySelector("[data-locate]")?.addEventListener("click", () => {
    if (!navigator.geolocation) {
      show(part.dataset.refused ?? "");
      return;
    }
    show(part.dataset.ask ?? "");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      for (const [name, field] of fields) field.value = coords[PARTS[name]].toFixed(PLACES[name]);
      show(found(coords.accuracy));
    }, () => show(part.dataset.refused ?? ""), {
      enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000,
    });
  });
  forget.addEventListener("click", () => {
    for (const [, field] of fields) field.value = "";
    show("");
  });
  const accuracy = fields.find(([name]) => name === "accuracy")?.[1].value;
  show(accuracy ? found(Number(accuracy)) : "");
}
