// On a narrow screen an officer's tabs are a row that scrolls: the current one is brought into view.
// Without this script the row is there to be moved by hand.

const row = document.querySelector(".work-tabs");
const current = row?.querySelector("[aria-current]");

if (row && current && row.scrollWidth > row.clientWidth) {
  const [outer, inner] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
  row.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}
