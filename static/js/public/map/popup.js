// Popups, built of text nodes: what people typed is never read as HTML.

import { config, dayText, money, number, say, words } from "map/config";
import { icon, projectSymbol } from "map/symbols";

/** @typedef {Node | string | null | undefined} Child */
/** @typedef {[string | null | undefined, Child]} Fact */

/**
 * An element with a class and children; strings become text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} className
 * @param {Child[]} children
 */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  for (const child of children) {
    if (child !== null && child !== undefined && child !== "") made.append(child);
  }
  return made;
}

/** @param {Fact[]} rows */
function facts(rows) {
  const list = element("dl", "popup-facts");
  for (const [name, value] of rows) {
    if (value === null || value === undefined || value === "") continue;
    list.append(element("dt", "", name), element("dd", "", value));
  }
  return list;
}

/** @param {string[]} ids */
const unitNames = (ids) => ids.map((id) => config.units[id] || id).join(", ");

/** @param {Project} project */
function lateness(project) {
  if (!project.late) return null;
  const why = project.late_reason === "overdue"
    ? say("overdue", { days: number(project.days_overdue ?? 0) })
    : words.behind;
  return element("span", "late-word", icon("clock"), ` ${why}`);
}

/** @param {Project} project */
function progress(project) {
  const plan = project.planned_percent === null
    ? null : `${words.planned} ${number(project.planned_percent)}%`;
  if (project.basis === "planned") return plan;
  if (project.physical_percent === null) return null;
  const planned = plan ? ` (${plan})` : "";
  return `${number(project.physical_percent)}%${planned}`;
}

/** @param {Project} project */
function disbursement(project) {
  if (!project.plan_year) return null;
  const done = project.disbursed_year ?? 0;
  return `${number((100 * done) / project.plan_year)}% (${money(done)} / ${money(project.plan_year)})`;
}

/** @param {string[]} illustrative */
function marks(illustrative) {
  const made = [];
  const figures = illustrative.filter((what) => what !== "place");
  if (figures.length) made.push(element("span", "badge-mark", words.illustrative));
  if (illustrative.includes("place") || illustrative.includes("project")) {
    made.push(element("span", "badge-mark", words.illustrative_place));
  }
  return made.length ? element("p", "popup-marks", ...made) : null;
}

/** @param {Award[]} awards */
function honours(awards) {
  if (!awards.length) return null;
  const list = element("ul", "popup-awards");
  for (const award of awards) {
    const form = config.forms[award.form] || award.form;
    const day = award.decided_on ? ` (${dayText(award.decided_on)})` : "";
    list.append(element("li", "", icon("star-fill"), ` ${form}: ${award.recipient ?? ""}${day}`));
  }
  return list;
}

/**
 * @param {Child} text
 * @param {Child} symbol
 */
function title(text, symbol) {
  return element("div", "popup-title", symbol, element("h3", "", text));
}

/**
 * The essentials of a project; `awards` are those that honour it.
 * @param {Project} project
 * @param {Award[]} awards
 */
export function projectPopup(project, awards) {
  const link = element("a", "popup-link", words.details);
  link.href = config.urls.project.replace("CODE", encodeURIComponent(project.code));
  return element(
    "div", "popup",
    title(project.name, projectSymbol({ ...project, awards: 0 })),
    element("p", "popup-status", config.statuses[project.status], project.late ? " · " : "",
      lateness(project)),
    marks(project.illustrative ?? []),
    facts([
      [words.progress, progress(project)],
      [say("disbursed", { year: project.budget_year }), disbursement(project)],
      [words.investment, project.total_investment === null ? null : money(project.total_investment)],
      [words.sector, config.sectors[project.sector]?.name],
      [words.unit, unitNames(project.units ?? [])],
      [words.changed_on, project.changed_on ? dayText(project.changed_on) : null],
    ]),
    honours(awards),
    link,
  );
}

/** @param {Contribution} given */
function quantity(given) {
  if (given.quantity === null) return null;
  if (given.unit_of_measure === "đồng") return money(given.quantity);
  const unit = config.measures[given.unit_of_measure] ?? given.unit_of_measure;
  return `${number(given.quantity)} ${unit}`;
}

/**
 * The essentials of a contribution; givers are counted, never named.
 * @param {Contribution} given
 * @param {Award[]} awards
 */
export function contributionPopup(given, awards) {
  const kind = element("span", "popup-kind", config.kinds[given.kind]);
  const givers = given.givers
    ? say(`giver_${given.giver_kind}`, { count: number(given.givers) }) : null;
  return element(
    "div", "popup",
    title(kind, null),
    marks(given.illustrative ?? []),
    facts([
      [words.quantity, quantity(given)],
      [words.value, given.value && given.unit_of_measure !== "đồng" ? money(given.value) : null],
      [words.giver, givers],
      [words.date, given.date ? dayText(given.date) : null],
      [words.unit, [given.hamlet, config.units[given.unit] ?? given.unit].filter(Boolean).join(", ")],
      [words.project, given.project],
      [words.source, given.source],
    ]),
    honours(awards),
  );
}

/**
 * The essentials of an administrative unit; `shade` is its value in the choropleth.
 * @param {Unit & { until: string }} unit
 * @param {Shade | undefined} shade
 */
export function unitPopup(unit, shade) {
  const valid = [
    say("from_day", { day: dayText(unit.valid_from) }),
    unit.valid_to ? say("until_day", { day: unit.until }) : "",
  ];
  return element(
    "div", "popup",
    title(unit.name, null),
    unit.in_campaign ? null : element("p", "quiet", words.outside),
    facts([
      ...(shade ? [/** @type {Fact} */ ([shade.name, shade.value])] : []),
      [words.area, unit.area_ha === null ? null : `${number(unit.area_ha)} ha`],
      [words.population, unit.population === null
        ? null : say("people", { count: number(unit.population) })],
      [words.valid, valid.filter(Boolean).join(" ")],
    ]),
  );
}
