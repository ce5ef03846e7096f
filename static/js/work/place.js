// Where the officer stands, when asked to note it; never by itself.

export function places(part) {
  const said = part.querySelector("[data-place-said]");
  const forget = part.querySelector("[data-forget]");
  const field = (name) => part.querySelector(`[name=${name}]`);

  function show() {
    const known = field("lon").value !== "";
    said.textContent = known
      ? part.dataset.found.replace("{metres}", Math.round(Number(field("accuracy").value) || 0))
      : "";
    forget.hidden = !known;
  }

  function keep({ coords }) {
    field("lon").value = coords.longitude.toFixed(7);
    field("lat").value = coords.latitude.toFixed(7);
    field("accuracy").value = coords.accuracy.toFixed(1);
    show();
    field("lon").dispatchEvent(new Event("change", { bubbles: true }));
  }

  part.querySelector("[data-locate]").addEventListener("click", () => {
    if (!navigator.geolocation) {
      said.textContent = part.dataset.refused;
      return;
    }
    said.textContent = part.dataset.ask;
    navigator.geolocation.getCurrentPosition(keep, () => {
      said.textContent = part.dataset.refused;
    }, { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 });
  });
  forget.addEventListener("click", () => {
    for (const name of ["lon", "lat", "accuracy"]) field(name).value = "";
    show();
    field("lon").dispatchEvent(new Event("change", { bubbles: true }));
  });
  show();
}
