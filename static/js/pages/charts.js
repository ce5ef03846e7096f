// Charts drawn from the table beside them. The table stays the source: it is what print, screen
// readers and visitors without JavaScript have. Chart.js is on the page as `window.Chart`.
//
// <figure data-chart="bar|line" data-format="number|money|percent" [data-stacked] [data-choose]>
//   <div class="chart-canvas" hidden><canvas></canvas></div>
//   <details open><table>…</table></details>
// In the table the first column holds the labels; each further <th scope="col"> of the head is a
// series: data-colour, data-draw (line|bar), data-dash, data-stack, or data-skip to leave it out.
// A cell's number is its data-value; a cell without one is a gap.

const root = document.documentElement;
const language = root.lang === "en" ? "en" : "vi";
const still = matchMedia("(prefers-reduced-motion: reduce)");
const SERIES = 7;
const BILLION = 1e9;
const MILLION = 1e6;

/** @param {string} name */
const token = (name) => getComputedStyle(root).getPropertyValue(name).trim();
/**
 * @param {number} value
 * @param {number} places
 */
const plain = (value, places) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: places }).format(value);

/**
 * How the numbers of a figure are written: as the page's own filters write them.
 * @param {HTMLElement} figure
 * @returns {(value: number) => string}
 */
function writer(figure) {
  const { format, billion = "", million = "", dong = "" } = figure.dataset;
  if (format === "percent") return (value) => `${plain(value, 1)}%`;
  if (format !== "money") return (value) => plain(value, 2);
  return (value) => {
    const size = Math.abs(value);
    if (size >= BILLION - MILLION / 20) return billion.replace("{}", plain(value / BILLION, 1));
    if (size >= MILLION) return million.replace("{}", plain(value / MILLION, 1));
    return dong.replace("{}", plain(value, 0));
  };
}

/** @param {HTMLTableCellElement} cell */
const text = (cell) => cell.textContent.trim().replace(/\s+/g, " ");
/** @param {HTMLTableCellElement | undefined} cell */
const amount = (cell) =>
  cell?.dataset.value === undefined || cell.dataset.value === "" ? null : Number(cell.dataset.value);

/** @typedef {{ head: HTMLTableCellElement, values: (number | null)[] }} Series */

/**
 * Labels and series of a table.
 * @param {HTMLTableElement} table
 */
function read(table) {
  const heads = [...(table.tHead?.rows[0].cells ?? [])].slice(1);
  const rows = [...table.tBodies[0].rows];
  const series = heads
    .map((head, place) => ({ head, values: rows.map((row) => amount(row.cells[place + 1])) }))
    .filter(({ head }) => head.dataset.skip === undefined);
  return { labels: rows.map((row) => text(row.cells[0])), series };
}

/**
 * @param {HTMLElement} figure
 * @param {Series} series
 * @param {number} place
 */
function dataset(figure, { head, values }, place) {
  const colour = head.dataset.colour || token(`--series-${(place % SERIES) + 1}`);
  const draw = head.dataset.draw || figure.dataset.chart;
  const line = draw === "line";
  return {
    type: draw,
    label: text(head),
    data: values,
    backgroundColor: colour,
    borderColor: line ? colour : token("--ink"),
    borderWidth: line ? 3 : 1,
    borderDash: head.dataset.dash ? head.dataset.dash.split(" ").map(Number) : [],
    pointStyle: line ? ["circle", "triangle", "rectRot"][place % 3] : "rect",
    pointRadius: line ? 4 : 0,
    pointHoverRadius: 7,
    spanGaps: true,
    stack: figure.dataset.stacked === undefined ? undefined : head.dataset.stack || draw,
    order: line ? 0 : 1,
  };
}

/**
 * @param {HTMLElement} figure
 * @param {(value: number) => string} write
 * @param {boolean} several
 */
function options(figure, write, several) {
  const ink = token("--ink");
  const axis = { ticks: { color: ink }, grid: { color: token("--line") } };
  const stacked = figure.dataset.stacked !== undefined;
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: still.matches ? false : { duration: 400 },
    interaction: { mode: "index", intersect: false },
    font: { family: token("--font") },
    scales: {
      x: { ...axis, stacked, grid: { display: false } },
      y: {
        ...axis,
        stacked,
        beginAtZero: true,
        max: figure.dataset.format === "percent" ? 100 : undefined,
        ticks: { color: ink, callback: write, maxTicksLimit: 6 },
      },
    },
    plugins: {
      legend: {
        display: several,
        position: "bottom",
        labels: { color: ink, usePointStyle: true, padding: 16 },
      },
      tooltip: {
        // What is nothing would only hide what is something.
        /** @param {ChartItem} item */
        filter: (item) => item.raw !== null && (item.raw !== 0 || item.chart.data.datasets.length < 4),
        callbacks: { label: (/** @type {ChartItem} */ item) => ` ${item.dataset.label}: ${write(item.raw ?? 0)}` },
      },
    },
  };
}

/**
 * A list above the chart that chooses which one series is drawn.
 * @param {HTMLElement} figure
 * @param {Series[]} series
 * @param {(place: number) => void} changed
 */
function chooser(figure, series, changed) {
  const label = document.createElement("label");
  label.className = "chart-choice";
  label.append(figure.dataset.choose ?? "", " ");
  const select = document.createElement("select");
  series.forEach(({ head }, place) => select.add(new Option(text(head), String(place))));
  select.addEventListener("change", () => changed(Number(select.value)));
  label.append(select);
  figure.querySelector(".chart-canvas")?.before(label);
}

/**
 * @param {HTMLElement} figure
 * @param {ChartLibrary} Chart
 */
function draw(figure, Chart) {
  const box = figure.querySelector(".chart-canvas");
  const details = figure.querySelector("details");
  const table = figure.querySelector("table");
  if (!box || !details || !table) return;
  const { labels, series } = read(table);
  if (!labels.length || !series.length) return;
  const write = writer(figure);
  const choosing = figure.dataset.choose !== undefined;
  let shown = 0;
  /** @type {{ destroy(): void } | null} */
  let chart = null;
  const chosen = () => (choosing ? [series[shown]] : series);
  const data = () => ({
    labels,
    datasets: chosen().map((one, place) => dataset(figure, one, choosing ? shown : place)),
  });
  const make = () => {
    chart?.destroy();
    Chart.defaults.font.family = token("--font");
    chart = new Chart(box.firstElementChild, {
      type: figure.dataset.chart,
      data: data(),
      options: options(figure, write, chosen().length > 1),
    });
  };
  box.hidden = false;
  if (choosing && series.length > 1) {
    chooser(figure, series, (place) => {
      shown = place;
      make();
    });
  }
  make();
  details.open = false;
  addEventListener("beforeprint", () => {
    details.dataset.was = String(details.open);
    details.open = true;
  });
  addEventListener("afterprint", () => {
    details.open = details.dataset.was === "true";
  });
  // Colours are the scheme's: drawn anew when it changes.
  new MutationObserver(make).observe(root, { attributeFilter: ["data-scheme"] });
}

const { Chart } = window;
if (Chart) for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure, Chart);
