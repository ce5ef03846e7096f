// The map to take away: everything is in the page; nothing is fetched, no user text becomes HTML.
(function () {
  "use strict";

  /** @type {OfflineData} */
  const data = JSON.parse(document.getElementById("data").textContent ?? "");
  const { map, layers } = window.campaignMap;
  const { styles, words } = data;
  /**
   * @template {keyof OfflineElements} K
   * @param {K} id
   * @returns {OfflineElements[K]}
   */
  const el = (id) => /** @type {any} */ (document.getElementById(id));
  /** @param {string} name */
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const SVG = "http://www.w3.org/2000/svg";

  /**
   * Lower case without Vietnamese accents.
   * @param {string} text
   */
  const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {string} [text]
   * @param {string} [name]
   */
  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (name) node.className = name;
    return node;
  };

  /**
   * @param {string} status
   * @param {boolean} late
   * @param {number} size
   */
  function symbol(status, late, size) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 40 40");
    svg.setAttribute("width", String(size));
    svg.setAttribute("height", String(size));
    svg.setAttribute("aria-hidden", "true");
    for (const name of [late && "late-halo", `st-${status}`, late && "late-clock"]) {
      if (!name) continue;
      const use = document.createElementNS(SVG, "use");
      use.setAttribute("href", `#${name}`);
      svg.append(use);
    }
    return svg;
  }

  /**
   * Leaflet takes any element; its types speak of HTML's alone.
   * @param {Element} element
   */
  const asHtml = (element) => /** @type {HTMLElement} */ (element);

  /** @typedef {{ status: string, percent: number | null, late: boolean }} Stand */

  /**
   * How a project stood in the month of the slider; null before it was there.
   * @param {OfflineProject} project
   * @param {number} month
   * @returns {Stand | null}
   */
  function stand(project, month) {
    /** @type {OfflineProject["months"][number] | null} */
    let found = null;
    for (const change of project.months) if (change[0] <= month) found = change;
    if (!found || !found[1]) return null;
    return { status: found[1], percent: found[2], late: found[3] };
  }

  /** @param {number | null} value */
  const percent = (value) => (value === null ? "–" : `${String(value).replace(".", ",")}%`);

  /**
   * @param {string} title
   * @param {[string, string][]} rows
   */
  function popup(title, rows) {
    const box = make("div", "", "popup");
    box.append(make("h2", title));
    const list = make("dl");
    for (const [name, value] of rows) {
      if (value) list.append(make("dt", name), make("dd", value));
    }
    box.append(list);
    return box;
  }

  /**
   * @param {OfflineProject} project
   * @param {Stand} now
   */
  function projectPopup(project, now) {
    return popup(project.name, [
      [data.statuses[now.status], percent(now.percent)],
      [words.late, now.late ? (state.month === last ? project.late : words.late) : ""],
      [words.owner, project.owner],
      [words.investment, project.investment],
      [words.illustrative, project.illustrative ? "✓" : ""],
    ]);
  }

  /**
   * @param {L.GeoJSON | null} layer
   * @param {Geometry} geometry
   */
  function standpoint(layer, geometry) {
    if (geometry.type === "Point") return L.latLng(geometry.coordinates[1], geometry.coordinates[0]);
    if (geometry.type === "LineString") {
      const at = geometry.coordinates[Math.floor(geometry.coordinates.length / 2)];
      return L.latLng(at[1], at[0]);
    }
    return /** @type {L.GeoJSON} */ (layer).getBounds().getCenter();
  }

  /**
   * @param {OfflineProject} project
   * @param {Stand} now
   */
  function drawProject(project, now) {
    if (!project.geometry) return;
    const style = styles.status[now.status];
    const parts = [];
    if (project.geometry.type !== "Point") {
      const base = { interactive: false, fill: false, pane: "lines" };
      const options = { pane: "lines", interactive: false };
      if (now.late) parts.push(L.geoJSON(project.geometry, { ...options, style: { ...base, color: styles.late, weight: style.weight + 10, opacity: 0.85 } }));
      parts.push(L.geoJSON(project.geometry, { ...options, style: { ...base, color: styles.ink, weight: style.weight + 2 } }));
      parts.push(L.geoJSON(project.geometry, { ...options, style: {
        ...base, color: style.colour, weight: style.weight, dashArray: style.dash ?? undefined,
        fill: style.fill !== "none", fillColor: style.colour, fillOpacity: style.fill_opacity * 0.5,
      } }));
    }
    const shape = parts.length ? parts[parts.length - 1] : null;
    const icon = L.divIcon({ className: "leaflet-div-icon", html: asHtml(symbol(now.status, now.late, 34)), iconSize: [34, 34] });
    const marker = L.marker(standpoint(shape, project.geometry), { icon, title: project.name, alt: project.name, keyboard: true });
    marker.bindPopup(() => projectPopup(project, now));
    project.marker = marker;
    for (const part of parts) layers.projects.addLayer(part);
    layers.projects.addLayer(marker);
  }

  /** @param {string} day */
  function drawUnits(day) {
    layers.units.clearLayers();
    for (const unit of data.units) {
      if (unit.from > day || (unit.to && unit.to <= day)) continue;
      const shape = L.geoJSON(unit.geometry, { pane: "units", style: { color: styles.ink, weight: 1.5, fillColor: token("--unit"), fillOpacity: 0.7 }, interactive: false });
      const name = make("span", unit.name, "unit-name");
      layers.units.addLayer(shape);
      layers.units.addLayer(L.marker(shape.getBounds().getCenter(), { icon: L.divIcon({ className: "", html: name, iconSize: [0, 0] }), interactive: false, keyboard: false }));
    }
  }

  /**
   * @param {[number, number]} place
   * @param {string} colour
   * @param {string} title
   * @param {[string, string][]} rows
   */
  function dot(place, colour, title, rows) {
    const marker = L.circleMarker([place[1], place[0]], { radius: 7, pane: "hits", color: styles.ink, weight: 1, fillColor: colour, fillOpacity: 0.95 });
    marker.bindPopup(() => popup(title, rows));
    return marker;
  }

  /** @param {string} day */
  function drawContributions(day) {
    layers.contributions.clearLayers();
    layers.awards.clearLayers();
    for (const contribution of data.contributions) {
      if (!contribution.geometry || contribution.date > day) continue;
      layers.contributions.addLayer(dot(contribution.geometry, styles.givenArea, data.kinds[contribution.kind], [
        [contribution.date.split("-").reverse().join("/"), contribution.quantity || "–"], [words.value, contribution.value],
        ["", contribution.unit], ["", contribution.project],
      ]));
    }
    for (const award of data.awards) {
      if (!award.geometry || award.date > day) continue;
      layers.awards.addLayer(dot(award.geometry, token("--award"), award.form, [
        [award.date.split("-").reverse().join("/"), award.recipient], ["", award.achievement],
      ]));
    }
  }

  const last = data.days.length - 1;
  /** @type {{ month: number, timer: number | null }} */
  const state = { month: last, timer: null };

  /**
   * @param {OfflineProject} project
   * @param {Stand} now
   */
  function answers(project, now) {
    const asked = fold(el("q").value.trim()).split(/\s+/).filter(Boolean);
    const text = fold(`${project.name} ${project.code}`);
    return asked.every((word) => text.includes(word))
      && (!el("status").value || el("status").value === now.status)
      && (!el("sector").value || el("sector").value === project.sector)
      && (!el("unit").value || project.units.includes(el("unit").value))
      && (!el("late").checked || now.late);
  }

  /**
   * @param {OfflineProject} project
   * @param {Stand} now
   */
  function row(project, now) {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.append(symbol(now.status, now.late, 28), make("span", project.name, now.late ? "is-late" : ""), make("span", percent(now.percent)));
    button.addEventListener("click", () => show(project));
    item.append(button);
    return item;
  }

  /** @param {OfflineProject} project */
  function show(project) {
    if (!project.marker) {
      el("count").textContent = `${project.name}: ${words.place}`;
      return;
    }
    map.setView(project.marker.getLatLng(), Math.max(map.getZoom(), 15), { animate: false });
    project.marker.openPopup();
  }

  function render() {
    const day = data.days[state.month];
    el("when").textContent = data.labels[state.month];
    layers.projects.clearLayers();
    const rows = [];
    let late = 0;
    for (const project of data.projects) {
      project.marker = null;
      const now = stand(project, state.month);
      if (!now || !answers(project, now)) continue;
      drawProject(project, now);
      rows.push(row(project, now));
      late += now.late ? 1 : 0;
    }
    el("list").replaceChildren(...rows);
    el("count").textContent = rows.length
      ? words.counted.replace("{count}", String(rows.length)).replace("{late}", String(late))
      : words.none;
    return day;
  }

  /** @param {number} month */
  function move(month) {
    state.month = month;
    el("month").value = String(month);
    el("month").setAttribute("aria-valuetext", data.labels[month]);
    const day = render();
    drawUnits(day);
    drawContributions(day);
  }

  function play() {
    if (state.timer) {
      clearInterval(state.timer);
      state.timer = null;
      el("play").textContent = words.play;
      return;
    }
    el("play").textContent = words.pause;
    if (state.month === last) move(0);
    state.timer = setInterval(() => {
      if (state.month === last) play();
      else move(state.month + 1);
    }, 700);
  }

  for (const [code, name] of Object.entries(data.sectors)) el("sector").append(new Option(name, code));
  for (const unit of data.units) el("unit").append(new Option(unit.name, unit.id));
  for (const id of /** @type {const} */ (["q", "status", "sector", "unit", "late"])) el(id).addEventListener("input", render);
  el("filters").addEventListener("submit", (event) => event.preventDefault());
  el("month").addEventListener("input", () => move(Number(el("month").value)));
  el("play").addEventListener("click", play);
  if (window.innerWidth < 800) document.querySelector("#legend details")?.removeAttribute("open");
  move(last);
  const shapes = /** @type {L.GeoJSON[]} */ (layers.units.getLayers().filter((layer) => "getBounds" in layer));
  map.fitBounds(shapes.reduce((box, shape) => box.extend(shape.getBounds()), L.latLngBounds([])));
  window.offlineMapReady = true;
})();
