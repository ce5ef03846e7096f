// Printing: the map is drawn anew at the paper's width, the legend stands below it, the address too.

const { map } = window.campaignMap;
const area = document.getElementById("map-area");
const legend = document.getElementById("legend");
const address = document.getElementById("print-address");
/** @type {{ bounds: L.LatLngBounds, open: boolean, corner: Element | null } | null} */
let before = null;

/** The page as it is printed: A4 upright, whatever the window. */
function lay() {
  if (before) return;
  before = { bounds: map.getBounds(), open: legend.open, corner: legend.parentElement };
  document.body.classList.add("is-printed");
  address.textContent = location.href;
  legend.open = true;
  area.after(legend);
  map.invalidateSize({ animate: false, pan: false });
  map.fitBounds(before.bounds, { animate: false });
}

function restore() {
  if (!before) return;
  document.body.classList.remove("is-printed");
  before.corner?.prepend(legend);
  legend.open = before.open;
  map.invalidateSize({ animate: false, pan: false });
  map.fitBounds(before.bounds, { animate: false });
  before = null;
}

export function start() {
  addEventListener("beforeprint", lay);
  addEventListener("afterprint", restore);
}
